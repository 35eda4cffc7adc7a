import { seconds } from '../../base/durations.ts';
import type { DeviceKey, ModuleSetId, OperationId } from '../../base/ids.ts';
import { modulesPath } from '../../datamodel/views/software-modules.ts';
import type { Pool, Transaction } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { membersOf, membersToList } from './members.ts';
import { conflictOf } from './module-set.ts';
import * as store from './store.ts';
import { heldOff, refused, type ShownReason, type Turn, turnOf, type Wish } from './turn.ts';

/** What the wanted state asks of other rooms. */
export interface WantedVerbs {
  /** Orders an operation; `held` says what holds the device, `refused` what is wrong with it. In the transaction given. */
  order(
    tx: Transaction,
    device: DeviceKey,
    operation: { readonly kind: string; readonly order: unknown; readonly set: string },
  ): Promise<{ readonly id: OperationId } | { readonly held: string } | { readonly refused: string }>;
  /** Why the device cannot be given software at all, by the methods it told; null: it can. */
  unsupported(device: {
    readonly methods: readonly string[] | null;
    readonly softwareVersion: string | null;
  }): string | null;
}

export interface SetTick {
  /** Devices that have been given work. */
  readonly ordered: readonly DeviceKey[];
  /** There is more to look at now. */
  readonly again: boolean;
}

/** Devices looked at in one transaction. */
const pageSize = 100;
/** From the end of a round over the devices of a set to the next. */
const pauseMs = seconds(60);

/**
 * One look at a set: first at its devices whose operation has ended or whose time has come, then at the next ones by
 * key. Each device takes one step at most, and all of them together no more than the set's rate. Cost is that of a page,
 * whatever the size of the fleet.
 */
export async function tickSet(pool: Pool, now: number, id: ModuleSetId, verbs: WantedVerbs): Promise<SetTick> {
  return inTransaction(pool, async (tx) => {
    const round = await store.takeRound(tx, id);
    if (!round) return { ordered: [], again: false };
    const { set } = round;
    const others = (await store.allSets(tx)).filter((other) => other.id !== id);
    const members = await membersToList(tx, set.filter, now);
    let tokens = refill(round, now);
    const ordered: DeviceKey[] = [];

    const due = await store.dueDevices(tx, set, new Date(now), pageSize);
    const still = due.length > 0 ? await store.membersAmong(tx, members, due) : new Set<DeviceKey>();
    const gone = due.filter((device) => !still.has(device));
    if (gone.length > 0) await store.dropDevices(tx, set, gone);
    const first = await work(due.filter((device) => still.has(device)));

    let { cursor, roundAt } = round;
    let more = false;
    const resting = cursor === 0 && roundAt !== null && now - roundAt.getTime() < pauseMs;
    if (first.all && !resting && tokens >= 1) {
      const page = await store.nextMembers(tx, members, cursor, pageSize);
      const done = await work(page);
      const end = done.all && page.length < pageSize;
      const upTo = end ? null : done.last;
      if (end || done.last > cursor) {
        await store.dropOthers(tx, set, { after: cursor, upTo }, page);
        cursor = end ? 0 : done.last;
      }
      if (end) roundAt = new Date(now);
      more = !end && done.all;
    }
    await store.saveRound(tx, id, { cursor, roundAt, tokens, tokensAt: new Date(now) });
    return { ordered, again: more || (first.all && due.length >= pageSize) };

    /** @returns whether all were looked at, and the last that was */
    async function work(devices: readonly DeviceKey[]): Promise<{ all: boolean; last: number }> {
      if (devices.length === 0) return { all: true, last: 0 };
      const facts = await store.deviceFacts(tx, set, devices);
      const seen = await store.seenOf(tx, devices);
      const conflicts = await conflictsAmong(tx, set, others, devices, now);
      let last = 0;
      for (const one of facts) {
        const turn = turnOf({
          standing: one.standing,
          operation: one.operation,
          modules: set.modules,
          seen: seen.get(one.device) ?? null,
          conflict: conflicts.get(one.device) ?? null,
          unsupported: verbs.unsupported(one),
          now,
        });
        if (turn.wish !== null && tokens < 1) return { all: false, last };
        const standing = await carryOut(one.device, one.root, turn);
        if (JSON.stringify(standing) !== JSON.stringify(one.standing))
          await store.saveStanding(tx, set, one.device, standing, new Date(now));
        last = Math.max(last, one.device);
      }
      return { all: true, last };
    }

    async function carryOut(device: DeviceKey, root: string, { standing, wish }: Turn) {
      if (wish === null) return standing;
      const made = await verbs.order(tx, device, { ...operationOf(wish, root), set: set.name });
      if ('held' in made) return heldOff(standing, made.held, now);
      if ('refused' in made) return refused(standing, made.refused, now);
      tokens--;
      ordered.push(device);
      return { ...standing, operationId: made.id };
    }
  });
}

/** Devices of these that another set wants differently, with both named. */
async function conflictsAmong(
  tx: Transaction,
  set: store.ModuleSet,
  others: readonly store.ModuleSet[],
  devices: readonly DeviceKey[],
  now: number,
): Promise<Map<DeviceKey, ShownReason>> {
  const found = new Map<DeviceKey, ShownReason>();
  for (const other of others) {
    const conflict = conflictOf(set.modules, other.modules);
    if (!conflict) continue;
    const detail = `the sets "${set.name}" and "${other.name}" want "${conflict.module}" differently: ${conflict.difference}`;
    for (const device of await store.membersAmong(tx, membersOf(other.filter, now), devices))
      found.set(device, { module: conflict.module, reason: 'conflict', detail });
  }
  return found;
}

function operationOf(wish: Wish, root: string): { kind: string; order: unknown } {
  return wish === 'read'
    ? { kind: 'getParameterValues', order: { paths: [modulesPath(root)] } }
    : { kind: wish.kind, order: wish.order };
}

/** Tokens now; no more than a tenth of a minute's worth at once, so that a pause never ends in a burst. */
function refill({ set, tokens, tokensAt }: store.Round, now: number): number {
  const most = Math.max(1, Math.ceil(set.perMinute / 10));
  if (tokensAt === null) return most;
  return Math.min(most, tokens + (Math.max(0, now - tokensAt.getTime()) * set.perMinute) / 60_000);
}
