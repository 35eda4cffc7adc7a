import { type Duplicates, duplicateWatch } from '../acs/duplicates.ts';
import type { ExchangeDeps } from '../acs/exchange.ts';
import type { DeviceKey } from '../base/ids.ts';
import { noteSessionArrived } from '../devices/connection-request-store.ts';
import type { DeviceView } from '../devices/device.ts';
import { hasEvent, type InformFacts } from '../devices/facts.ts';
import type { FirstInform } from '../devices/first-contact-store.ts';
import { type QuarantineReason, quarantine } from '../devices/quarantine-store.ts';
import { rememberInform } from '../devices/store.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import { orderOperation } from '../operations/service.ts';
import { orderModulesReads } from '../operations/software-reads.ts';
import { hasQueued, readingsOf } from '../operations/store.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import { hasModules } from '../software/store.ts';
import { followModules, touchesModules } from '../software/track.ts';
import type { Foundation } from './foundation.ts';

/** Last in line: whatever people ordered goes first. */
const policyPriority = 900;

/**
 * What follows from an Inform that says something new, in one transaction: the device's facts, its history, the
 * evidence for its operations, what campaigns make of a new version, and what a bootstrapped device is to be given.
 */
export function rememberInformWith(
  foundation: Foundation,
  duplicates: Duplicates = duplicateWatch(),
): ExchangeDeps['rememberInform'] {
  const { runner, follower, config } = foundation;
  return async (tx, facts, session) => {
    const now = session.heardAt;
    const { device, before, booted, changed } = await rememberInform(tx, facts, session.id, now);
    await addToTimeline(tx, [
      { device: device.key, at: now, type: 'inform', detail: { events: facts.events, retryCount: facts.retryCount } },
    ]);
    const doubt = doubtAbout(facts, before === null && !session.vouched && config.cpe.firstContact === 'quarantine');
    const isDuplicate = duplicates.note(
      facts.id,
      `${facts.ipAddress} ${facts.connectionRequestUrl ?? ''}`,
      now.getTime(),
    );
    const why = isDuplicate ? jumping : doubt;
    if (why) await quarantine(tx, device.key, why, now);
    if (before) await noteSessionArrived(tx, device.key, now, hasEvent(facts, '6 CONNECTION REQUEST'));
    // Work that this Inform could prove anything about was there before it came.
    if (session.owed) await runner.hearInform(tx, device, facts, booted);
    const otherVersion = before !== null && before.softwareVersion !== device.softwareVersion;
    if (otherVersion) await follower.versionReported(tx, device, now);
    // A bootstrapped device has lost what it had, whether or not it says that it started anew.
    const stale = before !== null && (otherVersion || booted || hasEvent(facts, '0 BOOTSTRAP'));
    const modelReread = stale && (await readAnew(foundation, tx, device.key, otherVersion));
    await followModules(tx, device.key, changed, { cause: 'notification' }, now);
    if (changed.size > 0) await follower.valuesChanged(tx, device.key, true, now);
    const modulesReread = touchesModules(changed) || (stale && (await mayHaveModules(tx, device)));
    if (modulesReread) await orderModulesReads(tx, [{ device: device.key, root: device.root }], now);
    const forgot = forgets(foundation, facts);
    // Ordered for a device in quarantine too, and said once it is let out.
    if (forgot) await provisionDevice(foundation, tx, device.key);
    if (forgot && config.cpe.rotateCredentials) await rotateCredentialsOf(foundation, tx, device.key);
    return { device, owed: (session.owed || forgot || modelReread || modulesReread) && why === null, booted };
  };
}

/** It showed software modules before, or takes orders for them. */
async function mayHaveModules(tx: Transaction, { key, methods }: DeviceView): Promise<boolean> {
  return methods?.includes('ChangeDUState') === true || hasModules(tx, key);
}

const jumping = {
  reason: 'duplicate',
  detail: 'it jumps to and fro between addresses, as two gateways with one serial number do',
} as const;

