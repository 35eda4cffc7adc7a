import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Arrow, arrowsOf, findCycle, loadedBy, readSources, roomOf, type SourceFile } from './imports.ts';
import {
  additions,
  allowed,
  doors,
  impureNames,
  mayUsePlatform,
  packages,
  purePackages,
  pureRooms,
  startsDoors,
} from './rules.ts';

const sources = readSources(path.join(import.meta.dirname, '../../src'));
const arrows = sources.flatMap(arrowsOf);
const show = ({ from, to, typeOnly }: Arrow): string => `${from} → ${to}${typeOnly ? ' (types)' : ''}`;

function isStray(arrow: Arrow): boolean {
  if (arrow.kind === 'package') {
    return packages.some(({ name, only }) => name.test(arrow.to) && !only.test(arrow.from));
  }
  const from = roomOf(arrow.from);
  const to = roomOf(arrow.to);
  if (from === to) return false;
  if (doors.includes(to) && !startsDoors.includes(from)) return true;
  if (allowed[from]?.includes(to)) return false;
  if ((to === 'platform' || to === 'events') && mayUsePlatform.test(arrow.from)) return false;
  return !additions.some((a) => a.from.test(arrow.from) && a.to.test(arrow.to) && (!a.typeOnly || arrow.typeOnly));
}

function impurities(files: readonly SourceFile[]): string[] {
  const all = files.flatMap(arrowsOf);
  return files
    .filter((file) => pureRooms.test(file.name))
    .flatMap((file) => [
      ...loadedBy(file.name, all)
        .filter((a) => (a.kind === 'package' ? !purePackages.test(a.to) : a.to.startsWith('platform/')))
        .map((a) => `${file.name} loads ${show(a)}`),
      ...file.text
        .split('\n')
        .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line) && impureNames.test(line))
        .map((line) => `${file.name}: ${line.trim()}`),
    ]);
}

function sqlOutsideStores(files: readonly SourceFile[]): string[] {
  const rooms = ['devices', 'operations', 'campaigns', 'files', 'security', 'software', 'diagnostics', 'images', 'acs'];
  return files
    .filter((f) => rooms.includes(roomOf(f.name)) && !/(^|[/-])store\.ts$/.test(f.name) && /\.query[<(]/.test(f.text))
    .map((f) => f.name);
}

describe('the source tree', () => {
  it('is read whole', () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(arrows.length).toBeGreaterThan(600);
    const names = new Set(sources.map((file) => file.name));
    expect(arrows.filter((a) => a.kind === 'file' && !names.has(a.to)).map(show)).toEqual([]);
  });

  it('knows every room', () => {
    expect([...new Set(sources.map((file) => roomOf(file.name)))].filter((room) => !(room in allowed))).toEqual([]);
  });

  it('has only arrows that the design allows', () => {
    expect(arrows.filter(isStray).map(show)).toEqual([]);
  });

  it('has no addition that nothing needs any more', () => {
    const unused = additions.filter(
      (a) => !arrows.some((arrow) => arrow.kind === 'file' && a.from.test(arrow.from) && a.to.test(arrow.to)),
    );
    expect(unused.map((a) => a.reason)).toEqual([]);
  });

  it('has no files that load each other in a circle', () => {
    expect(findCycle(arrows)).toBeNull();
  });

  it('has no file of more than 500 lines', () => {
    const long = sources.map(({ name, text }) => ({ name, lines: text.split('\n').length - 1 }));
    expect(long.filter((file) => file.lines > 500)).toEqual([]);
  });

  it('does no I/O and asks no clock in its pure rooms', () => {
    expect(impurities(sources)).toEqual([]);
  });

  it('speaks SQL in stores only', () => {
    expect(sqlOutsideStores(sources)).toEqual([]);
  });
});

