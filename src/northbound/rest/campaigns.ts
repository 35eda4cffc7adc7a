import { Router } from 'express';
import { z } from 'zod';
import { toIso } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import type { Campaign } from '../../campaigns/campaign.ts';
import { listCampaigns } from '../../campaigns/store.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { answerOnce } from './idempotency.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery } from './query.ts';

const reason = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });
const later = ['submit', 'approve', 'reject', 'rollback'];

export function campaignRoutes(context: RestContext): Router {
  const { pool, clock, campaigns, nudge } = context;
  const router = Router();

  router.get('/campaigns', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor']);
    const limit = limitOf(request.query);
    const cursor = readCursor(request.query, 'campaigns', ['number', 'id']);
    const rows = await listCampaigns(
      pool,
      cursor ? { createdAt: new Date(cursor[0]), id: cursor[1] } : null,
      limit + 1,
    );
    response.json(
      page(rows, limit, shownCampaign, (row) => encodeCursor('campaigns', [row.createdAt.getTime(), row.id])),
    );
  });

  router.post('/campaigns', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    await answerOnce(pool, clock, request, response, caller, async () => {
      const campaign = await campaigns.create(request.body, caller);
      return { status: 201, body: shownCampaign(campaign), location: `/api/v1/campaigns/${campaign.id}` };
    });
  });

  router.get('/campaigns/:id', async (request, response) => {
    callerWith(request, 'read');
    const campaign = await campaigns.get(request.params.id);
    response.setHeader('ETag', `"${campaign.version}"`);
    response.json(shownCampaign(campaign));
  });

  router.put('/campaigns/:id', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const match = /^"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '');
    if (!match)
      throw new MusterError('preconditionRequired', 'send If-Match with the ETag of the campaign as you read it');
    const campaign = await campaigns.replace(request.params.id, Number(match[1]), request.body, caller);
    response.setHeader('ETag', `"${campaign.version}"`);
    response.json(shownCampaign(campaign));
  });

  router.delete('/campaigns/:id', async (request, response) => {
    await campaigns.remove(request.params.id, callerWith(request, 'campaign'));
    response.status(204).end();
  });

  router.post('/campaigns/:id/dry-run', async (request, response) => {
    callerWith(request, 'read');
    response.json(await campaigns.dryRun(request.params.id));
  });

  router.post('/campaigns/:id/start', async (request, response) => {
    const campaign = await campaigns.start(request.params.id, callerWith(request, 'campaign'));
    nudge();
    response.json(shownCampaign(campaign));
  });

  router.post('/campaigns/:id/pause', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const campaign = await campaigns.pause(
      request.params.id,
      readJson(reason, request.body ?? {}).reason ?? null,
      caller,
    );
    nudge();
    response.json(shownCampaign(campaign));
  });

  router.post('/campaigns/:id/resume', async (request, response) => {
    const campaign = await campaigns.resume(request.params.id, callerWith(request, 'campaign'));
    nudge();
    response.json(shownCampaign(campaign));
  });

  router.post('/campaigns/:id/abort', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const campaign = await campaigns.abort(
      request.params.id,
      readJson(reason, request.body ?? {}).reason ?? null,
      caller,
    );
    nudge();
    response.json(shownCampaign(campaign));
  });

  router.post('/campaigns/:id/waves/:ordinal/:decision', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { id, ordinal, decision } = request.params;
    if (decision !== 'pass' && decision !== 'fail' && decision !== 'skip') {
      throw new MusterError(
        'notFound',
        `a wave can be decided by pass, fail or skip, not by "${decision.slice(0, 40)}"`,
      );
    }
    const campaign = await campaigns.decideWave(id, /^\d{1,4}$/.test(ordinal) ? Number(ordinal) : 0, decision, caller);
    nudge();
    response.json(shownCampaign(campaign));
  });

  for (const verb of later) {
    router.post(`/campaigns/:id/${verb}`, (request) => {
      callerWith(request, 'read');
      throw new MusterError('notSupported', `${verb}: approvals and rollbacks come with the full campaign engine`);
    });
  }

  return router;
}

/** The contract's campaign: the plan as it is carried out, and where it stands. */
export function shownCampaign(campaign: Campaign) {
  const { productClass: _productClass, ...plan } = campaign.plan;
  return {
    id: campaign.id,
    ...plan,
    state: campaign.state,
    pauseReason: campaign.pauseReason,
    epoch: campaign.epoch,
    version: campaign.version,
    total: campaign.total,
    createdBy: campaign.createdBy,
    createdAt: toIso(campaign.createdAt),
    startedAt: toIso(campaign.startedAt),
    endedAt: toIso(campaign.endedAt),
  };
}
