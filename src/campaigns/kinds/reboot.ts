import { MusterError } from '../../base/errors.ts';
import { reboot as operation } from '../../operations/kinds/restart.ts';
import type { RebootPlan } from '../plan/resolved.ts';
import type { CampaignKind } from './kind.ts';

/**
 * Restarts devices. Proven by the start that a device tells with our command, or after it; no device has done so before it
 * was asked, and nothing takes it back.
 */
export const reboot: CampaignKind<RebootPlan> = {
  name: 'reboot',
  proof: 'work',

  async resolve(_db, plan) {
    if (plan.kind !== 'reboot') throw new MusterError('internal', `a ${plan.kind} campaign is no restart`);
    return plan;
  },

  refuses: () => null,
  isThere: () => false,
  order: () => ({ kind: operation.name, order: {} }),
};