describe('the checker', () => {
  const stray: [what: string, file: string, line: string][] = [
    ['a pure room that imports a domain room', 'session/hear.ts', "import { viewDevice } from '../devices/store.ts';"],
    ['a domain room that imports a door', 'operations/run.ts', "import { serve } from '../acs/endpoint.ts';"],
    [
      'a domain room that imports the roles',
      'campaigns/scheduler/tick.ts',
      "import type { A } from '../../roles/acs.ts';",
    ],
    [
      'an operation that imports campaigns',
      'operations/run.ts',
      "import { tick } from '../campaigns/scheduler/tick.ts';",
    ],
    ['the simulator in the gateway', 'acs/exchange.ts', "import { startFleet } from '../simulator/fleet.ts';"],
    ['the simulator that looks into the gateway', 'simulator/fleet.ts', "import { x } from '../devices/store.ts';"],
    [
      'a value where only types may pass',
      'campaigns/follow.ts',
      "import { openPool } from '../platform/database/pool.ts';",
    ],
    [
      'a domain file that opens transactions',
      'operations/run.ts',
      "import { inTransaction } from '../platform/database/transaction.ts';",
    ],
    ['a dynamic import', 'devices/facts.ts', "  const m = await import('../acs/body.ts');"],
    ['a re-export', 'devices/facts.ts', "export { x } from '../operations/run.ts';"],
    ['several lines', 'cwmp/rpc/inform.ts', "import {\n  a,\n  b,\n} from '../../devices/facts.ts';"],
    ['base that imports anything', 'base/ids.ts', "import type { X } from '../cwmp/rpc/index.ts';"],
    ['pg outside the database', 'devices/store.ts', "import pg from 'pg';"],
    ['bullmq outside the queue', 'acs/connection-request/jobs.ts', "import { Queue } from 'bullmq';"],
    ['express on the hot path', 'acs/endpoint.ts', "import express from 'express';"],
    ['files read by a domain room', 'devices/store.ts', "import { readFile } from 'node:fs/promises';"],
  ];
  it.each(stray)('refuses %s', (_, name, text) => {
    const found = arrowsOf({ name, text });
    expect(found).toHaveLength(1);
    expect(found.filter(isStray).map(show)).toHaveLength(1);
  });

  it('does not mistake a comment or a string for an import', () => {
    const text = "// import { x } from '../acs/body.ts';\n * import { y } from 'pg';\nconst s = `import z`;\n";
    expect(arrowsOf({ name: 'base/ids.ts', text })).toEqual([]);
  });

  const impure: [what: string, text: string][] = [
    ['a timer', 'setTimeout(() => {}, 1);'],
    ['a clock', 'const now = Date.now();'],
    ['chance', 'const n = Math.random();'],
    ['a file', "import { readFileSync } from 'node:fs';"],
    ['a database driver', "import pg from 'pg';"],
  ];
  it.each(impure)('sees %s in a kind', (_, text) => {
    expect(impurities([{ name: 'operations/kinds/bad.ts', text }])).toHaveLength(1);
  });

  it('sees I/O that a pure room brings in by what it imports', () => {
    const files = [
      { name: 'session/hear.ts', text: "import { a } from './helper.ts';" },
      { name: 'session/helper.ts', text: "import { b } from '../platform/http/listen.ts';" },
      { name: 'platform/http/listen.ts', text: "import { createServer } from 'node:http';" },
    ];
    expect(impurities(files).length).toBeGreaterThan(0);
  });

  it('sees SQL outside a store, and a circle', () => {
    expect(sqlOutsideStores([{ name: 'devices/facts.ts', text: "await tx.query('SELECT 1')" }])).toHaveLength(1);
    const circle = [
      { name: 'base/a.ts', text: "import { b } from './b.ts';" },
      { name: 'base/b.ts', text: "import { a } from './a.ts';" },
    ];
    expect(findCycle(circle.flatMap(arrowsOf))).toEqual(['base/a.ts', 'base/b.ts', 'base/a.ts']);
    const types = circle.map((file) => ({ ...file, text: file.text.replace('import', 'import type') }));
    expect(findCycle(types.flatMap(arrowsOf))).toBeNull();
  });
});
