import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { areas } from './areas.ts';
import { rulesOf } from './kit/rule.ts';
import { conformancePage } from './table.ts';

const rules = rulesOf(areas);
const here = import.meta.dirname;

test('docs/conformance.md is up to date; `npx node test/conformance/write-table.ts` rewrites it', async () => {
  expect(await readFile(path.join(here, '../../docs/conformance.md'), 'utf8')).toBe(conformancePage(areas));
});

test('every rule has an id of its own, a clause and one sentence', () => {
  const ids = rules.map((rule) => rule.id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  for (const { id, clause, rule } of rules) {
    expect(id).toMatch(/^[A-Z]{2,4}-\d\d$/);
    expect(clause).toMatch(/^§\d/);
    expect(rule).toMatch(/[.]$/);
  }
});

test('every file of rules is in the list of areas, and every area is checked by a test file', async () => {
  const files = await readdir(path.join(here, 'rules'));
  expect(areas.map((area) => area.file).sort()).toEqual(files.sort());
  const tests = (await readdir(here)).filter((name) => name.endsWith('.test.ts') && name !== 'table.test.ts');
  const imported = (await Promise.all(tests.map((name) => readFile(path.join(here, name), 'utf8')))).join('\n');
  for (const file of files) expect(imported).toContain(`./rules/${file}'`);
});

test('every departure stands in the map as well', async () => {
  const map = await readFile(path.join(here, '../../src/README.md'), 'utf8');
  for (const rule of rules) if (rule.departs !== undefined) expect(map, rule.id).toContain(rule.id);
});
