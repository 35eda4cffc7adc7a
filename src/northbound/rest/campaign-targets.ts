import { Router } from 'express';
import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';
import { type TargetAct, targetActs } from '../../campaigns/service/targets.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import { shownTarget } from './campaign-views.ts';
import type { RestContext } from './context.ts';

const body = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });

/** What people do to one device of a campaign. */
export function campaignTargetRoutes({ campaigns, nudge, wake }: RestContext): Router {
  const router = Router();

  router.post('/campaigns/:id/targets/:device/:act', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { id, device, act } = request.params;
    if (!(targetActs as readonly string[]).includes(act)) {
      throw new MusterError('notFound', `a target can be told ${targetActs.join(', ')}, not "${act.slice(0, 40)}"`);
    }
    const { reason = null } = readJson(body, request.body ?? {});
    const { target } = await campaigns.actOnTarget(id, device, act as TargetAct, reason, caller);
    nudge();
    // It is to hear soon that its transfer is called off.
    if (target.state === 'cancelling') await wake([target.deviceKey]);
    response.json(shownTarget(target));
  });

  return router;
}
