import type { Thresholds } from '../plan/thresholds.ts';
import { devicesThrough, type WaveSize } from '../plan/waves.ts';

/** Thresholds as a plan has them; one that the version before stored lacks the newer ones. */
export type WrittenThresholds = Partial<Thresholds>;

/** What a default depends on. */
export interface Extent {
  /** Counted from 1. */
  readonly wave: number;
  /** Devices of the campaign; null: not counted before it starts. */
  readonly devices: number | null;
  /** Devices of its waves up to this one, as the plan lays them out; null: as above. */
  readonly through: number | null;
}

/** The brakes of a plan as they hold in one wave; null: off. */
export interface Brakes {
  readonly maxFailedTotal: number | null;
  readonly maxFailedWave: number | null;
  readonly maxFailedPercent: number | null;
  readonly minSample: number;
  readonly window: { readonly failures: number; readonly of: number } | null;
  readonly rate: { readonly failures: number; readonly seconds: number } | null;
  readonly maxConsecutive: number | null;
  readonly maxSilent: number | null;
  readonly maxFellBack: number | null;
  readonly source: { readonly failures: number; readonly seconds: number } | null;
  readonly artifact: { readonly failures: number } | null;
  /** Those that the plan does not speak of. */
  readonly defaults: readonly BrakeName[];
}

export const brakeNames = [
  'maxFailedTotal',
  'maxFailedWave',
  'maxFailedPercent',
  'window',
  'rate',
  'maxConsecutive',
  'maxSilent',
  'maxFellBack',
  'source',
  'artifact',
] as const;
export type BrakeName = (typeof brakeNames)[number];

/** What defaults that are no plain number come from, for people. */
export const defaultWords: Readonly<Partial<Record<BrakeName, string>>> = {
  maxFailedTotal: '0.5 % of the plan, at least 20',
  maxFailedWave: '1 in the first wave, 3 in a later one',
  maxSilent: '1 in the first wave, later 1 % of the waves so far',
  maxFellBack: '1 in the first wave, later 0.5 % of the waves so far',
};

/** Before a campaign starts nobody knows what it is a share of: then it is at its least. */
function share(percent: number, of: number | null, atLeast: number): number {
  return Math.max(atLeast, Math.floor(((of ?? 0) * percent) / 100 + 1e-9));
}

/**
 * The brakes that hold in a wave: what the plan says, and the default of each that it does not speak of. A first wave is
 * there to find out, so it bears next to nothing; the shares of later ones count all devices that were put at risk so far.
 * Pure.
 */
export function brakesIn(written: WrittenThresholds, { wave, devices, through }: Extent): Brakes {
  const first = wave <= 1;
  const byDefault = {
    maxFailedTotal: share(0.5, devices, 20),
    maxFailedWave: first ? 1 : 3,
    maxFailedPercent: 5,
    window: { failures: 5, of: 50 },
    rate: { failures: 5, seconds: 180 },
    maxConsecutive: 5,
    maxSilent: first ? 1 : share(1, through, 1),
    maxFellBack: first ? 1 : share(0.5, through, 1),
    source: { failures: 3, seconds: 600 },
    artifact: { failures: 2 },
  };
  const said = Object.fromEntries(brakeNames.filter((name) => written[name] !== undefined).map((n) => [n, written[n]]));
  return {
    ...byDefault,
    ...said,
    minSample: written.minSample ?? 30,
    defaults: brakeNames.filter((name) => written[name] === undefined),
  };
}

/** What the defaults of a campaign depend on in one of its waves. @param devices its members; null before it starts */
export function extentOf(sizes: readonly WaveSize[], devices: number | null, wave: number): Extent {
  return { wave, devices, through: devices === null ? null : devicesThrough(sizes, devices, wave) };
}
