import { toIso } from '../../base/clock.ts';
import type { DryRun } from '../../campaigns/service/service.ts';

const iso = (at: number | null): string | null => (at === null ? null : toIso(new Date(at)));

/** A dry run as REST has it: times are RFC 3339. */
export function shownDryRun({ timeline, ...counts }: DryRun): object {
  return {
    ...counts,
    timeline: {
      from: iso(timeline.from),
      to: iso(timeline.to),
      horizon: iso(timeline.horizon),
      sample: timeline.sample,
      reach: timeline.reach,
      waves: timeline.waves.map((wave) => ({
        ...wave,
        opensAt: iso(wave.opensAt),
        firstDispatchAt: iso(wave.firstDispatchAt),
        lastDispatchAt: iso(wave.lastDispatchAt),
        drainedAt: iso(wave.drainedAt),
        passedAt: iso(wave.passedAt),
      })),
      load: timeline.load.map((point) => ({ ...point, at: iso(point.at) })),
      evidence: timeline.evidence.map(({ results, at }) => ({ results, at: iso(at) })),
    },
  };
}
