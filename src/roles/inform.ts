import type { ExchangeDeps } from '../acs/exchange.ts';
import type { DeviceKey } from '../base/ids.ts';
import { noteSessionArrived } from '../devices/connection-request-store.ts';
import type { DeviceView } from '../devices/device.ts';
import { hasEvent, type InformFacts } from '../devices/facts.ts';
import type { FirstInform } from '../devices/first-contact-store.ts';
import { rememberInform } from '../devices/store.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import { orderOperation } from '../operations/service.ts';
import { hasQueued } from '../operations/store.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import type { Foundation } from './foundation.ts';

/** Last in line: whatever people ordered goes first. */
const policyPriority = 900;

/**
 * What follows from an Inform that says something new, in one transaction: the device's facts, its history, the
 * evidence for its operations, what campaigns make of a new version, and what a bootstrapped device is to be given.
 */
export function rememberInformWith(foundation: Foundation): ExchangeDeps['rememberInform'] {
  const { clock, runner, follower } = foundation;
  return async (tx: Transaction, facts: InformFacts, session: { readonly id: string; readonly owed: boolean }) => {
    const now = new Date(clock.now());
    const { device, before } = await rememberInform(tx, facts, session.id, now);
    await addToTimeline(tx, [
      { device: device.key, at: now, type: 'inform', detail: { events: facts.events, retryCount: facts.retryCount } },
    ]);
    if (before) await noteSessionArrived(tx, device.key, now);
    // Work that this Inform could prove anything about was there before it came.
    if (session.owed) await runner.hearInform(tx, device, facts);
    if (before && before.softwareVersion !== device.softwareVersion) await follower.versionReported(tx, device, now);
    const forgot = forgets(foundation, facts);
    if (forgot) await provisionDevice(foundation, tx, device.key);
    return { device, owed: session.owed || forgot };
  };
}

/**
 * Registers a new device. Commits before it orders what the device is to be given: should that fail, the Inform is not
 * answered, and comes again from a device that is known by then.
 */
export function registerDeviceWith(
  foundation: Foundation,
  register: (inform: FirstInform) => Promise<DeviceView | null>,
): ExchangeDeps['registerDevice'] {
  return async (facts, sessionId) => {
    const device = await register({ facts, sessionId, at: new Date(foundation.clock.now()) });
    if (!device) return null;
    const forgot = forgets(foundation, facts);
    if (forgot) await provisionDevice(foundation, foundation.pool, device.key);
    return { device, owed: forgot };
  };
}

/** 0 BOOTSTRAP: the device has forgotten what it was given (TR-069 §3.7.1.5). */
function forgets({ config }: Foundation, facts: InformFacts): boolean {
  return hasEvent(facts, '0 BOOTSTRAP') && config.cpe.provisioning === 'bootstrap';
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
