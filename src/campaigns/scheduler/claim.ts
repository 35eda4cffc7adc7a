import { days, minutes } from '../../base/durations.ts';
import { type DeviceKey, newId } from '../../base/ids.ts';
import { getRpcMethods } from '../../operations/kinds/get-rpc-methods.ts';
import { checkOrder } from '../../operations/service.ts';
import { insertOperations } from '../../operations/store.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign, Wave } from '../campaign.ts';
import { changeTarget } from '../follow.ts';
import { gateForAll } from '../gates/gate.ts';
import { campaignKind } from '../kinds/index.ts';
import type { DeviceOrder, FactsNeeded } from '../kinds/kind.ts';
import { refusal } from '../kinds/steps.ts';
import { mostScheduled } from '../plan/limits.ts';
import { gatePlanOf, schedulesAhead } from '../plan/windows.ts';
import { claimRound } from '../rules/claim-round.ts';
import type { Candidate } from '../rules/claim-rules.ts';
import { claimLimit, lookOf, looksAgain } from '../rules/look-rules.ts';
import { reachClass } from '../rules/reach-rules.ts';
import { isStraggler } from '../rules/wave-rules.ts';
import * as store from '../store.ts';
import { type Company, MustBeAlone } from './company.ts';
import { deviceGates, gatesDiffer } from './device-gates.ts';
import { type ClaimSettings, openDraws, openOwnBuckets } from './draws.ts';
import { nothing, type TickResult } from './tick-result.ts';

/** Devices whose parameters are looked at in one statement. */
const factsPage = 200;

/** Targets that are made ready again in one transaction, when what they waited for was taken back. */
const wakePage = 2_500;

/**
 * Claims waiting targets whose gates are open, within the caps: in flight, per minute, per host, region and model, and
 * one operation per device. What is left waiting says why, each target for itself or the wave for all that are ready.
 */
export async function claim(
  tx: Transaction,
  campaign: Campaign,
  waves: readonly Wave[],
  wave: Wave,
  now: Date,
  settings: ClaimSettings,
  company: Company,
): Promise<TickResult> {
  if (wave.waiting === 0) return nothing;
  const { plan } = campaign;
  await store.holdGates(tx);
  const gates = await store.liveGates(tx, campaign.id, now);
  if (gates.seen !== gates.lifted) {
    if ((await store.wakeGated(tx, campaign.id, wave.ordinal, now, wakePage)) === wakePage)
      return { claimed: [], again: true };
    await store.saveLiftsSeen(tx, campaign.id, gates.lifted);
  }
  const rules = gatePlanOf(plan);
  const shut = gateForAll(gates.blackouts, rules, now.getTime());
  const isShut = shut !== null && !shut.open;
  const ahead = schedulesAhead(plan);
  // Devices that cannot be called into a window are told of it while it is shut. They wait for times of their own: what
  // is ready is not touched then.
  const onlyAhead = isShut && ahead && shut.reason === 'window';
  if (isShut) {
    const to = { state: 'waiting', reason: shut.reason } as const;
    const freed = await store.releaseClaims(tx, campaign.id, to, now, claimLimit, !onlyAhead);
    await store.noteWait(tx, campaign.id, wave, shut.reason, shut.until === null ? null : new Date(shut.until));
    if (!onlyAhead || freed === claimLimit) return { claimed: [], again: freed === claimLimit };
  }
  const draws = await openDraws(tx, campaign, waves, wave, now, settings);
  if (draws.budget === 0) {
    if (!onlyAhead) await store.noteWait(tx, campaign.id, wave, draws.short, null);
    return nothing;
  }

  const kind = campaignKind(plan.kind);
  const { differ, zones } = gatesDiffer(gates, rules);
  const each = differ || onlyAhead || plan.limits.perRegion !== undefined || plan.limits.perModel !== undefined;
  const { budget, candidates: limit } = lookOf(draws.budget, each);
  const candidates = await store.claimable(tx, campaign.id, wave.ordinal, now, { limit, zones, onlyDue: onlyAhead });
  const located = candidates.map(({ device, place }) => ({
    key: device.key,
    productClass: device.productClass,
    ...place,
  }));
  const own = await openOwnBuckets(tx, campaign, located, now);
  const keysOf = new Map(located.map((device) => [device.key, own.keysOf(device)]));
  const its = await deviceGates(tx, gates, rules, plan.timeZone, located, now);
  const round = claimRound({
    kind,
    plan,
    budget,
    gateOf: its.gateOf,
    ...(ahead ? { aheadOf: its.aheadOf } : {}),
    ...(ahead && candidates.some(isForAhead)
      ? { scheduledLeft: mostScheduled(plan.limits) - (await store.countScheduled(tx, campaign.id)) }
      : {}),
    buckets: own.buckets,
    keysOf: (device) => keysOf.get(device)!,
    ...(wave.ordinal < waves.length ? { isStraggler: (one) => isSilent(one, plan.waves[wave.ordinal - 1], now) } : {}),
    now: now.getTime(),
  });
  for await (const candidate of withFacts(tx, kind.claimsByFacts && kind.needs?.(plan), candidates))
    round.consider(candidate);
  if (round.failures.length > 0) {
    if (company !== 'alone') throw new MustBeAlone();
    for (const { device, reason } of round.failures) {
      const target = await store.targetInState(tx, campaign.id, device.key, 'waiting');
      if (target) await changeTarget(tx, campaign, target, refusal(true, reason), device.softwareVersion, now);
    }
    // They may have reached a brake: whether anything is begun is looked at anew.
    return { claimed: [], again: true };
  }
  for (const [reason, devices] of round.skips) {
    await store.skipTargets(tx, campaign.id, devices, reason, now);
    if (reason === 'already') await rolledBack(tx, campaign, devices, now);
    await store.shiftCounters(tx, campaign.id, wave.ordinal, 'waiting', 'skipped', devices.length);
  }
  const proven = [...round.proven];
  if (proven.length > 0) {
    const { soakMinutes } = plan.waves[wave.ordinal - 1]!;
    const soakUntil = soakMinutes > 0 ? new Date(now.getTime() + minutes(soakMinutes)) : null;
    const version = plan.kind === 'firmware' ? plan.targetVersion : null;
    await store.proveLate(tx, campaign.id, proven, version, soakUntil, now);
    if (!soakUntil) await rolledBack(tx, campaign, proven, now);
    await store.shiftCounters(
      tx,
      campaign.id,
      wave.ordinal,
      'waiting',
      soakUntil ? 'soaking' : 'succeeded',
      proven.length,
    );
  }
  const orders = round.orders.map((order) => ({ ...order, operationId: newId<'OperationId'>(now.getTime()) }));
  const inserted = await insertOperations(
    tx,
    orders.map(({ deviceKey, operationId, wanted }) => ({
      id: operationId,
      deviceKey,
      ...begun(wanted),
      active: true,
      campaignId: campaign.id,
      priority: 200,
      source: 'campaign',
      createdAt: now,
      expiresAt: null,
    })),
  );
  const claims = orders.filter(({ operationId }) => inserted.has(operationId));
  for (const order of orders) if (!inserted.has(order.operationId)) round.takeBack(order);
  for (const _ of claims) draws.shared.take(draws.sharedKeys);
  await store.postponeEach(tx, campaign.id, round.waits);
  // A gateway that is dead, and that a dead order still holds, is never called: so it is no straggler by its silence alone.
  if (round.stragglers.length > 0) await store.moveToTail(tx, campaign.id, round.stragglers, 'straggler');
  await askMethods(tx, round.asks, now);
  await store.claimTargets(tx, campaign.id, claims, now);
  await store.shiftCounters(tx, campaign.id, wave.ordinal, 'waiting', 'inflight', claims.length);
  await store.saveTokens(tx, campaign.id, draws.tokens - claims.length, now);
  await store.saveBuckets(tx, [...draws.shared.changed(), ...own.buckets.changed()]);
  const scarce = round.leftOver || (claims.length === budget && claims.length < wave.waiting);
  if (!onlyAhead) await store.noteWait(tx, campaign.id, wave, scarce ? draws.short : null, null);
  return {
    claimed: claims.map((c) => c.deviceKey),
    again: looksAgain({
      allowed: draws.budget,
      budget,
      claimed: claims.length,
      madeWay: round.skips.size > 0 || proven.length > 0 || round.madeRoom,
    }),
  };
}

