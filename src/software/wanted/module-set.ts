import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';

const uuid = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    'must be a UUID of the form 8-4-4-4-12, e.g. 1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e',
  )
  .transform((text) => text.toLowerCase());
const moduleName = z.string().trim().min(1).max(256);
const kib = z.int().min(0).max(2_147_483_647);

/** One software module as it should be. */
const wantedModule = z.strictObject({
  name: moduleName,
  /** Names the deployment unit; without it the name does. */
  uuid: uuid.optional(),
  /** Any, where not given. With `Absent`: only this one is to go. */
  version: z.string().min(1).max(32).optional(),
  url: z
    .url({ protocol: /^(https?|ftps?|sftp)$/ })
    .max(1024)
    .optional(),
  fileId: z.uuid().optional(),
  /** Its name in the repository: each device gets the variant that suits it. */
  package: moduleName.optional(),
  /** `Active`: installed and running. `Idle`: installed and stopped. `Absent`: not installed. */
  state: z.enum(['Active', 'Idle', 'Absent']),
  /** Name, type or path of the execution environment; where not given, the device chooses. */
  executionEnvironment: z.string().trim().min(1).max(256).optional(),
  /** Names of modules of this set that have to be there first. */
  requires: z.array(moduleName).max(32).optional(),
  /** KiB that it needs; not checked where not given. */
  diskSpace: kib.optional(),
  memory: kib.optional(),
});
export type WantedModule = z.infer<typeof wantedModule>;

const moduleSet = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** Of the devices, in the filter language; '' for all. */
  filter: z.string().max(10_000),
  modules: z.array(wantedModule).min(1).max(64),
  /** Operations that it may begin in a minute, over all its devices. */
  perMinute: z.int().min(1).max(60_000).default(60),
});
export type ModuleSetPlan = z.infer<typeof moduleSet>;

/** @throws MusterError `invalidRequest` with each bad field, `contradiction` for modules that cannot all be as wanted */
export function readModuleSet(body: unknown): ModuleSetPlan {
  const read = moduleSet.safeParse(body);
  if (!read.success) {
    const items = read.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    const first = items[0]!;
    throw new MusterError('invalidRequest', `${first.path === '' ? '' : `${first.path}: `}${first.message}`, { items });
  }
  const { modules } = read.data;
  modules.forEach((module, i) => {
    const twin = modules.slice(0, i).find((other) => areSame(other, module));
    if (twin) refuse(`modules.${i}`, `"${module.name}" is the same module as "${twin.name}" before it`);
    const sources = (['url', 'fileId', 'package'] as const).filter((field) => module[field] !== undefined);
    if (sources.length > 1)
      refuse(`modules.${i}.${sources[0]}`, `"${module.name}" has a ${sources.join(' and a ')}; it can have one source`);
    if (module.state === 'Absent') {
      for (const field of ['url', 'fileId', 'package', 'requires', 'diskSpace', 'memory'] as const)
        if (module[field] !== undefined)
          refuse(`modules.${i}.${field}`, `"${module.name}" is to be Absent, which takes no ${field}`);
    }
    for (const name of module.requires ?? []) {
      const needed = modules.find((other) => other.name === name);
      if (!needed || needed === module)
        refuse(`modules.${i}.requires`, `"${module.name}" requires "${name}", which is no other module of this set`);
      else if (needed.state === 'Absent')
        refuse(`modules.${i}.requires`, `"${module.name}" requires "${name}", which is to be Absent`);
      else if (module.state === 'Active' && needed.state === 'Idle')
        refuse(`modules.${i}.requires`, `"${module.name}" is to be Active and requires "${name}", which is to be Idle`);
    }
  });
  const circle = circleOf(modules);
  if (circle) refuse('modules', `these modules require each other in a circle: ${circle.join(' → ')}`);
  return read.data;
}

/** Two entries speak of one module: by its UUID where both tell it, else by its name. */
export function areSame(a: WantedModule, b: WantedModule): boolean {
  return a.uuid !== undefined && b.uuid !== undefined ? a.uuid === b.uuid : a.name === b.name;
}

/** How two sets want one module differently, in words; null: they do not. */
export function difference(a: WantedModule, b: WantedModule): string | null {
  if (!areSame(a, b)) return null;
  if (a.state !== b.state) return `${a.state} and ${b.state}`;
  if (a.version !== b.version) return `version ${a.version ?? 'any'} and version ${b.version ?? 'any'}`;
  const [here, there] = [a.executionEnvironment ?? 'any', b.executionEnvironment ?? 'any'];
  if (here !== there) return `in environment ${here} and in environment ${there}`;
  if (a.version === undefined && sourceOf(a) !== sourceOf(b)) return 'from different sources';
  return null;
}

/** Whether anybody said where it is to be had. */
export function hasSource(module: WantedModule): boolean {
  return sourceOf(module) !== undefined;
}

function sourceOf({ url, fileId, package: name }: WantedModule): string | undefined {
  return url ?? fileId ?? (name === undefined ? undefined : `package ${name}`);
}

/** The first module that two sets want differently. */
export function conflictOf(
  a: readonly WantedModule[],
  b: readonly WantedModule[],
): { readonly module: string; readonly difference: string } | null {
  for (const one of a) {
    for (const other of b) {
      const words = difference(one, other);
      if (words !== null) return { module: one.name, difference: words };
    }
  }
  return null;
}

/** Modules in an order in which each comes after those it requires. */
export function inOrder(modules: readonly WantedModule[]): WantedModule[] {
  const done = new Set<string>();
  const ordered: WantedModule[] = [];
  const visit = (module: WantedModule, under: readonly string[]): void => {
    if (done.has(module.name) || under.includes(module.name)) return;
    for (const name of module.requires ?? []) {
      const needed = modules.find((other) => other.name === name);
      if (needed) visit(needed, [...under, module.name]);
    }
    done.add(module.name);
    ordered.push(module);
  };
  for (const module of modules) visit(module, []);
  return ordered;
}

function circleOf(modules: readonly WantedModule[]): string[] | null {
  const safe = new Set<string>();
  const walk = (name: string, under: readonly string[]): string[] | null => {
    if (safe.has(name)) return null;
    if (under.includes(name)) return [...under.slice(under.indexOf(name)), name];
    for (const next of modules.find((module) => module.name === name)?.requires ?? []) {
      const found = walk(next, [...under, name]);
      if (found) return found;
    }
    safe.add(name);
    return null;
  };
  for (const { name } of modules) {
    const found = walk(name, []);
    if (found) return found;
  }
  return null;
}

function refuse(path: string, message: string): never {
  throw new MusterError('contradiction', `${path}: ${message}`, { items: [{ path, message }] });
}
