import type { Transaction } from '../platform/database/pool.ts';
import type { Campaign, Target } from './campaign.ts';
import { parseWaveSize } from './plan/waves.ts';
import { extentOf } from './rules/brakes.ts';
import { wantsAcknowledgement } from './rules/campaign-rules.ts';
import type { FaultClass } from './rules/fault-class.ts';
import type { TargetChange } from './rules/target-rules.ts';
import {
  type Acknowledged,
  type RecentResults,
  type Results,
  recentNeeded,
  trippedThreshold,
} from './rules/thresholds.ts';
import * as store from './store.ts';
import type { Result } from './stores/result-store.ts';

/** Faults that say something of the campaign rather than of the device, also where the device is tried again. */
const ofCampaign: ReadonlySet<FaultClass> = new Set(['source', 'artifact']);

/** Newest results that are kept where thresholds look at the ends of targets: what the longest window can ask for. */
const kept = 10_000;
/** Every so many results the old ones are cut off, twice as many at once: so they never gather. */
const cutEvery = 512;

/** What a change of a target adds to the newest results; null: nothing that a brake looks at. */
export function resultOf(
  campaign: Campaign,
  { deviceKey }: Pick<Target, 'deviceKey'>,
  change: TargetChange,
): Result | null {
  const faultClass = change.fault?.faultClass ?? null;
  switch (change.state) {
    case 'failed':
      return { deviceKey, outcome: 'failed', faultClass };
    case 'retryWait':
      return faultClass !== null && ofCampaign.has(faultClass) ? { deviceKey, outcome: 'retried', faultClass } : null;
    case 'succeeded':
      return recentNeeded(campaign.plan.thresholds).ends > 0
        ? { deviceKey, outcome: 'succeeded', faultClass: null }
        : null;
    default:
      return null;
  }
}

export async function rememberResults(
  tx: Transaction,
  campaign: Campaign,
  results: readonly Result[],
  now: Date,
): Promise<void> {
  if (results.length === 0) return;
  const newest = await store.addResults(tx, campaign.id, results, now);
  if (newest % cutEvery < results.length) await store.cutResults(tx, campaign.id, kept, 2 * cutEvery);
}

/**
 * Pauses a running campaign when its results reach a brake. Runs in the transaction that counted the failure, with the
 * campaign's row locked: no dispatch can commit between the failure and the pause. One that is paused for another reason
 * goes on with devices at work: when these reach a brake, that is why it is paused from then on, and nobody resumes it
 * without a word on what was found.
 */
export async function holdOnFailures(
  tx: Transaction,
  campaign: Campaign,
  wave: number,
  faultClass: FaultClass | null,
  now: Date,
): Promise<void> {
  const { state, pauseReason } = campaign;
  if (state !== 'running' && (state !== 'paused' || wantsAcknowledgement(pauseReason))) return;
  const results = {
    ...(await resultsOf(tx, campaign, wave)),
    recent: await recentOf(tx, campaign, faultClass, now),
  };
  const { plan, total, acknowledged } = campaign;
  const extent = extentOf(
    plan.waves.map(({ size }) => parseWaveSize(size)!),
    total,
    wave,
  );
  const tripped = trippedThreshold(plan.thresholds, results, extent, acknowledged);
  if (tripped === null) return;
  const why = `threshold ${tripped}`;
  if (state === 'running') await store.moveCampaign(tx, campaign.id, 'hold', { pauseReason: why });
  else await store.notePause(tx, campaign.id, pauseReason === null ? why : `${why}; before that: ${pauseReason}`);
}

/** All failures so far, to be acknowledged by a resume. */
export async function acknowledge(tx: Transaction, campaign: Campaign): Promise<Acknowledged> {
  const waves = await store.listWaves(tx, campaign.id);
  const { succeeded, failed, silent, fellBack } = await resultsOf(tx, campaign, 0);
  const result = await store.newestResult(tx, campaign.id);
  return {
    succeeded,
    failed,
    silent,
    fellBack,
    result,
    waves: Object.fromEntries(waves.map((w) => [w.ordinal, w.failed])),
  };
}

async function resultsOf(tx: Transaction, campaign: Campaign, wave: number): Promise<Results> {
  const waves = await store.listWaves(tx, campaign.id);
  const faults = await store.listFaults(tx, campaign.id);
  const sum = (reasons: readonly string[]): number =>
    faults.filter((f) => reasons.includes(f.reason)).reduce((n, f) => n + f.count, 0);
  return {
    succeeded: waves.reduce((n, w) => n + w.succeeded, 0),
    failed: waves.reduce((n, w) => n + w.failed, 0),
    waveFailed: waves.find((w) => w.ordinal === wave)?.failed ?? 0,
    silent: sum(['unreachable', 'lostContact']),
    fellBack: sum(['fellBack', 'fellBackLate']),
  };
}

/** Only what the thresholds look at is fetched, and as much of it. */
async function recentOf(
  tx: Transaction,
  { id, plan, acknowledged }: Campaign,
  faultClass: FaultClass | null,
  now: Date,
): Promise<RecentResults> {
  const since = acknowledged.result ?? 0;
  const { ends, failures } = recentNeeded(plan.thresholds);
  const ago = (dates: readonly Date[]): number[] => dates.map((at) => now.getTime() - at.getTime());
  return {
    ...(ends > 0 ? { ends: await store.lastOutcomes(tx, id, since, ends) } : {}),
    ...(failures > 0 ? { failuresAgo: ago(await store.lastFailures(tx, id, since, failures)) } : {}),
    ...(faultClass === 'source' ? { sourceAgo: ago(await store.devicesWithFault(tx, id, since, 'source')) } : {}),
    ...(faultClass === 'artifact'
      ? { artifactDevices: (await store.devicesWithFault(tx, id, since, 'artifact')).length }
      : {}),
  };
}
