import { type Limits, mostScheduled } from '../plan/limits.ts';
import type { ResolvedPlan } from '../plan/plan.ts';
import { pageSize } from '../scheduler/waves.ts';
import { Line } from './line.ts';
import type { Player } from './player.ts';
import type { ProjectedWave } from './projection.ts';
import type { Cast, Rehearsal } from './rehearsal.ts';

/** A wave that is open, or was. */
export interface Wave {
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

/** Opens the wave of that number. */
export async function openWave(rehearsal: Rehearsal, ordinal: number, now: number): Promise<Wave> {
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

export function unopened(ordinal: number, { size, gate }: { size: string; gate: string }): ProjectedWave {
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

/** Each device counts once for a reason, however often it waits. */
export function note(wave: Wave, player: Player, reason: string): void {
  const reasons = wave.waited.get(player) ?? new Set();
  if (reasons.has(reason)) return;
  wave.waited.set(player, reasons.add(reason));
  wave.shown.waited[reason] = (wave.shown.waited[reason] ?? 0) + wave.cast.every;
}

/** What all that are ready wait for; counted as the most that ever did at once. */
export function noteAll(wave: Wave, reason: string): void {
  const n = wave.line.size * wave.cast.every;
  wave.shown.waited[reason] = Math.max(wave.shown.waited[reason] ?? 0, n);
}
