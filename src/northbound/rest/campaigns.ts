import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';
import type { Campaign } from '../../campaigns/campaign.ts';
import { approvalStages } from '../../campaigns/plan/approval.ts';
import { listCampaigns } from '../../campaigns/store.ts';
import { readJson } from './body.ts';
import { callerWith, callerWithOneOf } from './caller.ts';
import { shownCampaign, shownOne } from './campaign-shape.ts';
import type { RestContext } from './context.ts';
import { answerOnce } from './idempotency.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { shownDryRun } from './projection-view.ts';
import { onlyQuery } from './query.ts';

const words = z.string().trim().min(1).max(500);
const reason = z.strictObject({ reason: words.optional() });
const starting = z.strictObject({ breakGlass: z.strictObject({ reason: words }).optional() });
const resuming = z.strictObject({ acknowledge: words.optional() });
const approving = z.strictObject({ stage: z.enum(approvalStages).optional(), remark: words.optional() });
const rejecting = z.strictObject({ remark: words });
const nothingSaid = z.strictObject({});
/** What of its campaign's plan a rollback may be other in; checked with the plan that comes of it. */
const rollingBack = z.strictObject({
  fileId: z.uuid().optional(),
  targetVersion: z.string().min(1).max(64).optional(),
  name: z.unknown().optional(),
  waves: z.unknown().optional(),
  limits: z.unknown().optional(),
  thresholds: z.unknown().optional(),
  windows: z.unknown().optional(),
  startAt: z.unknown().optional(),
  endAt: z.unknown().optional(),
  requireApproval: z.unknown().optional(),
});

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
      return { status: 201, body: await shownOne(context, campaign), location: `/api/v1/campaigns/${campaign.id}` };
    });
  });

  router.get('/campaigns/:id', async (request, response) => {
    callerWith(request, 'read');
    const campaign = await campaigns.get(request.params.id);
    response.setHeader('ETag', `"${campaign.version}"`);
    response.json(await shownOne(context, campaign));
  });

  router.put('/campaigns/:id', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const match = /^"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '');
    if (!match)
      throw new MusterError('preconditionRequired', 'send If-Match with the ETag of the campaign as you read it');
    const campaign = await campaigns.replace(request.params.id, Number(match[1]), request.body, caller);
    response.setHeader('ETag', `"${campaign.version}"`);
    response.json(await shownOne(context, campaign));
  });

  router.delete('/campaigns/:id', async (request, response) => {
    await campaigns.remove(request.params.id, callerWith(request, 'campaign'));
    response.status(204).end();
  });

  router.post('/campaigns/:id/dry-run', async (request, response) => {
    callerWith(request, 'read');
    response.json(shownDryRun(await campaigns.dryRun(request.params.id)));
  });

  router.post('/campaigns/:id/submit', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    await said(request, nothingSaid);
    await answer(response, await campaigns.submit(request.params.id, caller));
  });

  router.post('/campaigns/:id/approve', async (request, response) => {
    const caller = callerWith(request, 'approve');
    const { stage, remark } = await said(request, approving);
    await answer(response, await campaigns.approve(request.params.id, { stage, remark }, caller));
  });

  router.post('/campaigns/:id/reject', async (request, response) => {
    // Who wrote it may take it back by the same verb.
    const caller = callerWithOneOf(request, ['approve', 'campaign']);
    const { remark } = await said(request, rejecting);
    await answer(response, await campaigns.reject(request.params.id, remark, caller));
  });

  router.post('/campaigns/:id/start', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { breakGlass } = await said(request, starting);
    await answer(response, await campaigns.start(request.params.id, caller, breakGlass?.reason));
  });

  router.post('/campaigns/:id/pause', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { reason: why = null } = await said(request, reason);
    await answer(response, await campaigns.pause(request.params.id, why, caller));
  });

  router.post('/campaigns/:id/resume', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { acknowledge } = await said(request, resuming);
    await answer(response, await campaigns.resume(request.params.id, caller, acknowledge));
  });

  router.post('/campaigns/:id/abort', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { reason: why = null } = await said(request, reason);
    await answer(response, await campaigns.abort(request.params.id, why, caller));
  });

  router.post('/campaigns/:id/rollback', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { fileId, targetVersion, ...other } = await said(request, rollingBack);
    const changes = Object.fromEntries(Object.entries(other).filter(([, value]) => value !== undefined));
    await answerOnce(pool, clock, request, response, caller, async () => {
      const child = await campaigns.rollback(request.params.id, { fileId, targetVersion, changes }, caller);
      return { status: 201, body: await shownOne(context, child), location: `/api/v1/campaigns/${child.id}` };
    });
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
    const place = /^\d{1,4}$/.test(ordinal) ? Number(ordinal) : 0;
    await answer(response, await campaigns.decideWave(id, place, decision, caller));
  });

  /** What is said about a campaign. Of one that is not there, that is said first. */
  async function said<T>(request: Request<{ id: string }>, schema: z.ZodType<T>): Promise<T> {
    await campaigns.get(request.params.id);
    return readJson(schema, request.body ?? {});
  }

  /** A campaign that was moved is looked at now rather than at the next beat. */
  async function answer(response: Response, campaign: Campaign): Promise<void> {
    nudge();
    response.json(await shownOne(context, campaign));
  }

  return router;
}
