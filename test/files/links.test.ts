import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { DeviceKey, FileId, OperationId } from '../../src/base/ids.ts';
import { checkLink, type LinkClaim, linkUrl, maxBaseLength, signLink, tokenOf } from '../../src/files/links.ts';

const key = randomBytes(32);
const now = Date.parse('2026-05-04T12:00:00Z');
const claims = fc.record({
  fileId: fc.uuid().map((id) => id as FileId),
  deviceKey: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).map((id) => id as DeviceKey),
  purpose: fc.uuid().map((id) => id as OperationId),
  expiresAt: fc.integer({ min: now / 1000 + 1, max: now / 1000 + 1e9 }).map((s) => s * 1000),
});
const claim: LinkClaim = fc.sample(claims, 1)[0]!;

describe('a link', () => {
  it('says what was signed', () => {
    fc.assert(
      fc.property(claims, (any) => {
        expect(checkLink(key, signLink(key, any), now)).toEqual({ status: 'valid', claim: any });
      }),
    );
  });

  it('is refused with any bit flipped', () => {
    const bytes = Buffer.from(signLink(key, claim), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const bad = Buffer.from(bytes);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      expect(checkLink(key, bad.toString('base64url'), now)).toEqual({ status: 'forged' });
    }
  });

  it('is refused with any character changed', () => {
    const token = signLink(key, claim);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), (at, char) => {
        fc.pre(token[at] !== char);
        const { status } = checkLink(key, token.slice(0, at) + char + token.slice(at + 1), now);
        expect(['forged', 'malformed']).toContain(status);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused under another key', () => {
    expect(checkLink(randomBytes(32), signLink(key, claim), now).status).toBe('forged');
  });

  it('runs out, to the second, and never early', () => {
    const token = signLink(key, { ...claim, expiresAt: now + 1500 });
    expect(checkLink(key, token, now + 1999).status).toBe('valid');
    expect(checkLink(key, token, now + 2000)).toMatchObject({ status: 'expired', claim: { purpose: claim.purpose } });
  });

  test.each(['', 'x', `${signLink(key, claim)}A`, signLink(key, claim).slice(1), `${signLink(key, claim)}\n`])(
    'malformed: %j',
    (text) => {
      expect(checkLink(key, text, now)).toEqual({ status: 'malformed' });
    },
  );
});

describe('its URL', () => {
  it('has at most 256 harmless characters for any name and base, and leads back to the token', () => {
    const names = fc.oneof(fc.string({ unit: 'binary', maxLength: 255 }), fc.constant(`${'n'.repeat(251)}.bin`));
    const hosts = fc.oneof(fc.constant(`http://${'h'.repeat(maxBaseLength - 7)}`), fc.constant('http://10.0.0.1:7567'));
    const token = signLink(key, claim);
    fc.assert(
      fc.property(hosts, names, (base, name) => {
        const url = linkUrl(base, token, name);
        expect(url.length).toBeLessThanOrEqual(256);
        expect(url.slice(base.length)).toMatch(/^\/f\/[A-Za-z0-9_-]{84}\/[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
        expect(tokenOf(url.slice(base.length))).toBe(token);
        expect(new URL(url).href).toBe(url);
      }),
    );
  });

  test.each([
    ['fw-2.4.0.bin', 'fw-2.4.0.bin'],
    ['Größe 1/2.bin', 'Gr_e_1_2.bin'],
    ['../../etc/passwd', '__.._etc_passwd'],
    ['', '_'],
  ])('%j is named %s', (name, safe) => {
    expect(linkUrl('http://h:1', signLink(key, claim), name).split('/').at(-1)).toBe(safe);
  });

  it('keeps the extension of a name that is too long', () => {
    expect(linkUrl('http://h:1', signLink(key, claim), `${'n'.repeat(250)}.img`)).toMatch(/n\.img$/);
  });

  it('is not made from a base that leaves no room', () => {
    expect(() => linkUrl(`http://${'h'.repeat(200)}`, signLink(key, claim), 'x')).toThrow(
      expect.objectContaining({ code: 'invalidConfiguration' }),
    );
  });

  test.each([
    ['/f/abc/name', 'abc'],
    ['/f/abc', 'abc'],
    ['/f/', ''],
    ['/', null],
    ['/files/abc', null],
  ])('the token of %s is %j', (path, token) => {
    expect(tokenOf(path)).toBe(token);
  });
});
