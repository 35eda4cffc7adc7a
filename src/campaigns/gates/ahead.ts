import { minutes } from '../../base/durations.ts';
import { type Blackout, type GateFacts, type GatePlan, spanOf } from './gate.ts';
import { openings, type Span } from './window.ts';

/** As many as a TimeWindowList holds. */
const most = 2;
/** Less than this of a span is not worth an order; with a minute to spare over what an operation still says. */
export const leastSpanMs = minutes(2);

/**
 * When a device may be disturbed next, by an order that it is given now: its next two openings, without what blackouts cut
 * out of them. Each ends so early that who begins in it is done before the window closes or a blackout begins; but half of
 * it is left in any case, as some devices do not begin what they cannot have done inside. Pure.
 * @returns none: without windows, for a device that is excluded, and where nothing is open for a week
 */
export function spansAhead(facts: GateFacts, plan: GatePlan, now: number): Span[] {
  if (plan.windows.length === 0 || isExcluded(facts, now)) return [];
  const shut = facts.blackouts.map((blackout) => spanOf(blackout, facts.zone)).sort((a, b) => a.from - b.from);
  return openings(plan.windows, facts.zone, now)
    .filter(({ to }) => to > now)
    .flatMap((opening) => without(opening, shut))
    .filter(({ from, to }) => to - Math.max(from, now) >= plan.needMs)
    .map(({ from, to }) => ({
      from: Math.max(from, now),
      // What is told now is begun later: not after the end of the campaign.
      to: Math.min(
        Math.floor(Math.max(to - plan.needMs, from + (to - from) / 2)),
        plan.endsAt ?? Number.POSITIVE_INFINITY,
      ),
    }))
    .filter(isWorthIt)
    .slice(0, most);
}

/** What is left of a span. @param shut in the order of their begin */
function without(span: Span, shut: readonly Span[]): Span[] {
  const left: Span[] = [];
  let { from } = span;
  for (const { from: begins, to: ends } of shut) {
    if (ends <= from || begins >= span.to) continue;
    if (begins > from) left.push({ from, to: begins });
    from = ends;
  }
  return from < span.to ? [...left, { from, to: span.to }] : left;
}

/** Whether a device may still be told of spans that were worked out earlier: nothing came up that shuts one of them. Pure. */
export function isStillAhead(facts: GateFacts, spans: readonly Span[], now: number): boolean {
  const inside = facts.blackouts.map((blackout) => spanOf(blackout, facts.zone));
  // While a blackout is in force nothing is begun, however late its effect.
  if (isExcluded(facts, now) || inside.some(({ from, to }) => from <= now && now < to)) return false;
  return spans.some(({ from, to }) => isWorthIt({ from: Math.max(from, now), to })) && !isHit(facts, spans, now);
}

function isWorthIt({ from, to }: Span): boolean {
  return to - from >= leastSpanMs;
}

/** Whether a blackout is in force in what is left of spans that a device was told. Pure. */
export function isHit(
  { zone, blackouts }: { readonly zone: string; readonly blackouts: readonly Blackout[] },
  spans: readonly Span[],
  now: number,
): boolean {
  const shut = blackouts.map((blackout) => spanOf(blackout, zone));
  return spans.some((span) => shut.some(({ from, to }) => from < span.to && Math.max(span.from, now) < to));
}

function isExcluded({ exclusions }: GateFacts, now: number): boolean {
  return exclusions.some(({ until }) => until === null || now < until);
}
