/**
 * The brakes over the failures of devices, off, for tests of something else. Those over the file of a campaign, `source`
 * and `artifact`, hold.
 */
export const noBrakes = {
  maxFailedTotal: null,
  maxFailedWave: null,
  maxFailedPercent: null,
  window: null,
  rate: null,
  maxConsecutive: null,
  maxSilent: null,
  maxFellBack: null,
} as const;

/** The brakes of a plan that are spoken of, and no others. */
export function onlyBrakes(plan: object): Record<string, unknown> {
  return { ...plan, thresholds: { ...noBrakes, ...('thresholds' in plan ? (plan.thresholds as object) : {}) } };
}
