import { Router } from 'express';
import { toIso } from '../../base/clock.ts';
import { exclusionOrder } from '../../campaigns/gates/exclusion-order.ts';
import { exclusionsService } from '../../campaigns/service/exclusions.ts';
import { type ExclusionRow, listExclusions } from '../../campaigns/store.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { answerOnce } from './idempotency.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery } from './query.ts';

/** Devices that campaigns leave alone. */
export function exclusionRoutes({ pool, clock, nudge }: RestContext): Router {
  const exclusions = exclusionsService(pool, clock);
  const router = Router();

  router.get('/exclusions', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor']);
    const limit = limitOf(request.query);
    const cursor = readCursor(request.query, 'exclusions', ['number', 'id']);
    const before = cursor ? { createdAt: new Date(cursor[0]), id: cursor[1] } : null;
    const rows = await listExclusions(pool, before, limit + 1);
    response.json(
      page(rows, limit, shownExclusion, (row) => encodeCursor('exclusions', [row.createdAt.getTime(), row.id])),
    );
  });

  router.post('/exclusions', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    await answerOnce(pool, clock, request, response, caller, async () => {
      const row = await exclusions.create(readJson(exclusionOrder, request.body), caller);
      return { status: 201, body: shownExclusion(row) };
    });
  });

  router.delete('/exclusions/:id', async (request, response) => {
    await exclusions.remove(request.params.id, callerWith(request, 'campaign'));
    nudge();
    response.status(204).end();
  });

  return router;
}

/** Of a long list the first devices and how many there are. */
function shownExclusion(row: ExclusionRow) {
  return {
    id: row.id,
    scope: row.filter === null ? { devices: row.firstDevices, count: row.devices } : { filter: row.filter },
    reason: row.reason,
    until: toIso(row.until),
    createdBy: row.createdBy,
    createdAt: toIso(row.createdAt),
  };
}
