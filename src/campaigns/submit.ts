import type { Transaction } from '../platform/database/pool.ts';
import type { Campaign } from './campaign.ts';
import { stagesOf } from './plan/approval.ts';
import { hashOf, resolvePlan } from './resolve.ts';
import { nextLook } from './rules/campaign-rules.ts';
import * as store from './store.ts';
import { timesOf } from './times.ts';

/**
 * Fixes a draft's plan: it waits for its approval or, where none is wanted, for its start. Its row is locked.
 * @returns the state it is in now
 */
export async function submitDraft(
  tx: Transaction,
  campaign: Campaign,
  now: Date,
): Promise<'awaitingApproval' | 'scheduled'> {
  const state = stagesOf(campaign.plan).includes('start') ? 'awaitingApproval' : 'scheduled';
  await resolvePlan(tx, campaign.plan);
  const planHash = await hashOf(tx, campaign.plan);
  const look = nextLook({ ...timesOf(campaign), state, submittedAt: now.getTime() });
  await store.submitCampaign(tx, campaign.id, {
    state,
    planHash,
    at: now,
    dueAt: look === null ? null : new Date(look),
  });
  return state;
}
