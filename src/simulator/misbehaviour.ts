import { MusterError } from '../base/errors.ts';
import { fractionOf } from './gateway/identity.ts';

/** One way a gateway can go wrong with firmware; a gateway has at most one. */
export type Misbehaviour =
  /** Every transfer ends with this fault in TransferComplete. */
  | { readonly kind: 'fault'; readonly code: number }
  /** Upgrades and boots the new version, but never sends TransferComplete nor its events. */
  | { readonly kind: 'noTransferComplete' }
  /** Downloads, reboots, comes back with the old version and reports fault 0. */
  | { readonly kind: 'fallBack' }
  /** Accepts the Download and never speaks again. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  /** Answers the Download RPC with this fault. */
  | { readonly kind: 'reject'; readonly code: number }
  /** Sends each TransferComplete twice, in two sessions. */
  | { readonly kind: 'duplicateComplete' };

export interface MisbehaviourRule {
  /** Share of the fleet, 0 < percent ≤ 100; rounded up, so at least one gateway. */
  readonly percent: number;
  readonly misbehaviour: Misbehaviour;
}

/**
 * Who misbehaves how. Gateways are ranked by a hash of seed and id, and the rules cut consecutive pieces off that
 * ranking in their order: disjoint, and the same whenever seed, ids and rules are the same.
 * @throws MusterError `invalidConfiguration` when the rules ask for more gateways than there are
 */
export function assignMisbehaviours(
  deviceIds: readonly string[],
  rules: readonly MisbehaviourRule[],
  seed: number,
): Map<string, Misbehaviour> {
  const shares = rules.map(({ percent, misbehaviour }) => ({ percent, what: misbehaviour }));
  return assignShares(deviceIds, shares, String(seed), 'misbehaviours');
}

/** A share of the fleet and what falls to it. */
export interface Share<T> {
  /** 0 < percent ≤ 100; rounded up, so at least one gateway. */
  readonly percent: number;
  readonly what: T;
}

/**
 * Cuts shares off a ranking of the gateways by a hash of `seed` and id.
 * @throws MusterError `invalidConfiguration` when the rules ask for more gateways than there are
 */
export function assignShares<T>(
  deviceIds: readonly string[],
  rules: readonly Share<T>[],
  seed: string,
  word: string,
): Map<string, T> {
  const assigned = new Map<string, T>();
  if (rules.length === 0) return assigned;
  const ranked = deviceIds
    .map((id) => ({ id, rank: fractionOf(`${seed}/${id}`) }))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  let next = 0;
  for (const rule of rules) {
    // The subtraction keeps 3 % of 100 from becoming 4 by binary fractions.
    const count = Math.max(1, Math.ceil((deviceIds.length * rule.percent) / 100 - 1e-9));
    if (next + count > ranked.length) {
      throw new MusterError(
        'invalidConfiguration',
        `the ${word} need more than the ${ranked.length} gateways there are`,
      );
    }
    for (const { id } of ranked.slice(next, next + count)) assigned.set(id, rule.what);
    next += count;
  }
  return assigned;
}

/** One word for reports: `fault:9010`, `silent`, `slow:65536`; `none` for a good gateway. */
export function describeMisbehaviour(misbehaviour: Misbehaviour | null): string {
  if (misbehaviour === null) return 'none';
  switch (misbehaviour.kind) {
    case 'fault':
    case 'reject':
      return `${misbehaviour.kind}:${misbehaviour.code}`;
    case 'slow':
      return `slow:${misbehaviour.bytesPerSecond}`;
    default:
      return misbehaviour.kind;
  }
}
