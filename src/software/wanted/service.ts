import type { Clock } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import { looksLikeId, newId } from '../../base/ids.ts';
import type { Pool, Queryable, Transaction } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import { membersOf } from './members.ts';
import { conflictOf, type ModuleSetPlan, readModuleSet, type WantedModule } from './module-set.ts';
import * as store from './store.ts';
import type { DeviceState } from './turn.ts';

export interface Actor {
  readonly name: string;
  readonly role: string;
}

/** What people do with module sets. Every change is one transaction with its audit row. */
export interface ModuleSetsService {
  create(body: unknown, actor: Actor): Promise<store.ModuleSet>;
  replace(id: string, version: number, body: unknown, actor: Actor): Promise<store.ModuleSet>;
  remove(id: string, actor: Actor): Promise<void>;
  get(id: string): Promise<store.ModuleSet>;
  /** Devices by their state; `unseen` are those that its rounds did not come to yet. */
  counts(set: store.ModuleSet): Promise<Record<DeviceState | 'unseen', number>>;
}

/** What the repository knows of a package. */
export interface PackageFacts {
  readonly version: string;
  /** Names, a condition on the version may follow each. */
  readonly depends: readonly string[];
  /** Bytes. */
  readonly installedSize: number;
}

/** A file of ours, and what the repository knows of it where it is a package. */
export interface SourceFile {
  readonly name: string;
  readonly version: string | null;
  readonly package: PackageFacts | null;
}

/** @returns null where there is no such file */
export type FileLookup = (db: Queryable, id: string) => Promise<SourceFile | null>;

/** @returns every variant of a package, of one version where that is given */
export type PackageLookup = (db: Queryable, name: string, version: string | null) => Promise<readonly PackageFacts[]>;

export function moduleSetsService(
  pool: Pool,
  clock: Clock,
  fileOf: FileLookup,
  variantsOf: PackageLookup,
): ModuleSetsService {
  return {
    async create(body, actor) {
      const plan = await checked(body);
      const id = newId<'ModuleSetId'>(clock.now());
      return inTransaction(pool, async (tx) => {
        await store.lockSets(tx);
        await refuseConflicts(tx, null, plan);
        const set = { ...plan, id, createdBy: actor.name, createdAt: new Date(clock.now()) };
        if (!(await store.insertSet(tx, set))) throw nameTaken(plan.name);
        await audit(tx, id, actor, 'moduleSet.create', { plan });
        return found(tx, id);
      });
    },

    async replace(id, version, body, actor) {
      const plan = await checked(body);
      return inTransaction(pool, async (tx) => {
        await store.lockSets(tx);
        const set = await locked(tx, id);
        if (set.version !== version)
          throw new MusterError('preconditionFailed', `the module set is at version ${set.version} now; read it again`);
        const namesake = await store.setNamed(tx, plan.name);
        if (namesake !== null && namesake !== set.id) throw nameTaken(plan.name);
        await refuseConflicts(tx, set.id, plan);
        await store.replaceSet(tx, set.id, plan, new Date(clock.now()));
        await audit(tx, set.id, actor, 'moduleSet.edit', { plan });
        return found(tx, set.id);
      });
    },

    async remove(id, actor) {
      await inTransaction(pool, async (tx) => {
        const set = await locked(tx, id);
        await store.deleteSet(tx, set.id);
        await audit(tx, set.id, actor, 'moduleSet.delete', { name: set.name });
      });
    },

    get: (id) => found(pool, id),

    async counts(set) {
      const counts = await store.countStandings(pool, set);
      const matched = await store.countMembers(pool, membersOf(set.filter, clock.now()));
      const seen = Object.values(counts).reduce((sum, n) => sum + n, 0);
      const none = { reached: 0, working: 0, waiting: 0, blocked: 0, conflict: 0 };
      return { ...none, ...counts, unseen: Math.max(0, matched - seen) };
    },
  };

  async function checked(body: unknown): Promise<ModuleSetPlan> {
    const plan = readModuleSet(body);
    // Said now rather than at the first round.
    membersOf(plan.filter, clock.now())(1);
    const modules = [...plan.modules];
    for (const [i, module] of plan.modules.entries()) {
      if (module.package !== undefined) {
        const variants = await variantsOf(pool, module.package, module.version ?? null);
        if (variants.length === 0) {
          const version = module.version === undefined ? '' : ` ${module.version}`;
          throw new MusterError('notFound', `there is no package "${module.package}"${version} in the repository`, {
            items: [{ path: `modules.${i}.package`, message: 'no such package' }],
          });
        }
        // Without a version the newest is installed, which may be another one by then.
        if (module.version !== undefined) modules[i] = withPackage(module, variants, plan.modules);
      }
      if (module.fileId === undefined) continue;
      const file = await fileOf(pool, module.fileId);
      if (!file) {
        throw new MusterError('notFound', `there is no file ${module.fileId}`, {
          items: [{ path: `modules.${i}.fileId`, message: 'no such file' }],
        });
      }
      const version = file.package?.version ?? file.version;
      if (module.version !== undefined && version !== null && version !== module.version) {
        // It would be installed over and over, and never be the version that is wanted.
        throw new MusterError(
          'contradiction',
          `version is ${module.version}, but the file "${file.name}" has version ${version}`,
          { items: [{ path: `modules.${i}.version`, message: `contradicts the file's version ${version}` }] },
        );
      }
      if (file.package) modules[i] = withPackage(module, [file.package], plan.modules);
    }
    // What packages need of each other can contradict the set as well as what it says itself.
    return readModuleSet({ ...plan, modules });
  }

  /** Two sets that want a module differently on a device that both match now. What comes later is shown per device. */
  async function refuseConflicts(tx: Transaction, self: string | null, plan: ModuleSetPlan): Promise<void> {
    const now = clock.now();
    for (const other of await store.allSets(tx)) {
      const conflict = other.id === self ? null : conflictOf(plan.modules, other.modules);
      if (!conflict) continue;
      const same = other.filter.trim() === plan.filter.trim();
      const shared = await store.sharedMember(tx, membersOf(plan.filter, now), membersOf(other.filter, now));
      if (!same && shared === null) continue;
      const where = shared === null ? 'for the same filter' : `e.g. on ${shared}`;
      throw new MusterError(
        'contradiction',
        `the sets "${plan.name}" and "${other.name}" want "${conflict.module}" differently (${conflict.difference}) ${where}`,
        {
          items: [{ path: 'modules', message: `"${conflict.module}" contradicts the set "${other.name}"` }],
          extra: { conflict: { module: conflict.module, set: { id: other.id, name: other.name }, device: shared } },
        },
      );
    }
  }

  function audit(tx: Transaction, id: string, actor: Actor, action: string, detail: Record<string, unknown>) {
    const at = new Date(clock.now());
    return appendAudit(tx, { by: actor, action, object: `module-set/${id}`, detail }, at);
  }
}

