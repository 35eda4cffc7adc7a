import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minutes } from '../../src/base/durations.ts';
import { nonceCounts, signedNonces } from '../../src/security/nonce.ts';
import { secretBox } from '../../src/security/secret-box.ts';

const key = randomBytes(32);
const box = secretBox(key);

describe('a secret at rest', () => {
  it('opens to what was sealed, and no two seals are alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (secret, context) => {
        const [a, b] = [box.seal(secret, context), box.seal(secret, context)];
        expect(box.open(a, context)).toBe(secret);
        expect(a.equals(b)).toBe(false);
      }),
    );
  });

  it('shows nothing of itself', () => {
    expect(box.seal('correct horse', 'x').toString('latin1')).not.toContain('horse');
  });

  const sealed = box.seal('secret', 'device:1');
  const cases: [what: string, open: () => string][] = [
    ['in the row of another device', () => box.open(sealed, 'device:2')],
    ['without a context', () => box.open(sealed, '')],
    ['with another key', () => secretBox(randomBytes(32)).open(sealed, 'device:1')],
    ['cut short', () => box.open(sealed.subarray(0, -1), 'device:1')],
    ['cut to nothing', () => box.open(Buffer.alloc(0), 'device:1')],
    ['with something behind it', () => box.open(Buffer.concat([sealed, Buffer.of(0)]), 'device:1')],
    ['of a version nobody knows', () => box.open(Buffer.concat([Buffer.of(2), sealed.subarray(1)]), 'device:1')],
  ];
  it.each(cases)('does not open %s', (_, open) => {
    expect(open).toThrow(expect.objectContaining({ code: 'internal' }));
  });

  it('does not open when any one bit is flipped', () => {
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const bent = Buffer.from(sealed);
      bent[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => box.open(bent, 'device:1')).toThrow();
    }
  });
});

describe('a nonce', () => {
  const nonces = signedNonces(key);
  const now = Date.UTC(2026, 4, 1);
  const nonce = nonces.issue(now);

  const ages: [what: string, age: number, state: string][] = [
    ['just issued', 0, 'valid'],
    ['at its last moment', minutes(30), 'valid'],
    ['a moment later', minutes(30) + 1, 'stale'],
    ['from a process whose clock is a little ahead', -minutes(1), 'valid'],
    ['from the future', -minutes(1) - 1, 'stale'],
  ];
  it.each(ages)('%s', (_, age, state) => {
    expect(nonces.check(nonce, now + age)).toBe(state);
  });

  it('is good in every process that shares the key, and in no other', () => {
    expect(signedNonces(key).check(nonce, now)).toBe('valid');
    expect(signedNonces(randomBytes(32)).check(nonce, now)).toBe('forged');
  });

  it('is forged when any one bit is flipped', () => {
    const bytes = Buffer.from(nonce, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const bent = Buffer.from(bytes);
      bent[bit >> 3]! ^= 1 << (bit & 7);
      expect(nonces.check(bent.toString('base64url'), now)).toBe('forged');
    }
  });

  it('is forged whatever else somebody sends', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => nonces.check(text, now) === 'forged'));
    expect(nonces.check(`${nonce}=`, now)).toBe('forged');
    expect(nonces.check(nonce.slice(0, -1), now)).toBe('forged');
  });

  it('is never issued twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => nonces.issue(now))).size).toBe(1_000);
  });
});

describe('nonce counts', () => {
  const uses: [what: string, before: number[], nc: number, good: boolean][] = [
    ['the first', [], 1, true],
    ['the next', [1], 2, true],
    ['one with a gap', [1], 9, true],
    ['the same again', [1], 1, false],
    ['an older one', [1, 5], 4, false],
    ['zero', [], 0, true],
  ];
  it.each(uses)('%s', (_, before, nc, good) => {
    const counts = nonceCounts();
    for (const one of before) counts.use('n', one);
    expect(counts.use('n', nc)).toBe(good);
  });

  it('of different nonces do not mix, and are bounded', () => {
    const counts = nonceCounts(2);
    expect([counts.use('a', 5), counts.use('b', 1), counts.use('a', 5)]).toEqual([true, true, false]);
    counts.use('c', 1);
    // As many as were asked for stay, and the oldest is pushed out before there are more than twice as many.
    expect([counts.use('b', 1), counts.use('c', 1)]).toEqual([false, false]);
    for (const nonce of ['d', 'e']) counts.use(nonce, 1);
    expect(counts.use('a', 5)).toBe(true);
    expect(counts.use('e', 1)).toBe(false);
  });
});
