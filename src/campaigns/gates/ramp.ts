import type { Limits } from '../plan/limits.ts';

/**
 * Starts per minute of a wave: what the plan allows, or less while the wave is young. Counted on devices that are proven
 * to be there, so that a wave in which nothing succeeds stays slow.
 */
export function rampedRate(
  limits: Pick<Limits, 'perMinute' | 'ramp'>,
  wave: { readonly soaking: number; readonly succeeded: number },
): number {
  const { perMinute, ramp } = limits;
  if (ramp === undefined) return perMinute;
  const steps = Math.floor((wave.soaking + wave.succeeded) / ramp.step);
  return Math.min(perMinute, ramp.base * ramp.factor ** steps);
}
