import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign, Wave } from '../campaign.ts';
import { stagesOf } from '../plan/approval.ts';
import { devicesThrough, parseWaveSize, waveMembers } from '../plan/waves.ts';
import { stageBefore } from '../rules/approval-rules.ts';
import * as store from '../store.ts';

/**
 * Whether a pending wave waits for a second person: it would take the campaign above a tenth of its members, the plan
 * asks for the approval of that, and there is none that counts now. The one rule for the scheduler and for those who look.
 */
export async function waitsForApproval(
  tx: Pick<Transaction, 'query'>,
  campaign: Campaign,
  waves: readonly Wave[],
  wave: Wave,
  now: Date,
): Promise<boolean> {
  const stages = stagesOf(campaign.plan);
  if (stages.length === 0) return false;
  const total = campaign.total ?? 0;
  const taken = waves.filter((w) => w.ordinal < wave.ordinal).reduce((n, w) => n + w.total, 0);
  const sizes = campaign.plan.waves.map(({ size }) => parseWaveSize(size)!);
  const planned = devicesThrough(sizes, total, wave.ordinal - 1);
  const size = waveMembers(sizes[wave.ordinal - 1]!, total, taken);
  const stage = stageBefore(stages, { total, taken, planned, size });
  if (stage === null) return false;
  return (await store.countingApproval(tx, campaign.id, stage, campaign.planHash ?? Buffer.alloc(0), now)) === null;
}
