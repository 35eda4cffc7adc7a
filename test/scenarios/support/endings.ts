import { expect } from 'vitest';
import type { EndReason } from '../../../src/campaigns/reasons.ts';
import { counterOf, hasEnded } from '../../../src/campaigns/states.ts';
import type { Campaign, Target } from '../../../src/cli/api/resources.ts';
import { noCounts } from '../../support/counts.ts';
import type { TestMuster } from '../../support/muster.ts';
import { until } from '../../support/until.ts';
import { expectBooksToBalance } from './books.ts';
import { progressOf, targetsOf } from './campaigning.ts';

type Theme = 'firmware' | 'soak' | 'software' | 'people';

/** Which of the files `reasons-ending-*.test.ts` tells the story of each reason why a target can end. */
const endingStories = {
  already: 'firmware',
  aborted: 'people',
  ended: 'people',
  operator: 'people',
  cancelRefused: 'people',
  excluded: 'people',
  superseded: 'people',
  wrongModel: 'firmware',
  newer: 'firmware',
  belowFloor: 'firmware',
  tooManyHops: 'firmware',
  versionUnknown: 'firmware',
  unsupported: 'firmware',
  notInstalled: 'software',
  noEnvironment: 'software',
  environmentDown: 'software',
  lowSpace: 'software',
  dependencyMissing: 'software',
  ambiguous: 'software',
  tooManyUnits: 'software',
  noUuid: 'software',
  noVariant: 'software',
  noUnit: 'software',
  otherVersion: 'software',
  fault: 'firmware',
  notApplied: 'firmware',
  outcomeUnknown: 'soak',
  sourceBusy: 'firmware',
  fellBack: 'firmware',
  fellBackLate: 'soak',
  unreachable: 'firmware',
  lostContact: 'soak',
  lostState: 'soak',
  unproven: 'soak',
} as const satisfies Readonly<Record<EndReason, Theme>>;

/** The targets of campaigns in one file, how they ended, and which reasons that has shown. */
export class Endings {
  readonly #muster: TestMuster;
  readonly #shown = new Set<string>();

  constructor(muster: TestMuster) {
    this.#muster = muster;
  }

  /** Begins a campaign with everything quick. @param devices those it is for; they end in a serial number each */
  async begin(devices: readonly string[], plan: object): Promise<string> {
    const { api } = this.#muster;
    const { id } = await api.post<Campaign>('/campaigns', {
      name: 'to some end',
      filter: devices.map((device) => `serialNumber = "${device.split('-').at(-1)}"`).join(' OR '),
      limits: { maxInFlight: 50, perMinute: 60_000 },
      retries: { max: 0, backoffMinutes: 0.01 },
      timeouts: { claimMinutes: 1, transferMinutes: 2, giveUpMinutes: 2 },
      ...plan,
    });
    await api.post(`/campaigns/${id}/start`);
    return id;
  }

  /**
   * Waits until every target of a campaign has ended, and checks that its waves count them so.
   * @param wanted how many end how, e.g. `{ 'skipped already': 1 }`
   */
  async expectEnd(id: string, wanted: Readonly<Record<string, number>>, limit?: number): Promise<readonly Target[]> {
    const { api, pool } = this.#muster;
    const targets = await until(
      `the targets end: ${JSON.stringify(wanted)}`,
      async () => {
        const all = await targetsOf(api, id);
        return all.length > 0 && all.every(({ state }) => hasEnded(state)) && all;
      },
      limit,
    );
    expect(tally(targets.map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`)))).toEqual(wanted);
    const { waves, total } = await progressOf(api, id);
    expect(total).toBe(targets.length);
    for (const wave of waves) {
      const mine = targets.filter((target) => target.wave === wave.ordinal);
      expect(wave).toMatchObject({
        ...noCounts,
        ...tally(mine.map(({ state }) => counterOf(state))),
        total: mine.length,
      });
    }
    await expectBooksToBalance(pool, id);
    for (const { reason } of targets) if (reason !== null) this.#shown.add(reason);
    return targets;
  }

  /** What was really said to devices for a campaign: kinds of operations, and how often each. */
  async said(id: string): Promise<Record<string, number>> {
    const { rows } = await this.#muster.pool.query<{ kind: string; n: number }>(
      'SELECT kind, sum(attempt) AS n FROM operation WHERE campaign_id = $1 AND attempt > 0 GROUP BY kind ORDER BY kind',
      [id],
    );
    return Object.fromEntries(rows.map(({ kind, n }) => [kind, Number(n)]));
  }

  /** Takes over what was shown with another Muster. */
  adopt(other: Endings): void {
    for (const reason of other.#shown) this.#shown.add(reason);
  }

  /** Checks that each reason of a theme was shown. */
  expectAllOf(theme: Theme): void {
    const wanted = Object.entries(endingStories).flatMap(([reason, where]) => (where === theme ? [reason] : []));
    expect(wanted.filter((reason) => !this.#shown.has(reason))).toEqual([]);
  }
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
