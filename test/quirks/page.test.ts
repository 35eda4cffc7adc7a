import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { command, noCases, numbers, pageFile, quirkCases, quirkPage } from './page.ts';

test('every field quirk from 1 to 112 has one case, or a reason why it has none', () => {
  const all = [...quirkCases(), ...noCases].map(({ number }) => number);
  expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: numbers }, (_, i) => i + 1));
});

test('docs/quirks.md tells what the cases show', () => {
  const page = readFileSync(pageFile, { encoding: 'utf8', flag: 'a+' });
  expect(page === quirkPage(), `docs/quirks.md is out of date; write it anew with: ${command}`).toBe(true);
});
