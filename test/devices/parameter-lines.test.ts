import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lineStart, readLines, writeLines } from '../../src/devices/parameter-lines.ts';
import { readParameters, rememberParameters } from '../../src/devices/parameter-store.ts';
import type { OpenBlock, StoredParameter } from '../../src/devices/parameters.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { withDatabase } from '../support/database.ts';
import { conversionOf } from './support/migration.ts';
import { registered } from './support/registered.ts';

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\\', '\t', '\n', '\x1e', '\r', '.', 't', 'n', 'e', '<', '>', '-'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
});
// PostgreSQL keeps no NUL in a text, and XML cannot carry one.
const text = nasty.map((value) => value.replaceAll('\0', ''));
const type = fc.oneof(
  fc.constantFrom(
    'string',
    'boolean',
    'int',
    'unsignedInt',
    'long',
    'unsignedLong',
    'dateTime',
    'base64',
    'base64Binary',
    'hexBinary',
    null,
  ),
  fc.constantFrom('decimal', 'xsd:signedInt', 'a\tb'),
);
const parameter = fc.tuple(text, type, fc.integer({ min: 0, max: 4_000_000_000 }), fc.constantFrom(true, false, null));
const block = fc
  .array(fc.tuple(text, parameter), { maxLength: 8 })
  .map((entries): OpenBlock => new Map(entries as [string, StoredParameter][]));

describe('a block as lines', () => {
  it('reads back as it was written, whatever a device says', () => {
    fc.assert(
      fc.property(block, (content) => {
        expect(readLines(writeLines(content))).toEqual(content);
      }),
    );
  });

  it('has each key once at the start of a line, followed by its value', () => {
    fc.assert(
      fc.property(block, (content) => {
        const lines = writeLines(content);
        for (const key of content.keys()) {
          const start = lineStart(key);
          expect(lines.split(start)).toHaveLength(2);
        }
      }),
    );
  });

  test.each<[what: string, content: OpenBlock, lines: string]>([
    ['nothing', new Map(), ''],
    ['one value', new Map([['A', ['1', 'string', 36, true]]]), '10\nA\t1\tsw\n'],
    [
      'times of their own',
      new Map([
        ['A', ['', null, 35, null]],
        ['B', ['x', 'int', 36, false]],
      ]),
      'z\nA\t\t--\nB\tx\tir10\n',
    ],
    ['a type of its own', new Map([['A', ['1', 'decimal', 36, null]]]), '10\nA\t1\t<decimal>-\n'],
  ])('%s', (_, content, lines) => {
    expect(writeLines(content)).toBe(lines);
    expect(readLines(lines)).toEqual(content);
  });
});

describe('in the database', () => {
  const database = withDatabase(4);
  const now = new Date(1_700_000_000_000);

  it('what was learned is what is read, in blocks that come and go', async () => {
    const device = await registered(database.pool);
    const learn = (values: [string, string][], complete: string[] = []) =>
      inTransaction(database.pool, (tx) =>
        rememberParameters(
          tx,
          device,
          { values: values.map(([name, value]) => ({ name, value, type: 'string' })), complete },
          now,
        ),
      );
    const known = async (path = '') =>
      (await readParameters(database.pool, device, path))
        .filter((row) => /^Device\.[ABR]\b/.test(row.path))
        .map((row) => `${row.path}=${row.value}`);
    await learn([
      ['Device.A.X', 'a\\\tb\n\x1ec'],
      ['Device.A.1.Y', ''],
      ['Device.B.Z', '"{}"'],
      ['Device.R', '1'],
    ]);
    expect(await known()).toEqual(['Device.A.1.Y=', 'Device.A.X=a\\\tb\n\x1ec', 'Device.B.Z="{}"', 'Device.R=1']);
    expect(await known('Device.A.1.')).toEqual(['Device.A.1.Y=']);
    expect(await known('Device.A.X')).toEqual(['Device.A.X=a\\\tb\n\x1ec']);
    await learn([], ['Device.B.']);
    expect(await known()).toEqual(['Device.A.1.Y=', 'Device.A.X=a\\\tb\n\x1ec', 'Device.R=1']);
    await learn([['Device.A.X', '2']], ['Device.']);
    expect(await known()).toEqual(['Device.A.X=2']);
  });

  it('blocks of the form before are carried over by the migration', async () => {
    await fc.assert(
      fc.asyncProperty(block, async (content) => {
        fc.pre(content.size > 0);
        await database.pool.query('TRUNCATE parameter_block, parameter_lines');
        const device = await registered(database.pool);
        await database.pool.query('INSERT INTO parameter_block VALUES ($1, $2, $3)', [
          device,
          'Device.A.',
          JSON.stringify(Object.fromEntries(content)),
        ]);
        await database.pool.query(await conversionOf('0012_parameter_lines.sql'));
        const { rows } = await database.pool.query<{ content: string }>(
          "SELECT content FROM parameter_lines WHERE block = 'Device.A.'",
          [],
        );
        expect(readLines(rows[0]!.content)).toEqual(content);
      }),
      { numRuns: 40 },
    );
  });
});
