import { instantOf, type MaintenanceWindow, nextOpening, type Span } from './window.ts';

/** A time in which nothing is begun. Local times count in the zone; `device`: in that of each device. */
export interface Blackout {
  readonly id: string;
  /** A local time as ISO 8601 writes it, or an instant with `Z`. */
  readonly from: string;
  /** null: until it is taken back. */
  readonly to: string | null;
  readonly zone: string;
  /** '' is every device. */
  readonly filter: string;
}

/** Devices that campaigns leave alone. */
export interface Exclusion {
  readonly id: string;
  /** Milliseconds since the epoch; null: until it is taken back. */
  readonly until: number | null;
}

/** Everything the gates need to know of one device. */
export interface GateFacts {
  /** IANA name, see `zoneOf`. */
  readonly zone: string;
  /** Those it is in the scope of. */
  readonly blackouts: readonly Blackout[];
  readonly exclusions: readonly Exclusion[];
}

/** What a plan says of when. */
export interface GatePlan {
  /** None: at any time. */
  readonly windows: readonly MaintenanceWindow[];
  /** Milliseconds from the start of a device to its proof that have to fit in: p95 of its model and a margin. */
  readonly needMs: number;
  /** Nothing is begun from then on, milliseconds since the epoch; null or absent: there is no end. */
  readonly endsAt?: number | null;
}

export type GateReason = 'excluded' | 'blackout' | 'window';

/** Times in milliseconds since the epoch. */
export type Gate =
  /** `until`: the last instant for a start; null: no end in sight. */
  | { readonly open: true; readonly until: number | null }
  /** `until`: when to look again; null: a person has to take something back. */
  | { readonly open: false; readonly reason: GateReason; readonly until: number | null };

/** Openings and blackouts that one look goes through; what lies behind is looked at when the time has come. */
const most = 64;

/**
 * Whether a device may be started now: not excluded, not in a blackout, inside a window, and early enough to be done
 * before the window closes or a blackout begins. Pure: the scheduler and a dry run ask the same.
 */
export function gateOf(facts: GateFacts, plan: GatePlan, now: number): Gate {
  const excluded = facts.exclusions.filter(({ until }) => until === null || now < until);
  if (excluded.length > 0) {
    const ends = excluded.map(({ until }) => until);
    return { open: false, reason: 'excluded', until: ends.includes(null) ? null : Math.max(...(ends as number[])) };
  }
  const shut = facts.blackouts.map((blackout) => spanOf(blackout, facts.zone));
  let reason: GateReason | null = null;
  let at = now;
  for (let looks = 0; looks < most; looks++) {
    const inside = shut.filter((span) => span.from <= at && at < span.to);
    if (inside.length > 0) {
      reason ??= 'blackout';
      const end = Math.max(...inside.map((span) => span.to));
      if (end === Number.POSITIVE_INFINITY) return { open: false, reason, until: null };
      at = end;
      continue;
    }
    const window = plan.windows.length === 0 ? always : nextOpening(plan.windows, facts.zone, at)!;
    if (at < window.from) {
      reason ??= 'window';
      at = window.from;
      continue;
    }
    const end = Math.min(window.to, ...shut.filter((span) => span.from > at).map((span) => span.from));
    if (at + plan.needMs <= end) {
      if (reason !== null) return { open: false, reason, until: at };
      return { open: true, until: end === Number.POSITIVE_INFINITY ? null : end - plan.needMs };
    }
    // Too late in this one, or it is too short.
    reason ??= end < window.to ? 'blackout' : 'window';
    at = end;
  }
  return { open: false, reason: reason ?? 'window', until: at };
}

const always: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** When a blackout is in force for the devices of a zone. */
export function spanOf(blackout: Pick<Blackout, 'from' | 'to' | 'zone'>, zone: string): Span {
  const its = blackout.zone === 'device' ? zone : blackout.zone;
  return {
    from: timeOf(blackout.from, its),
    to: blackout.to === null ? Number.POSITIVE_INFINITY : timeOf(blackout.to, its),
  };
}

function timeOf(text: string, zone: string): number {
  return text.endsWith('Z') ? Date.parse(text) : instantOf(text, zone);
}

/**
 * The gate that is the same for every device, as far as there is one: a blackout of all in a zone of its own, or
 * windows in zones of their own. Where it is shut no device has to be looked at.
 * @returns null when it depends on the device
 */
export function gateForAll(blackouts: readonly Blackout[], plan: GatePlan, now: number): Gate | null {
  const ofAll = blackouts.filter(({ filter, zone }) => filter === '' && zone !== 'device');
  const facts = { zone: 'UTC', blackouts: ofAll, exclusions: [] };
  if (plan.windows.some(({ zone }) => zone === 'device')) {
    const gate = gateOf(facts, { ...plan, windows: [] }, now);
    return gate.open ? null : gate;
  }
  return gateOf(facts, plan, now);
}
