import type { GatewayStatistics } from '../../simulator/statistics.ts';
import type { Target } from '../api/resources.ts';
import { type EndedTarget, endOf, expectationOf } from './expectation.ts';

/** All gateways with one misbehaviour. */
export interface Group {
  readonly who: string;
  readonly expected: string;
  readonly count: number;
  readonly right: number;
}

export interface Verdict {
  readonly total: number;
  readonly right: number;
  readonly groups: readonly Group[];
  /** One line per gateway that ended otherwise than it should. */
  readonly surprises: readonly string[];
  /** Downloads ordered while an earlier one was still on the gateway; there must be none. */
  readonly overlapping: number;
}

export function isRight(verdict: Verdict): boolean {
  return verdict.right === verdict.total && verdict.overlapping === 0;
}

/**
 * Holds what Muster says about each gateway against what the gateway was made to do and says about itself.
 * @param version the one the campaign was for
 */
export function judge(
  gateways: readonly Pick<GatewayStatistics, 'deviceId' | 'misbehaviour' | 'version' | 'overlappingDownloads'>[],
  targets: readonly (EndedTarget & Pick<Target, 'deviceId'>)[],
  version: string,
): Verdict {
  const byDevice = new Map(targets.map((target) => [target.deviceId, target]));
  const groups = new Map<string, Group>();
  const surprises: string[] = [];
  let right = 0;
  let overlapping = 0;
  for (const gateway of gateways) {
    const { who, end, met } = expectationOf(gateway.misbehaviour, version);
    const target = byDevice.get(gateway.deviceId);
    const told = target === undefined ? 'not in the campaign' : endOf(target);
    // Success is only real if the gateway itself runs the version.
    const honest = target?.state !== 'succeeded' || gateway.version === version;
    const fine = target !== undefined && met(target) && honest;
    if (!fine) {
      const itself = honest ? '' : `, while it runs ${gateway.version}`;
      surprises.push(`${gateway.deviceId} (${who}): ${told}${itself}; should be ${end}`);
    }
    const group = groups.get(who) ?? { who, expected: end, count: 0, right: 0 };
    groups.set(who, { ...group, count: group.count + 1, right: group.right + (fine ? 1 : 0) });
    right += fine ? 1 : 0;
    overlapping += gateway.overlappingDownloads;
  }
  const sorted = [...groups.values()].sort((a, b) => b.count - a.count || (a.who < b.who ? -1 : 1));
  return { total: gateways.length, right, groups: sorted, surprises, overlapping };
}
