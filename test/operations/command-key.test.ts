import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newId, type OperationId } from '../../src/base/ids.ts';
import { commandKeys } from '../../src/operations/command-key.ts';

const keys = commandKeys(Buffer.alloc(32, 1));
const strangers = commandKeys(Buffer.alloc(32, 2));
const id = newId<'OperationId'>(Date.UTC(2026, 4, 1));

it('fits the 32 characters of CommandKey, whatever the attempt, and is plain text', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.nat(100_000), (uuid, attempt) => {
      expect(keys.make(uuid as OperationId, attempt)).toMatch(/^[a-z0-9-]{1,32}$/);
    }),
  );
});

it('is known as ours, and as nobody else’s', () => {
  const key = keys.make(id, 1);
  expect(keys.isOurs(key)).toBe(true);
  expect(strangers.isOurs(key)).toBe(false);
});

it('is the same each time it is made, and another for each attempt and operation', () => {
  expect(keys.make(id, 3)).toBe(keys.make(id, 3));
  const made = new Set<string>();
  for (let attempt = 1; attempt <= 99; attempt++) made.add(keys.make(id, attempt));
  for (let i = 0; i < 1_000; i++) made.add(keys.make(newId(Date.UTC(2026, 4, 1)), 1));
  expect(made.size).toBe(1_099);
});

const forged: [what: string, key: string][] = [
  ['nothing', ''],
  ['another prefix', keys.make(id, 1).replace('m1-', 'm2-')],
  ['another attempt', keys.make(id, 1).replace(/-1-/, '-2-')],
  ['another MAC', keys.make(id, 1).replace(/.$/, (c) => (c === 'a' ? 'b' : 'a'))],
  ['another operation', keys.make(id, 1).replace(/^m1-./, (c) => (c === 'm1-a' ? 'm1-b' : 'm1-a'))],
  ['upper case', keys.make(id, 1).toUpperCase()],
  ['something behind it', `${keys.make(id, 1)}x`],
  ['a line break behind it', `${keys.make(id, 1)}\n`],
  ['a key of a stranger', strangers.make(id, 1)],
];
it.each(forged)('refuses %s', (_, key) => {
  expect(keys.isOurs(key)).toBe(false);
});

it('refuses any text that it did not make', () => {
  fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => !keys.isOurs(text)));
});