/** Why a device should not be given anything yet; null where there is no reason. */
function doubtAbout(
  facts: InformFacts,
  stranger: boolean,
): { readonly reason: QuarantineReason; readonly detail: string } | null {
  if (facts.identity.serialNumber === '' || facts.identity.oui === '') {
    return { reason: 'noIdentity', detail: 'its Inform has no OUI or no serial number' };
  }
  return stranger ? { reason: 'firstContact', detail: 'it called for the first time, without proof of its own' } : null;
}

/**
 * Registers a new device about which there is no doubt. Commits before it orders what the device is to be given: should
 * that fail, the Inform is not answered, and comes again from a device that is known by then.
 */
export function registerDeviceWith(
  foundation: Foundation,
  register: (inform: FirstInform) => Promise<DeviceView | null>,
  duplicates: Duplicates,
): ExchangeDeps['registerDevice'] {
  const { clock, config } = foundation;
  return async (facts, sessionId, vouched) => {
    if (doubtAbout(facts, !vouched && config.cpe.firstContact === 'quarantine')) return null;
    // What it tells of software modules is counted, which takes a transaction of its own.
    if (facts.parameters.some(({ name }) => name.includes('.SoftwareModules.'))) return null;
    const device = await register({ facts, sessionId, at: new Date(clock.now()) });
    if (!device) return null;
    duplicates.note(facts.id, `${facts.ipAddress} ${facts.connectionRequestUrl ?? ''}`, clock.now());
    const forgot = forgets(foundation, facts);
    if (forgot) await provisionDevice(foundation, foundation.pool, device.key);
    if (forgot && config.cpe.rotateCredentials) await rotateCredentialsOf(foundation, foundation.pool, device.key);
    return { device, owed: forgot };
  };
}

/** 0 BOOTSTRAP: the device has forgotten what it was given (TR-069 §3.7.1.5). */
function forgets({ config }: Foundation, facts: InformFacts): boolean {
  return hasEvent(facts, '0 BOOTSTRAP') && config.cpe.provisioning === 'bootstrap';
}

/**
 * What was read of a device may not be so any more: other firmware has another model, and some devices number their
 * instances anew at each start. What was read whole is read whole again, else the tables that Muster has added to.
 * @returns whether anything was ordered
 */
async function readAnew(
  foundation: Foundation,
  tx: Transaction,
  device: DeviceKey,
  otherVersion: boolean,
): Promise<boolean> {
  const { whole, tables } = await readingsOf(tx, device);
  const order = otherVersion && whole ? {} : tables.length > 0 ? { paths: tables.slice(0, 100) } : null;
  if (order === null || (await hasQueued(tx, device, 'refresh'))) return false;
  await orderOperation(tx, { clock: foundation.clock, seal: foundation.sealOrderSecret }, device, {
    kind: 'refresh',
    order,
    source: 'policy',
    priority: policyPriority,
  });
  return true;
}

/** Orders a credential of its own for a device, unless that is on its way already. */
async function rotateCredentialsOf(foundation: Foundation, db: Queryable, device: DeviceKey): Promise<void> {
  if (await hasQueued(db, device, 'rotateCredentials')) return;
  await orderOperation(db, { clock: foundation.clock, seal: foundation.sealOrderSecret }, device, {
    kind: 'rotateCredentials',
    order: {},
    source: 'policy',
    priority: policyPriority,
  });
}

/** Orders credentials and interval for a device, unless that is on its way already. */
export async function provisionDevice(foundation: Foundation, db: Queryable, device: DeviceKey): Promise<void> {
  if (await hasQueued(db, device, 'provision')) return;
  await orderOperation(db, { clock: foundation.clock, seal: foundation.sealOrderSecret }, device, {
    kind: 'provision',
    order: { periodicInformInterval: foundation.config.cpe.periodicInformInterval },
    source: 'policy',
    priority: policyPriority,
  });
}
