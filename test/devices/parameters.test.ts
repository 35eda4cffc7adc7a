import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOf, pathOf } from '../../src/devices/block-path.ts';
import { readLines, writeLines } from '../../src/devices/parameter-lines.ts';
import { blocksNamed, mergeParameters, type OpenBlock, type ParameterNews } from '../../src/devices/parameters.ts';

const now = 1_700_000_000_000;
const later = now + 60_000;
type Known = ReadonlyMap<string, OpenBlock>;

/** Applies changed blocks as the store does. */
function store(known: Known, changed: ReadonlyMap<string, OpenBlock>): Map<string, OpenBlock> {
  const stored = new Map(known);
  for (const [block, content] of changed) {
    if (content.size === 0) stored.delete(block);
    else stored.set(block, readLines(writeLines(content)));
  }
  return stored;
}

const flat = (known: Known): Map<string, string> =>
  new Map(
    [...known].flatMap(([block, content]) => [...content].map(([key, [value]]) => [block + key, value] as const)),
  );
const values = (...list: [name: string, value: string][]): ParameterNews => ({
  values: list.map(([name, value]) => ({ name, value, type: 'string' })),
});
const told = (...news: ParameterNews[]): Map<string, OpenBlock> =>
  news.reduce((known, one) => store(known, mergeParameters(known, one, now)), new Map<string, OpenBlock>());

const paths: [path: string, block: string, key: string][] = [
  ['Device.WiFi.SSID.1.SSID', 'Device.WiFi.', 'SSID.1.SSID'],
  ['Device.WiFi.', 'Device.WiFi.', ''],
  ['Device.RootDataModelVersion', 'Device.', 'RootDataModelVersion'],
  ['Device.', 'Device.', ''],
  ['Odd', '', 'Odd'],
  ['', '', ''],
];
it.each(paths)('%s is kept in the block %s as %s', (path, block, key) => {
  expect(blockOf(path)).toEqual({ block, key });
  expect(pathOf(block, key)).toBe(path);
});

