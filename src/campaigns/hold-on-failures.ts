import type { Transaction } from '../platform/database/pool.ts';
import type { Campaign } from './campaign.ts';
import * as store from './store.ts';
import { type Acknowledged, type Results, trippedThreshold } from './thresholds.ts';

/**
 * Pauses a running campaign when its results reach a brake. Runs in the transaction that counted the failure, with the
 * campaign's row locked: no dispatch can commit between the failure and the pause.
 */
export async function holdOnFailures(tx: Transaction, campaign: Campaign, wave: number): Promise<void> {
  if (campaign.state !== 'running') return;
  const results = await resultsOf(tx, campaign, wave);
  const tripped = trippedThreshold(campaign.plan.thresholds, results, wave, campaign.acknowledged);
  if (tripped === null) return;
  await store.moveCampaign(tx, campaign.id, ['running'], { state: 'paused', pauseReason: `threshold ${tripped}` });
}

/** All failures so far, to be acknowledged by a resume. */
export async function acknowledge(tx: Transaction, campaign: Campaign): Promise<Acknowledged> {
  const waves = await store.listWaves(tx, campaign.id);
  const { succeeded, failed, silent, fellBack } = await resultsOf(tx, campaign, 0);
  return { succeeded, failed, silent, fellBack, waves: Object.fromEntries(waves.map((w) => [w.ordinal, w.failed])) };
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
