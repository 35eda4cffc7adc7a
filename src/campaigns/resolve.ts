import { isMusterError, MusterError } from '../base/errors.ts';
import type { FileId } from '../base/ids.ts';
import { fileById } from '../files/store.ts';
import type { Queryable } from '../platform/database/pool.ts';
import { campaignKind } from './kinds/index.ts';
import type { ResolveRules } from './kinds/resolve-rules.ts';
import { fileIdsIn, planHash } from './plan/hash.ts';
import type { CampaignPlan, PlanOf, ResolvedPlan } from './plan/plan.ts';
import { findCampaign } from './store.ts';

/** Joins a plan with what it names, and sees that all of it is there. @throws MusterError `notFound`, `contradiction` */
export async function resolvePlan(db: Queryable, plan: CampaignPlan, rules?: ResolveRules): Promise<ResolvedPlan> {
  const resolved = await campaignKind(plan.kind).resolve(db, plan, rules);
  // A plan of an earlier version says nothing of either.
  if (plan.targetsOf && !(await findCampaign(db, plan.targetsOf))) {
    throw new MusterError('notFound', `there is no campaign ${plan.targetsOf}`, {
      items: [{ path: 'targetsOf', message: 'no such campaign' }],
    });
  }
  if (plan.kind === 'firmware' && plan.rollback) await checkRollbackFile(db, plan, plan.rollback);
  return resolved;
}

/** A rollback is found to be impossible now, rather than in the night when it is needed. */
async function checkRollbackFile(
  db: Queryable,
  plan: PlanOf<'firmware'>,
  { fileId, targetVersion }: NonNullable<PlanOf<'firmware'>['rollback']>,
): Promise<void> {
  try {
    await campaignKind('firmware').resolve(db, { ...plan, artifact: { fileId }, targetVersion });
  } catch (error) {
    if (!isMusterError(error)) throw error;
    throw new MusterError(error.code, `rollback: ${error.message}`, {
      items: error.items.map(({ path, message }) => ({
        path: `rollback.${path.replace(/^artifact\./, '')}`,
        message,
      })),
    });
  }
}

/** The hash of a plan with the files as they are now. */
export async function hashOf(db: Queryable, plan: ResolvedPlan): Promise<Buffer> {
  const digests = new Map<string, string>();
  for (const id of fileIdsIn(plan)) {
    const file = await fileById(db, id as FileId);
    if (file) digests.set(id, file.sha256.toString('hex'));
  }
  return planHash(plan, digests);
}