describe('merging', () => {
  const base = told(values(['Device.A.X', '1'], ['Device.A.Y', '2'], ['Device.B.Z', '3']));
  const rows: [what: string, news: ParameterNews, blocks: string[]][] = [
    ['nothing', { values: [] }, []],
    ['what is known', values(['Device.A.X', '1']), []],
    ['another value', values(['Device.A.X', '9']), ['Device.A.']],
    ['a new parameter', values(['Device.A.N', '1']), ['Device.A.']],
    ['a new block', values(['Device.C.N', '1']), ['Device.C.']],
    ['another type', { values: [{ name: 'Device.A.X', value: '1', type: 'int' }] }, ['Device.A.']],
    ['an unknown type', { values: [{ name: 'Device.A.X', value: '1', type: null }] }, []],
    ['the name of an object', values(['Device.A.', '']), []],
    [
      'a whole read that finds the same',
      { ...values(['Device.A.X', '1'], ['Device.A.Y', '2']), complete: ['Device.A.'] },
      [],
    ],
    ['a whole read that misses one', { ...values(['Device.A.X', '1']), complete: ['Device.A.'] }, ['Device.A.']],
    ['a whole read of nothing', { values: [], complete: ['Device.B.'] }, ['Device.B.']],
    ['a whole read elsewhere', { values: [], complete: ['Device.C.'] }, []],
    ['a whole read of everything', { values: [], complete: ['Device.'] }, ['Device.A.', 'Device.B.']],
    ['rights to write', { values: [], writable: new Map([['Device.A.X', true]]) }, ['Device.A.']],
    ['rights of what has no value yet', { values: [], writable: new Map([['Device.A.N', true]]) }, []],
  ];
  it.each(rows)('%s changes these blocks only', (_, news, blocks) => {
    expect([...mergeParameters(base, news, later).keys()].sort()).toEqual(blocks);
  });

  it('leaves what it is given alone', () => {
    const before = structuredClone(base);
    mergeParameters(base, { ...values(['Device.A.X', '9']), complete: ['Device.'] }, later);
    expect(base).toEqual(before);
  });

  it('keeps when a value changed, its type where none is told, and whether it can be written', () => {
    const known = store(base, mergeParameters(base, { values: [], writable: new Map([['Device.A.X', true]]) }, later));
    const same = store(known, mergeParameters(known, values(['Device.A.X', '1']), later));
    expect(same.get('Device.A.')!.get('X')).toEqual(['1', 'string', now / 1000, true]);
    const changed = mergeParameters(known, { values: [{ name: 'Device.A.X', value: '5', type: null }] }, later);
    expect(changed.get('Device.A.')!.get('X')).toEqual(['5', 'string', later / 1000, true]);
  });

  it('drops an instance that is gone, and nothing beside it', () => {
    const known = told(values(['Device.A.1.X', '1'], ['Device.A.2.X', '2'], ['Device.A.21.X', '3']));
    const next = store(known, mergeParameters(known, { values: [], complete: ['Device.A.2.'] }, later));
    expect([...flat(next).keys()]).toEqual(['Device.A.1.X', 'Device.A.21.X']);
  });

  it('drops a parameter that was asked for by name and not told, and none that only begins like it', () => {
    const known = told(values(['Device.A.X', '1'], ['Device.A.XY', '2'], ['Device.R', '3'], ['Device.RS.T', '4']));
    const next = store(
      known,
      mergeParameters(known, { values: [], complete: ['Device.A.X', 'Device.R', 'Device.Q'] }, later),
    );
    expect([...flat(next).keys()]).toEqual(['Device.A.XY', 'Device.RS.T']);
  });

  // Names that are also those of things every object has are names like any other.
  const segment = fc.constantFrom('A', 'B', '1', '2', '10', 'X_00AA11_Y', 'constructor', 'toString', '__proto__');
  const name = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => `Device.${parts.join('.')}`);
  const value = fc.record({ name, value: fc.string(), type: fc.constantFrom('string', 'int', null) });
  const object = fc.array(segment, { maxLength: 3 }).map((parts) => ['Device', ...parts, ''].join('.'));

  it('then reading gives just what was reported, last word last, less what whole reads did not find', () => {
    const news = fc.record({
      values: fc.array(value, { maxLength: 12 }),
      complete: fc.array(object, { maxLength: 2 }),
      writable: fc.array(fc.tuple(name, fc.boolean()), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(news, { maxLength: 6 }), (reports) => {
        let known = new Map<string, OpenBlock>();
        const model = new Map<string, string>();
        for (const { values: said, complete, writable } of reports) {
          known = store(known, mergeParameters(known, { values: said, complete, writable: new Map(writable) }, now));
          const reported = new Set(said.map((one) => one.name));
          for (const path of complete) {
            for (const old of model.keys()) if (old.startsWith(path) && !reported.has(old)) model.delete(old);
          }
          for (const one of said) model.set(one.name, one.value);
        }
        expect(new Map([...flat(known)].sort())).toEqual(new Map([...model].sort()));
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads every block that it names', () => {
    fc.assert(
      fc.property(fc.array(value), fc.array(name), (said, names) => {
        const writable = new Map(names.map((one) => [one, true]));
        const blocks = new Set([...said.map((one) => one.name), ...names].map((one) => blockOf(one).block));
        expect(new Set(blocksNamed({ values: said, writable }))).toEqual(blocks);
      }),
    );
  });

  it('says nothing of a block that did not change', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (said) => {
        const known = store(new Map(), mergeParameters(new Map(), { values: said }, now));
        const last = new Map(said.map((one) => [one.name, one]));
        const again = [...last.values()].map((one) => ({ ...one, type: null }));
        expect(mergeParameters(known, { values: again, complete: ['Device.'] }, later).size).toBe(0);
      }),
    );
  });
});

describe('objects listed below the root', () => {
  const listed = (...children: string[]): ParameterNews => ({ values: [], listed: { root: 'Device.', children } });
  const known = told(values(['Device.A.X', '1'], ['Device.B.X', '2'], ['Device.C', '3'], ['Other.A.X', '4']));

  it.each([['Device.A.'], ['Device.A']])('leave what lies below them (%s), and end what lies below others', (child) => {
    const names = [...flat(store(known, mergeParameters(known, listed(child), later))).keys()];
    expect(names.sort()).toEqual(['Device.A.X', 'Device.C', 'Other.A.X']);
  });
});
