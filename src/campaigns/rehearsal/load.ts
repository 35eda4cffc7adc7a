import { type LoadPoint, mostLoadPoints } from './projection.ts';

/** Starts per stretch of time, and how many devices were at work at its end. */
export function loadOf(
  starts: readonly { readonly at: number; readonly n: number }[],
  ends: readonly { readonly at: number; readonly n: number }[],
  from: number,
  to: number,
): LoadPoint[] {
  const stretch = Math.max(1, Math.ceil((to - from + 1) / mostLoadPoints));
  const placeOf = (at: number): number => Math.min(mostLoadPoints - 1, Math.max(0, Math.floor((at - from) / stretch)));
  const begun = Array.from({ length: mostLoadPoints }, () => 0);
  const ended = Array.from({ length: mostLoadPoints }, () => 0);
  for (const { at, n } of starts) begun[placeOf(at)]! += n;
  for (const { at, n } of ends) ended[placeOf(at)]! += n;
  let inFlight = 0;
  return begun.map((dispatches, i) => {
    inFlight = Math.max(0, inFlight + dispatches - ended[i]!);
    return { at: from + i * stretch, dispatches, inFlight };
  });
}