/**
 * With what its package says of itself, where the set does not: its size, and which modules of the set it needs. Of
 * several variants only what is true of whichever a device gets, so that none is held back for the sake of another.
 */
function withPackage(
  module: WantedModule,
  [first, ...others]: readonly PackageFacts[],
  modules: readonly WantedModule[],
): WantedModule {
  if (!first) return module;
  const needed = needs(first)
    .filter((name) => others.every((other) => needs(other).includes(name)))
    .filter((name) => name !== module.name)
    // One that only has to be there may rest.
    .filter((name) => modules.some((one) => one.name === name && (one.state !== 'Idle' || module.state === 'Idle')));
  const requires = [...new Set([...(module.requires ?? []), ...needed])];
  const least = Math.min(first.installedSize, ...others.map(({ installedSize }) => installedSize));
  return {
    ...module,
    ...(requires.length > 0 ? { requires } : {}),
    diskSpace: module.diskSpace ?? Math.ceil(least / 1024),
  };
}

/** Names of what it depends on. */
function needs({ depends }: PackageFacts): string[] {
  return (
    depends
      // One of several will do: nobody can tell which.
      .filter((dependency) => !dependency.includes('|'))
      .map((dependency) => dependency.split(/[ (]/)[0]!)
  );
}

function nameTaken(name: string): MusterError {
  return new MusterError('conflict', `there is a module set named "${name}" already`, {
    items: [{ path: 'name', message: 'is taken' }],
  });
}

async function found(db: Queryable, id: string): Promise<store.ModuleSet> {
  const set = looksLikeId(id) ? await store.findSet(db, id) : null;
  if (!set) throw new MusterError('notFound', `there is no module set ${id.slice(0, 100)}`);
  return set;
}

async function locked(tx: Transaction, id: string): Promise<store.ModuleSet> {
  const set = looksLikeId(id) ? await store.lockSet(tx, id) : null;
  if (!set) throw new MusterError('notFound', `there is no module set ${id.slice(0, 100)}`);
  return set;
}
