import { seconds } from '../../base/durations.ts';
import type { DeviceKey } from '../../base/ids.ts';
import { mostScheduled } from '../plan/limits.ts';
import { claimRound } from '../rules/claim-round.ts';
import { drawable } from '../rules/draw-rules.ts';
import { claimLimit, lookOf, looksAgain } from '../rules/look-rules.ts';
import { gateVerdict, nextWaveState } from '../rules/wave-rules.ts';
import { gatesOf } from '../scheduler/device-gates.ts';
import type { Agenda } from './agenda.ts';
import type { Waiting } from './line.ts';
import { keep, type Money, purses } from './money.ts';
import type { Player } from './player.ts';
import type { Rehearsal } from './rehearsal.ts';
import { start } from './start.ts';
import { note, noteAll, type Wave } from './wave.ts';

/** Between two looks of the planner. */
export const beat = seconds(1);
/** What is written down of a rehearsal. */
export interface Records {
  readonly claims: { device: DeviceKey; at: number }[];
  readonly starts: { at: number; n: number }[];
  readonly ends: { at: number; n: number }[];
}

/** One look of the planner at the wave. @returns whether it looks again at once, and when at the latest otherwise */
export function look(
  rehearsal: Rehearsal,
  wave: Wave,
  money: Money,
  now: number,
  agenda: Agenda<() => void>,
  records: Records,
): { again: boolean; next: number | null } {
  const page = wave.pages.shift();
  if (page) {
    wave.line.join(page, now);
    wave.counts.waiting += page.length;
    return { again: true, next: claim(rehearsal, wave, money, now, agenda, records).next };
  }
  switch (nextWaveState(wave.counts)) {
    case 'open':
      return claim(rehearsal, wave, money, now, agenda, records);
    case 'gate':
      wave.shown.drainedAt = now;
      // A person is taken to let it pass at once: nobody knows how long that takes.
      if (gateVerdict(wave.counts, wave.rule, wave.isLast).kind !== 'fail') wave.shown.passedAt = now;
      return { again: wave.shown.passedAt !== null, next: null };
    default:
      return { again: false, next: null };
  }
}

function claim(
  rehearsal: Rehearsal,
  wave: Wave,
  money: Money,
  now: number,
  agenda: Agenda<() => void>,
  records: Records,
): { again: boolean; next: number | null } {
  const { kind, sharedRates } = rehearsal;
  const { line, counts, plan, cast } = wave;
  if (counts.waiting === 0) return { again: false, next: null };
  const shut = rehearsal.gateForAll(now);
  const isShut = shut !== null && !shut.open;
  const onlyAhead = isShut && rehearsal.ahead && shut.reason === 'window';
  if (isShut) noteAll(wave, shut.reason);
  if (isShut && !onlyAhead) return { again: false, next: shut.until };
  const { shared, own } = purses(money, cast.every, rehearsal, now);
  const draw = drawable({
    campaign: {
      state: 'running',
      plan,
      tokens: money.tokens,
      tokensAt: money.tokensAt === null ? null : new Date(money.tokensAt),
    },
    waves: [counts],
    wave: counts,
    shared,
    sharedKeys: [...sharedRates.keys()],
    transfersLeft: Math.max(1, Math.floor(rehearsal.maxTransfers / cast.every)) - counts.inflight,
    now,
  });
  const most = Math.max(1, Math.floor(claimLimit / cast.every));
  if (draw.budget < 1) {
    if (!onlyAhead) noteAll(wave, draw.short);
    return { again: false, next: draw.short === 'rate' ? now + beat : null };
  }
  const each =
    rehearsal.differ || onlyAhead || plan.limits.perRegion !== undefined || plan.limits.perModel !== undefined;
  const { budget, candidates } = lookOf(draw.budget, each, most);
  const taken = line.take(now, candidates, onlyAhead);
  const byKey = new Map(taken.map(({ waiting }) => [waiting.player.device.key, waiting]));
  const its = gatesOf((device) => byKey.get(device)!.player.gate, rehearsal.gates, now);
  const round = claimRound({
    kind,
    plan,
    budget,
    gateOf: its.gateOf,
    ...(rehearsal.ahead ? { aheadOf: its.aheadOf } : {}),
    scheduledLeft: mostScheduled(plan.limits) - counts.scheduled,
    buckets: own,
    keysOf: (device) => byKey.get(device)!.player.keys,
    now,
  });
  for (const { waiting, due } of taken) {
    const { device, taken: isTaken, reach } = waiting.player;
    const taken = isTaken && !wave.waited.has(waiting.player);
    round.consider({ device, since: wave.made, attempt: 0, taken, due, reach });
  }
  const gone = new Set<Waiting>();
  const leave = (device: DeviceKey): Player => {
    const waiting = byKey.get(device)!;
    gone.add(waiting);
    counts.waiting--;
    return waiting.player;
  };
  for (const [reason, devices] of round.skips) {
    for (const device of devices) leave(device);
    wave.shown.skipped[reason] = (wave.shown.skipped[reason] ?? 0) + devices.length * cast.every;
  }
  for (const { deviceKey, reason, until } of round.waits) {
    const waiting = byKey.get(deviceKey)!;
    waiting.notBefore = until;
    note(wave, waiting.player, reason);
  }
  for (const order of round.orders) {
    const { deviceKey } = order;
    start(rehearsal, wave, leave(deviceKey), now, order, agenda, records.ends);
    records.claims.push({ device: deviceKey, at: now });
    shared.take([...sharedRates.keys()]);
  }
  const started = round.orders.length;
  if (started > 0) {
    wave.shown.firstDispatchAt ??= now;
    wave.shown.lastDispatchAt = now;
    records.starts.push({ at: now, n: started * cast.every });
  }
  line.putBack(taken.map(({ waiting }) => waiting).filter((waiting) => !gone.has(waiting)));
  keep(money, draw.tokens - started, shared, own, now);
  if (round.leftOver && !onlyAhead) noteAll(wave, draw.short);
  // While the windows are shut those that are ready are not asked.
  const due = onlyAhead ? soonestOf(shut.until, line.firstDue) : line.anyReady ? now + beat : line.firstDue;
  return {
    again: looksAgain({
      allowed: draw.budget,
      budget,
      claimed: started,
      madeWay: round.skips.size > 0 || round.madeRoom,
    }),
    next: started === budget ? now + beat : due,
  };
}

/** The first of these times; null: there is none. */
export function soonestOf(...times: (number | null)[]): number | null {
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}