/** It has not spoken for longer than its wave waits for anybody. */
function isSilent({ device }: Candidate, rule: Parameters<typeof isStraggler>[1], now: Date): boolean {
  return isStraggler(device.lastInformAt === null ? null : now.getTime() - device.lastInformAt.getTime(), rule);
}

/** A device that nobody has asked for its methods says them in its next session; once a day at most. */
async function askMethods(tx: Transaction, devices: readonly DeviceKey[], now: Date): Promise<void> {
  if (devices.length === 0) return;
  const fresh = await store.notAsked(tx, devices, getRpcMethods.name, new Date(now.getTime() - days(1)));
  await insertOperations(
    tx,
    fresh.map((deviceKey) => ({
      id: newId<'OperationId'>(now.getTime()),
      deviceKey,
      kind: getRpcMethods.name,
      active: false,
      order: {},
      progress: {},
      campaignId: null,
      priority: 900,
      source: 'policy',
      createdAt: now,
      expiresAt: new Date(now.getTime() + days(7)),
    })),
  );
}

/** It cannot be called, and may be told of a window that lies ahead. */
function isForAhead({ reach }: store.Claimable): boolean {
  return reachClass(reach, true) === 'scheduled';
}

/** Candidates with what their parameters say, where the kind asks for it: a page at a time, as a device may tell much. */
async function* withFacts(
  tx: Transaction,
  needs: FactsNeeded | undefined,
  candidates: readonly store.Claimable[],
): AsyncGenerator<store.Claimable> {
  if (!needs) {
    yield* candidates;
    return;
  }
  for (let at = 0; at < candidates.length; at += factsPage) {
    const page = candidates.slice(at, at + factsPage);
    const facts = await store.parameterFacts(
      tx,
      page.map(({ device }) => device.key),
      needs,
    );
    for (const one of page) yield { ...one, device: { ...one.device, ...facts.get(one.device.key) } };
  }
}

/** Devices that a rollback found, or brought, where it takes them: the record of its campaign says so (rule 30). */
async function rolledBack(
  tx: Transaction,
  { rollbackOf, plan }: Campaign,
  devices: DeviceKey[],
  now: Date,
): Promise<void> {
  if (rollbackOf === null || plan.kind !== 'firmware') return;
  await store.markRolledBack(tx, rollbackOf, devices, plan.targetVersion, now);
}

/** An operation as its kind begins it. */
function begun(wanted: DeviceOrder): { kind: string; order: unknown; progress: unknown } {
  const { kind, order, progress } = checkOrder(wanted.kind, wanted.order);
  return { kind, order, progress };
}
