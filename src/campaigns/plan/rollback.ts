import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';

/** What an abort brings devices back to, agreed on with the plan. */
export const rollback = z
  .strictObject({
    fileId: z.uuid(),
    /** As in the plan: the version of the file, where it has one. */
    targetVersion: z.string().min(1).max(64).optional(),
    /** The approval of this plan is the approval of its rollback too: it starts by itself. */
    preApproved: z.boolean().default(false),
  })
  .nullish()
  .transform((value) => value ?? null);

export const abortPolicy = z.enum(['drain', 'cancel', 'cancelAndRevert']).default('drain');

/**
 * Only devices on which this campaign succeeded, beside the filter: what a rollback is made of. Null: all devices of the
 * filter.
 */
export const targetsOf = z
  .uuid()
  .nullish()
  .transform((value) => value ?? null);

/** @throws MusterError `contradiction` for an abort that takes back what nobody said how */
export function checkRollback(plan: {
  readonly abortPolicy: string;
  readonly rollback: { readonly fileId: string } | null;
  readonly kind: string;
}): void {
  if (plan.rollback !== null && plan.kind !== 'firmware') {
    throw new MusterError('contradiction', `a campaign of the kind ${plan.kind} cannot be taken back by a file`, {
      items: [{ path: 'rollback', message: 'is for firmware campaigns' }],
    });
  }
  if (plan.abortPolicy !== 'cancelAndRevert' || plan.rollback !== null) return;
  throw new MusterError('contradiction', 'abortPolicy is cancelAndRevert, but rollback does not say to which file', {
    items: [{ path: 'rollback', message: '{fileId} is needed' }],
  });
}
