import { setImmediate as breathe } from 'node:timers/promises';
import { minutes, seconds } from '../../base/durations.ts';
import type { DeviceKey } from '../../base/ids.ts';
import { type Buckets, openBuckets, type StoredBucket } from '../gates/buckets.ts';
import type { Gate, GatePlan } from '../gates/gate.ts';
import type { CampaignKind } from '../kinds/kind.ts';
import { type Limits, mostScheduled } from '../plan/limits.ts';
import type { ResolvedPlan } from '../plan/plan.ts';
import { claimRound, type RoundOrder } from '../rules/claim-round.ts';
import { drawable } from '../rules/draw-rules.ts';
import { claimLimit, lookOf, looksAgain } from '../rules/look-rules.ts';
import { reachClass } from '../rules/reach-rules.ts';
import { informsWanted } from '../rules/soak-rules.ts';
import { followOperation } from '../rules/target-rules.ts';
import { gateVerdict, nextWaveState } from '../rules/wave-rules.ts';
import { gatesOf } from '../scheduler/device-gates.ts';
import { pageSize } from '../scheduler/waves.ts';
import { Agenda } from './agenda.ts';
import { Line, type Waiting } from './line.ts';
import { loadOf } from './load.ts';
import { isAbsent, type Player, type Script } from './player.ts';
import { evidenceSteps, type ProjectedWave, type Projection } from './projection.ts';

/** The devices of one wave; each stands for `every` of its members. */
export interface Cast {
  readonly devices: number;
  readonly every: number;
  /** In the order of devices. */
  readonly players: readonly Player[];
}

/** A campaign that is not begun, and the world that it would meet. */
export interface Rehearsal {
  readonly plan: ResolvedPlan;
  readonly kind: CampaignKind;
  readonly gates: GatePlan;
  /** The gate that is the same for all, where there is one. */
  gateForAll(now: number): Gate | null;
  /** Devices differ in their gates. */
  readonly differ: boolean;
  /** Devices that cannot be called are told of windows that lie ahead. */
  readonly ahead: boolean;
  /** Rates per minute of the buckets that every start draws from, and those of the devices' own. */
  readonly sharedRates: ReadonlyMap<string, number>;
  readonly ownRates: ReadonlyMap<string, number>;
  /** Devices that may be on the download hosts at once. */
  readonly maxTransfers: number;
  cast(ordinal: number): Promise<Cast>;
  readonly script: Script;
  readonly from: number;
  readonly horizon: number;
}

/** Between two looks of the planner. */
const beat = seconds(1);
/** Looks that one rehearsal takes at most: what lies behind them is not known. */
const mostLooks = 300_000;

export interface Rehearsed extends Projection {
  /** Every claim, in order. */
  readonly claims: readonly { readonly device: DeviceKey; readonly at: number }[];
}

/**
 * Plays a campaign through on a virtual clock: what is claimed when is decided by the scheduler's own rules (`claimRound`,
 * `drawable`, `nextWaveState`, `gateVerdict`, the gates), the devices do what the script says. Writes nothing.
 */
export async function rehearse(rehearsal: Rehearsal): Promise<Rehearsed> {
  const { plan, from, horizon } = rehearsal;
  const agenda = new Agenda<() => void>();
  const claims: { device: DeviceKey; at: number }[] = [];
  const starts: { at: number; n: number }[] = [];
  const ends: { at: number; n: number }[] = [];
  const waves: Wave[] = [];
  const money: Money = { tokens: 0, tokensAt: null, every: 1, shared: new Map(), own: new Map() };
  let now = from;
  let looks = 0;
  let over = false;
  while (!over && now <= horizon && looks < mostLooks) {
    for (const { item } of agenda.takeUntil(now)) item();
    let next: number | null = null;
    for (let again = true; again && looks < mostLooks; ) {
      if (++looks % 64 === 0) await breathe();
      const wave = waves.at(-1);
      if (wave === undefined || wave.shown.passedAt !== null) {
        if (waves.length === plan.waves.length) {
          over = true;
          break;
        }
        waves.push(await open(rehearsal, waves.length + 1, now));
        continue;
      }
      ({ again, next } = look(rehearsal, wave, money, now, agenda, { claims, starts, ends }));
    }
    const soonest = soonestOf(agenda.next, next);
    if (over || soonest === null) break;
    now = from + Math.max(Math.floor((now - from) / beat) + 1, Math.ceil((soonest - from) / beat)) * beat;
  }
  const shown = plan.waves.map((wave, i) => waves[i]?.shown ?? unopened(i + 1, wave));
  const results = ends.toSorted((a, b) => a.at - b.at);
  return {
    from,
    to: over ? now : null,
    horizon,
    sample: {
      devices: waves.reduce((n, wave) => n + wave.cast.players.length, 0),
      every: Math.max(1, ...waves.map((wave) => wave.cast.every)),
    },
    reach: reachOfAll(waves, rehearsal.ahead),
    waves: shown,
    load: loadOf(starts, results, from, over ? now : Math.min(now, horizon)),
    evidence: evidenceOf(results),
    claims,
  };
}

