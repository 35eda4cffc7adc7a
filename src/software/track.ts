import { hours } from '../base/durations.ts';
import type { DeviceKey } from '../base/ids.ts';
import { readBlocks, rememberParameters } from '../devices/parameter-store.ts';
import type { OpenBlock } from '../devices/parameters.ts';
import type { Transaction } from '../platform/database/pool.ts';
import { countsMoved } from './counts.ts';
import { difference, placeOf, type UnitChange } from './difference.ts';
import { type Cause, historyOf, isStateChange } from './history.ts';
import { addHistory } from './history-store.ts';
import { isModulesBlock, type SeenUnit, seenUnits } from './seen.ts';
import * as store from './store.ts';
import { newsFromResults, statusBefore, type ToldResult } from './told.ts';

/** Whether changed parameters concern software modules: where not, nothing follows and nothing is asked. */
export function touchesModules(changed: ReadonlyMap<string, OpenBlock>): boolean {
  for (const block of changed.keys()) if (isModulesBlock(block)) return true;
  return false;
}

/**
 * Makes the tables follow the parameters that changed, in the transaction that stores those. What a device shows at first
 * sight is no history; every later change is.
 * @param changed whole blocks, as `rememberParameters` returns them
 * @returns what changed
 */
export async function followModules(
  tx: Transaction,
  device: DeviceKey,
  changed: ReadonlyMap<string, OpenBlock>,
  cause: Cause,
  now: Date,
): Promise<UnitChange[]> {
  const changes: UnitChange[] = [];
  for (const [block, content] of changed) {
    if (isModulesBlock(block)) changes.push(...(await followBlock(tx, device, block, content, cause, now)));
  }
  return changes;
}

/**
 * The tables follow what a device tells of deployment units that it changed. History is written of what came and went with
 * them; that of the deployment units is what was told, and the caller's.
 * @returns for each result the Status of its unit before; null where there was none
 */
export async function followResults(
  tx: Transaction,
  device: { readonly key: DeviceKey; readonly root: string },
  results: readonly ToldResult[],
  cause: Cause,
  now: Date,
): Promise<(string | null)[]> {
  const modules = `${device.root}SoftwareModules.`;
  const [blocks] = await readBlocks(tx, [{ device: device.key, news: { values: [], complete: [modules] } }]);
  const known: OpenBlock = blocks!.get(modules) ?? new Map();
  const changed = await rememberParameters(tx, device.key, newsFromResults(results, modules, known), now);
  const content = changed.get(modules);
  if (content) await followBlock(tx, device.key, modules, content, cause, now, ({ kind }) => kind !== 'd');
  return results.map((result) => statusBefore(result, modules, known));
}

/**
 * Makes the rows of devices agree with their stored parameters. They do, but for what a process of the version before
 * stored while it still ran. Devices in the midst of a session are left for another day.
 */
export async function agreeWithParameters(
  tx: Transaction,
  devices: readonly store.DueDevice[],
  now: Date,
): Promise<void> {
  const idle = await store.lockIdleDevices(
    tx,
    devices.map(({ device }) => device),
  );
  const mine = devices.filter(({ device }) => idle.has(device));
  const stored = await readBlocks(
    tx,
    mine.map(({ device, root }) => ({ device, news: { values: [], complete: [`${root}SoftwareModules.`] } })),
  );
  for (const [i, { device }] of mine.entries()) {
    await followModules(tx, device, stored[i]!, { cause: 'read' }, now);
  }
}

/** A device is deleted: so are its rows, and it is not counted any more. */
export async function forgetSoftware(tx: Transaction, device: DeviceKey): Promise<void> {
  const units = await store.readUnits(tx, device);
  await store.dropUnits(tx, device, units);
  await store.moveCounts(tx, device, countsMoved(units, []));
  await store.forgetModules(tx, device);
}

async function followBlock(
  tx: Transaction,
  device: DeviceKey,
  block: string,
  content: OpenBlock,
  cause: Cause,
  now: Date,
  tells: (unit: SeenUnit) => boolean = () => true,
): Promise<UnitChange[]> {
  const stored = await store.readUnits(tx, device);
  const changes = difference(stored, seenUnits(block, content));
  // A day from now at the latest, and not with all the others.
  if (content.size === 0) await store.forgetModules(tx, device);
  else await store.noteModules(tx, device, new Date(now.getTime() + hours(1 + (device % 230) / 10)));
  if (changes.length === 0) return changes;

  const units = await withReleases(
    tx,
    changes.flatMap(({ after }) => (after ? [after] : [])),
  );
  const places = new Map(stored.map((unit) => [placeOf(unit), unit]));
  const were = changes.flatMap(({ before }) => (before ? [places.get(placeOf(before))!] : []));
  const kept = new Set(units.map(placeOf));
  await store.dropUnits(
    tx,
    device,
    were.filter((unit) => !kept.has(placeOf(unit))),
  );
  await store.putUnits(tx, device, units);
  await store.moveCounts(tx, device, countsMoved(were, units));
  const isFirstSight = stored.length === 0 && cause.cause === 'read';
  const notable = isFirstSight ? [] : changes.filter(({ before, after }) => tells((after ?? before)!));
  // Not each of them went: what they stood in did.
  const isGone = content.size === 0 && cause.cause === 'read' && stored.some(({ kind }) => kind === 'e');
  const details = historyOf(notable, block, isGone ? { ...cause, cause: 'subtree gone' } : cause);
  await addHistory(
    tx,
    device,
    details.map((detail, i) => ({ detail, told: isStateChange(notable[i]!) })),
    now,
  );
  return changes;
}

/** The units with the ids of their releases, which are made where they are new. */
async function withReleases(tx: Transaction, units: readonly SeenUnit[]): Promise<store.StoredUnit[]> {
  if (units.length === 0) return [];
  const wanted = new Map(units.map((unit) => [store.releaseText(unit), unit]));
  let known = await store.findReleases(tx, [...wanted.values()]);
  const missing = [...wanted].filter(([text]) => !known.has(text)).map(([, unit]) => unit);
  if (missing.length > 0) {
    await store.addReleases(tx, missing);
    known = await store.findReleases(tx, [...wanted.values()]);
  }
  return units.map((unit) => ({ ...unit, releaseId: known.get(store.releaseText(unit))! }));
}
