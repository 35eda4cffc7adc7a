import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One import of a source file; `to` is a path below `src/` or a package name. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: 'file' | 'package';
  /** `import type`: nothing is loaded for it. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** Below `src/`, with forward slashes. */
  readonly name: string;
  readonly text: string;
}

/** Every TypeScript file below a folder. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ name: name.split(path.sep).join('/'), text: readFileSync(path.join(folder, name), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

// The formatter puts every statement at the start of a line, so these need no parser.
const statement = /^(?:import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\sfrom\s+)?'([^']+)'/gm;
const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g;

/** The imports and re-exports of a file, dynamic ones with a literal name too. */
export function arrowsOf(file: SourceFile): Arrow[] {
  const arrows: Arrow[] = [];
  const add = (target: string, typeOnly: boolean): void => {
    arrows.push(
      target.startsWith('.')
        ? { from: file.name, to: path.posix.join(path.posix.dirname(file.name), target), kind: 'file', typeOnly }
        : { from: file.name, to: target, kind: 'package', typeOnly },
    );
  };
  for (const match of file.text.matchAll(statement)) add(match[2]!, match[1] !== undefined);
  for (const match of file.text.matchAll(dynamic)) add(match[1]!, false);
  return arrows;
}

/** `session/hear.ts` → `session`; `main.ts` → `main`. */
export function roomOf(name: string): string {
  return name.includes('/') ? name.slice(0, name.indexOf('/')) : name.replace(/\.ts$/, '');
}

/** A loop of files that load each other, or null. */
export function findCycle(arrows: readonly Arrow[]): string[] | null {
  const next = new Map<string, string[]>();
  for (const arrow of arrows) {
    if (arrow.kind === 'package' || arrow.typeOnly) continue;
    next.set(arrow.from, [...(next.get(arrow.from) ?? []), arrow.to]);
  }
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const to of next.get(file) ?? []) {
      const cycle = visit(to, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return null;
  };
  for (const file of next.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return null;
}

/** Everything that is loaded when `file` is: files and packages, with who asked for them. */
export function loadedBy(file: string, arrows: readonly Arrow[]): Arrow[] {
  const loaded: Arrow[] = [];
  const seen = new Set([file]);
  const open = [file];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const arrow of arrows) {
      if (arrow.from !== from || arrow.typeOnly) continue;
      loaded.push(arrow);
      if (arrow.kind === 'file' && !seen.has(arrow.to)) {
        seen.add(arrow.to);
        open.push(arrow.to);
      }
    }
  }
  return loaded;
}