function reachOfAll(waves: readonly Wave[], ahead: boolean): Projection['reach'] {
  const reach = { called: 0, scheduled: 0, byChance: 0 };
  for (const { cast } of waves) for (const one of cast.players) reach[reachClass(one.reach, ahead)] += cast.every;
  return reach;
}

/** When there are so many results first. @param results in the order of time */
function evidenceOf(results: readonly { readonly at: number; readonly n: number }[]): Projection['evidence'] {
  let n = 0;
  const sums = results.map((end) => {
    n += end.n;
    return { at: end.at, n };
  });
  return evidenceSteps.map((wanted) => ({ results: wanted, at: sums.find((sum) => sum.n >= wanted)?.at ?? null }));
}

interface Wave {
  readonly rule: ResolvedPlan['waves'][number];
  readonly isLast: boolean;
  readonly cast: Cast;
  /** The plan's limits in the measure of the cast. */
  readonly plan: ResolvedPlan;
  readonly line: Line;
  /** Targets that are not written yet, page by page. */
  readonly pages: Player[][];
  readonly made: Date;
  readonly waited: Map<Player, Set<string>>;
  readonly counts: Counts;
  readonly shown: Mutable<ProjectedWave> & { skipped: Record<string, number>; waited: Record<string, number> };
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Counts {
  waiting: number;
  retrying: number;
  inflight: number;
  soaking: number;
  succeeded: number;
  failed: number;
  /** Of those in flight: told of a time to come. */
  scheduled: number;
}

/** Tokens of the campaign and of its buckets, kept between looks in the measure of a cast. */
interface Money {
  tokens: number;
  tokensAt: number | null;
  every: number;
  readonly shared: Map<string, StoredBucket>;
  readonly own: Map<string, StoredBucket>;
}

interface Records {
  readonly claims: { device: DeviceKey; at: number }[];
  readonly starts: { at: number; n: number }[];
  readonly ends: { at: number; n: number }[];
}

async function open(rehearsal: Rehearsal, ordinal: number, now: number): Promise<Wave> {
  const { plan } = rehearsal;
  const cast = await rehearsal.cast(ordinal);
  const page = Math.max(1, Math.floor(pageSize / cast.every));
  const pages: Player[][] = [];
  for (let at = 0; at < cast.players.length; at += page) pages.push(cast.players.slice(at, at + page));
  const rule = plan.waves[ordinal - 1]!;
  return {
    rule,
    isLast: ordinal === plan.waves.length,
    cast,
    plan: { ...plan, limits: scaled(plan.limits, cast.every) },
    line: new Line(),
    pages,
    made: new Date(now),
    waited: new Map(),
    counts: { waiting: 0, retrying: 0, inflight: 0, soaking: 0, succeeded: 0, failed: 0, scheduled: 0 },
    shown: { ...unopened(ordinal, rule), devices: cast.devices, opensAt: now, skipped: {}, waited: {} },
  };
}

function unopened(ordinal: number, { size, gate }: { size: string; gate: string }): ProjectedWave {
  const nothing = { opensAt: null, firstDispatchAt: null, lastDispatchAt: null, drainedAt: null, passedAt: null };
  return { ordinal, size, devices: 0, ...nothing, manual: gate === 'manual', skipped: {}, waited: {} };
}

/** Limits as they are for a cast in which each device stands for so many. */
function scaled(limits: Limits, every: number): Limits {
  if (every === 1) return limits;
  const { perRegion, perModel, ramp } = limits;
  return {
    ...limits,
    maxScheduled: Math.max(1, Math.floor(mostScheduled(limits) / every)),
    maxInFlight: Math.max(1, Math.floor(limits.maxInFlight / every)),
    perMinute: limits.perMinute / every,
    ...(perRegion === undefined ? {} : { perRegion: perRegion / every }),
    ...(perModel === undefined ? {} : { perModel: perModel / every }),
    ...(ramp === undefined ? {} : { ramp: { ...ramp, base: ramp.base / every, step: ramp.step / every } }),
  };
}

/** One look of the planner at the wave. @returns whether it looks again at once, and when at the latest otherwise */
function look(
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
  const { kind, sharedRates, ownRates } = rehearsal;
  const { line, counts, plan, cast } = wave;
  if (counts.waiting === 0) return { again: false, next: null };
  const shut = rehearsal.gateForAll(now);
  const isShut = shut !== null && !shut.open;
  const onlyAhead = isShut && rehearsal.ahead && shut.reason === 'window';
  if (isShut) noteAll(wave, shut.reason);
  if (isShut && !onlyAhead) return { again: false, next: shut.until };
  const { shared, own } = purses(money, cast.every, sharedRates, ownRates, now);
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

function soonestOf(...times: (number | null)[]): number | null {
  const known = times.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** The sweeper takes what lies before now: a deadline counts once it has passed. */
const passed = (deadline: number): number => deadline + 1;

/** A start, and what comes of it by the script. */
function start(
  rehearsal: Rehearsal,
  wave: Wave,
  player: Player,
  now: number,
  { deadline, ahead }: RoundOrder,
  agenda: Agenda<() => void>,
  ends: Records['ends'],
): void {
  const { counts, cast, rule, plan, shown } = wave;
  const take = (n: 1 | -1): void => {
    counts.inflight += n;
    if (ahead) counts.scheduled += n;
  };
  take(1);
  const doneAt = isAbsent(player, rehearsal.from) ? null : rehearsal.script(player, now, ahead);
  if (doneAt === null) {
    // It holds its slot until nobody waits for it any more; what is known says nothing of when it comes back.
    agenda.add(passed(deadline), () => {
      take(-1);
      shown.waited['offline'] = (shown.waited['offline'] ?? 0) + cast.every;
    });
    return;
  }
  agenda.add(doneAt, () => {
    take(-1);
    if (rehearsal.kind.isThere(plan, player.device)) {
      shown.skipped['already'] = (shown.skipped['already'] ?? 0) + cast.every;
      return;
    }
    ends.push({ at: doneAt, n: cast.every });
    const worked = { state: 'succeeded', attempt: 1, fault: null } as const;
    const change = followOperation(
      { state: 'applying', attempt: 1 },
      worked,
      { ...plan, soakMinutes: rule.soakMinutes },
      0.5,
    );
    if (change && 'state' in change && change.state === 'soaking') {
      counts.soaking++;
      const soak = Math.max(minutes(rule.soakMinutes), seconds(player.informInterval * informsWanted(rule)));
      agenda.add(passed(doneAt + soak), () => {
        counts.soaking--;
        counts.succeeded++;
      });
    } else counts.succeeded++;
  });
}

/** Opens all buckets, in the measure of the cast that is on. */
function purses(
  money: Money,
  every: number,
  sharedRates: ReadonlyMap<string, number>,
  ownRates: ReadonlyMap<string, number>,
  now: number,
): { shared: Buckets; own: Buckets } {
  if (money.every !== every) {
    money.tokens *= money.every / every;
    money.shared.clear();
    money.own.clear();
    money.every = every;
  }
  const measured = (rates: ReadonlyMap<string, number>) =>
    new Map([...rates].map(([key, rate]) => [key, rate / every]));
  return {
    shared: openBuckets(measured(sharedRates), money.shared, now),
    own: openBuckets(measured(ownRates), money.own, now),
  };
}

function keep(money: Money, tokens: number, shared: Buckets, own: Buckets, now: number): void {
  money.tokens = tokens;
  money.tokensAt = now;
  for (const { key, ...bucket } of shared.changed()) money.shared.set(key, bucket);
  for (const { key, ...bucket } of own.changed()) money.own.set(key, bucket);
}

/** Each device counts once for a reason, however often it waits. */
function note(wave: Wave, player: Player, reason: string): void {
  const reasons = wave.waited.get(player) ?? new Set();
  if (reasons.has(reason)) return;
  wave.waited.set(player, reasons.add(reason));
  wave.shown.waited[reason] = (wave.shown.waited[reason] ?? 0) + wave.cast.every;
}

/** What all that are ready wait for; counted as the most that ever did at once. */
function noteAll(wave: Wave, reason: string): void {
  const n = wave.line.size * wave.cast.every;
  wave.shown.waited[reason] = Math.max(wave.shown.waited[reason] ?? 0, n);
}
