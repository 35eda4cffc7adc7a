import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hmacSha256 } from '../../src/base/hmac.ts';

it('is the HMAC that everybody else computes, for keys and texts of any length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 300 }), (key, data) => {
      const expected = createHmac('sha256', key).update(data).digest('hex');
      expect(hmacSha256(Buffer.from(key))(Buffer.from(data)).toString('hex')).toBe(expected);
    }),
  );
});

it('gives the result of RFC 4231 for a key longer than a block', () => {
  const mac = hmacSha256(Buffer.alloc(131, 0xaa));
  expect(mac(Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First')).toString('hex')).toBe(
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  );
});
