import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { simulateCommand } from '../../../src/cli/commands/simulate.ts';
import { noQuirk, quirkLines, quirkNamed, quirks } from '../../../src/simulator/quirks/registry.ts';
import { parseHappening, parseQuirks, parseRoot, parseRpcFault } from '../../../src/simulator/trait-flags.ts';

test('every number of the list can be shown, or says why not', () => {
  const numbers = [
    ...quirks.map((quirk) => Number.parseInt(String(quirk.name), 10)),
    ...noQuirk.map((one) => one.number),
  ];
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(Array.from({ length: 112 }, (_, index) => index + 1));
  const shown = new Set(quirks.map((quirk) => Number.parseInt(String(quirk.name), 10)));
  expect(noQuirk.filter((one) => shown.has(one.number))).toEqual([]);
});

test('every quirk has a file of its number and a title of its own', () => {
  const folder = join(import.meta.dirname, '../../../src/simulator/quirks');
  const files = readdirSync(folder).filter((name) => /^q\d{3}-/.test(name));
  const numbers = new Set(quirks.map((quirk) => String(Number.parseInt(String(quirk.name), 10)).padStart(3, '0')));
  expect(new Set(files.map((name) => name.slice(1, 4)))).toEqual(numbers);
  const titles = quirks.map((quirk) => quirk.title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('two gateways with the same quirk do not share what it remembers', () => {
  const [one, two] = [quirkNamed(100).hooks(), quirkNamed(100).hooks()];
  expect([
    one.retryCount?.(0, {} as never),
    one.retryCount?.(0, {} as never),
    two.retryCount?.(0, {} as never),
  ]).toEqual([1, 2, 1]);
});

test('muster simulate --list-quirks needs no ACS and prints each number', async () => {
  const lines: string[] = [];
  const log = console.log;
  console.log = (text: string) => lines.push(text);
  try {
    await simulateCommand().exitOverride().parseAsync(['--list-quirks'], { from: 'user' });
  } finally {
    console.log = log;
  }
  expect(lines.join('\n').split('\n')).toEqual(quirkLines());
  expect(quirkLines().find((line) => line.trim().startsWith('36 '))).toContain('has a raw < in its SSID');
});

test('flags are read, with and without a share', () => {
  expect(parseQuirks('5%:28,36')).toEqual({ percent: 5, what: [28, 36] });
  expect(parseQuirks('9b')).toEqual({ percent: 100, what: ['9b'] });
  expect(parseRoot('30%:igd')).toEqual({ percent: 30, what: 'igd' });
  expect(parseHappening('2%:X 00D09E Too:hot')).toEqual({
    percent: 2,
    what: { kind: 'vendorEvent', code: 'X 00D09E Too:hot' },
  });
  expect(parseRpcFault('2%:Download:9001')).toEqual({ percent: 2, what: { method: 'Download', code: 9001 } });
  expect(() => parseRpcFault('Dance:9001')).toThrow('Dance is no method; there are GetRPCMethods');
  expect(() => parseRpcFault('Reboot:8001')).toThrow('8001 is not a fault code of this kind');
  expect(() => parseQuirks('113')).toThrow('quirk 113 cannot be shown: there is no such number');
  expect(() => parseQuirks('5%:46')).toThrow("is the ACS's own writing");
  expect(() => parseQuirks('500%:36')).toThrow('500% is no share of a fleet');
  expect(() => parseRoot('tr069')).toThrow('tr069 is no data model; there are device2, igd, device1');
  expect(() => parseHappening('boom')).toThrow('boom is no event');
});

test('muster simulate wants an ACS and a count', async () => {
  const run = (...words: string[]) =>
    simulateCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync(words, { from: 'user' });
  await expect(run('--count', '1')).rejects.toThrow("required option '--acs <url>' not specified");
  await expect(run('--acs', 'http://x/')).rejects.toThrow("required option '--count <n>' not specified");
});
