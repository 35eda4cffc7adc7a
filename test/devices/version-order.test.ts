import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { maxVersionKeyBytes, versionKey } from '../../src/devices/version-order.ts';
import { withDatabase } from '../support/database.ts';

const bytewise = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
const order = (a: string, b: string): number => bytewise(versionKey(a), versionKey(b));

describe('the order of versions', () => {
  test.each([
    ['numbers by value', ['1.0', '1.2', '1.9', '1.10', '1.100', '2.0', '10.0']],
    ['a further number is newer', ['1', '1.0', '1.0.0', '1.0.1', '1.1']],
    [
      'pre-releases come before the release',
      [
        '2.0.0-dev',
        '2.0.0-alpha',
        '2.0.0-beta',
        '2.0.0-beta2',
        '2.0.0-pre1',
        '2.0.0-rc1',
        '2.0.0-rc2',
        '2.0.0-rc10',
        '2.0.0',
        '2.0.1-rc1',
      ],
    ],
    ['a tilde comes before everything', ['1.0~1', '1.0~2', '1.0-dev', '1.0']],
    [
      'a section stays below the next number',
      ['1.0', '1.0-build9', '1.0-build100', '1.0-1', '1.0-5', '1.0a', '1.0b', '1.0.1'],
    ],
    ['Huawei', ['V100R019C10SPC200', 'V200R019C00', 'V200R020C00SPC9', 'V200R020C00SPC100', 'V200R020C10SPC100']],
    ['OpenWrt', ['21.02.7', '22.03.5', '23.05.0-rc1', '23.05.0', '23.05.2', '24.10-SNAPSHOT', '24.10.0']],
    ['numbers of any length', ['1.9', '1.999999999', '1.1000000000', `1.${'9'.repeat(50)}`, `1.1${'0'.repeat(50)}`]],
    ['dates', ['FW_20231231', 'FW_20240101', 'FW_20240101_b2', 'FW_20240101_b10']],
    ['an empty version is the first, pre-releases of nothing aside', ['dev', '', 'a', '0', '1']],
  ])('%s', (_, ascending) => {
    for (let i = 0; i < ascending.length; i++) {
      for (let j = 0; j < ascending.length; j++) {
        expect(order(ascending[i]!, ascending[j]!), `${ascending[i]} against ${ascending[j]}`).toBe(Math.sign(i - j));
      }
    }
  });

  test.each([
    ['1.02', '1.2'],
    ['V1.0', '1.0'],
    ['1.0-RC1', '1.0rc1'],
    ['1.0-build5', '1.0_Build5'],
    ['1.0.', '1.0'],
    ['1.0-', '1.0'],
    [' 1.0', '1.0'],
  ])('%s and %s are the same version', (a, b) => {
    expect(versionKey(a)).toBe(versionKey(b));
  });
});

const versions = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.stringMatching(/^[vV]?[0-9]{1,3}([._-]?(rc|beta|[a-c]|SPC)?[0-9]{1,12}){0,4}$/),
  fc
    .array(
      fc.constantFrom(
        '0',
        '1',
        '9',
        '10',
        '007',
        '.',
        '-',
        '_',
        '~',
        'rc',
        'Beta',
        'dev',
        'a',
        'ab',
        'abc',
        'é',
        'V',
        '😀',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

describe('for any texts', () => {
  it('agrees with a comparison part by part', () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        expect(order(a, b)).toBe(reference(a, b));
      }),
      { numRuns: 5000 },
    );
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        expect(order(a, a)).toBe(0);
        expect(order(a, b)).toBe(0 - order(b, a));
        if (order(a, b) <= 0 && order(b, c) <= 0) expect(order(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives keys of bounded length without NUL', () => {
    const long = fc.oneof(
      fc.string({ unit: 'binary', minLength: 200, maxLength: 2000 }),
      fc
        .array(fc.constantFrom('漢', 'İ', 'Ⱥ', '1', '~', '-', '😀', 'a'), { minLength: 200, maxLength: 600 })
        .map((x) => x.join('')),
      fc.constantFrom('漢1'.repeat(200), '~'.repeat(300), 'İ1'.repeat(300), '9'.repeat(5000)),
    );
    fc.assert(
      fc.property(long, (text) => {
        expect(Buffer.byteLength(versionKey(text))).toBeLessThanOrEqual(maxVersionKeyBytes);
        expect(versionKey(text)).not.toContain('\0');
      }),
    );
  });
});

describe('in PostgreSQL', () => {
  const database = withDatabase(2);

  it('COLLATE "C" sorts keys just as their bytes', async () => {
    const sample = fc.sample(versions, 500);
    const keys = sample.map(versionKey);
    const { rows } = await database.pool.query<{ key: string }>(
      'SELECT key FROM unnest($1::text[]) AS k(key) ORDER BY key COLLATE "C"',
      [keys],
    );
    expect(rows.map((row) => row.key)).toEqual(keys.toSorted(bytewise));
  });
});

/** The same order told another way: rows of parts, compared one by one. Kinds: pre-release, end, section, word, number. */
function reference(a: string, b: string): number {
  const x = parts(a);
  const y = parts(b);
  for (let i = 0; ; i++) {
    const p = x[i] ?? { kind: 1 };
    const q = y[i] ?? { kind: 1 };
    if (p.kind !== q.kind) return Math.sign(p.kind - q.kind);
    if (p.kind === 1) return 0;
    if (p.number !== undefined && q.number !== undefined && p.number !== q.number) return p.number < q.number ? -1 : 1;
    if (p.word !== undefined && q.word !== undefined && p.word !== q.word) return bytewise(p.word, q.word);
  }
}

interface Part {
  readonly kind: number;
  readonly number?: bigint;
  readonly word?: string;
}

function parts(text: string): Part[] {
  const found: Part[] = [];
  let gap = false;
  const preReleases = [
    ['~'],
    ['dev', 'nightly', 'snapshot'],
    ['alpha'],
    ['beta'],
    ['pre', 'preview', 'prerelease'],
    ['rc'],
  ];
  const lower = text.toWellFormed().toLowerCase();
  const pieces = (/^v\d/.test(lower) ? lower.slice(1) : lower).match(/[0-9]+|~|[^0-9~]/gu) ?? [];
  for (let i = 0; i < pieces.length; i++) {
    let piece = pieces[i]!;
    if (/^[0-9]/.test(piece)) {
      if (gap) found.push({ kind: 2 });
      found.push({ kind: 4, number: BigInt(piece) });
    } else if (/^[\p{L}\p{M}\p{N}\ufffd~]/u.test(piece)) {
      while (piece !== '~' && /^[\p{L}\p{M}\p{N}\ufffd]/u.test(pieces[i + 1] ?? '') && !/^[0-9]/.test(pieces[i + 1]!)) {
        piece += pieces[++i];
      }
      const rank = preReleases.findIndex((words) => words.includes(piece));
      if (rank >= 0) found.push({ kind: 0, number: BigInt(rank) });
      else {
        if (gap) found.push({ kind: 2 });
        found.push({ kind: 3, word: piece });
      }
    } else {
      gap ||= piece !== '.' && found.length > 0;
      continue;
    }
    gap = false;
  }
  return found;
}
