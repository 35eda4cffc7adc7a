import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** One case of the suite, as its title tells it: `28 other prefixes and SOAP namespaces: told by their local name`. */
export interface QuirkCase {
  readonly number: number;
  readonly quirk: string;
  readonly answer: string;
  /** File of the case, relative to the repository. */
  readonly file: string;
}

/** A number without a case, and why there can be none. */
export interface NoCase {
  readonly number: number;
  readonly quirk: string;
  readonly reason: string;
}

export const numbers = 112;

/** Every number has a case: there is none that has no counterpart in Muster. */
export const noCases: readonly NoCase[] = [];

const parts: readonly (readonly [first: number, title: string])[] = [
  [1, 'HTTP and connections'],
  [27, 'XML and SOAP'],
  [51, 'Types and values'],
  [64, 'Finding out what a device has'],
  [81, 'Identity, sessions, transfers'],
  [101, 'Connection requests'],
];

const root = path.join(import.meta.dirname, '../..');
export const pageFile = path.join(root, 'docs/quirks.md');
export const command = 'node test/quirks/page.ts';

/** The cases of all files here, in order of number; a case with several forms stands once for each of its titles. */
export function quirkCases(): readonly QuirkCase[] {
  const found: QuirkCase[] = [];
  for (const name of readdirSync(import.meta.dirname).sort()) {
    if (!name.endsWith('.test.ts')) continue;
    const text = readFileSync(path.join(import.meta.dirname, name), 'utf8');
    for (const [, number, quirk, answer] of text.matchAll(
      /^\s*(?:test\(|(?:test\.each\(|\] as const\)\()?)'(\d+) (.+?): (.*)',/gm,
    )) {
      found.push({
        number: Number(number),
        quirk: quirk!.replace(/\\'/g, "'"),
        // Forms of a case are told apart in brackets.
        answer: answer!.replace(/ \([^)]*%s[^)]*\)$/, '').replace(/\\'/g, "'"),
        file: `test/quirks/${name}`,
      });
    }
  }
  return found.sort((a, b) => a.number - b.number);
}

/** The page as it should be. */
export function quirkPage(): string {
  const rows = new Map<number, string>();
  for (const { number, quirk, answer, file } of quirkCases()) {
    rows.set(number, `| ${number} | ${cell(quirk)} | ${cell(answer)} | \`${path.basename(file, '.test.ts')}\` |`);
  }
  for (const { number, quirk, reason } of noCases) {
    rows.set(number, `| ${number} | ${cell(quirk)} | No case: ${cell(reason)} | – |`);
  }
  const tables = parts.map(([first, title], i) => {
    const last = (parts[i + 1]?.[0] ?? numbers + 1) - 1;
    const lines = [...rows].filter(([number]) => number >= first && number <= last).map(([, line]) => line);
    return `## ${title}\n\n| # | The device | Muster | Case in |\n|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  return `# What devices do, and what Muster makes of it

Devices in the field depart from the standard in ways that are known, and numbered here from 1 to ${numbers}. What harms
nobody is forgiven without being asked for; what only some devices need is a setting of a quirk profile
([datamodel.md](datamodel.md), "Quirk profiles"). Each number has a case in \`test/quirks/\`: a running Muster with a real
database, and a device that does it over HTTP or UDP. \`muster simulate --quirks 28,36\` shows most of them to an ACS of
your choice; \`--list-quirks\` names them.

This page is made from the titles of the cases by \`${command}\`.

${tables.join('\n')}`;
}

const cell = (text: string): string => text.replace(/[|\\]/g, '\\$&').replace(/</g, '&lt;');

if (process.argv[1] === import.meta.filename) {
  writeFileSync(pageFile, quirkPage());
  console.log(`written: ${path.relative(process.cwd(), pageFile)}`);
}
