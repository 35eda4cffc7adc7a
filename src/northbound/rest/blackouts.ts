import { Router } from 'express';
import { toIso } from '../../base/clock.ts';
import { blackoutOrder } from '../../campaigns/gates/blackout-order.ts';
import { blackoutsService } from '../../campaigns/service/blackouts.ts';
import { type BlackoutRow, listBlackouts } from '../../campaigns/store.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { answerOnce } from './idempotency.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery } from './query.ts';

/** Times in which campaigns begin nothing. One of all devices without an end is a freeze. */
export function blackoutRoutes({ pool, clock, nudge }: RestContext): Router {
  const blackouts = blackoutsService(pool, clock);
  const router = Router();

  router.get('/blackouts', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor']);
    const limit = limitOf(request.query);
    const cursor = readCursor(request.query, 'blackouts', ['number', 'id']);
    const before = cursor ? { createdAt: new Date(cursor[0]), id: cursor[1] } : null;
    const rows = await listBlackouts(pool, before, limit + 1);
    const shown = (row: BlackoutRow) => shownBlackout(row, clock.now());
    response.json(page(rows, limit, shown, (row) => encodeCursor('blackouts', [row.createdAt.getTime(), row.id])));
  });

  router.post('/blackouts', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    await answerOnce(pool, clock, request, response, caller, async () => {
      const row = await blackouts.create(readJson(blackoutOrder, request.body), caller);
      nudge();
      return { status: 201, body: shownBlackout(row, clock.now()) };
    });
  });

  router.delete('/blackouts/:id', async (request, response) => {
    await blackouts.remove(request.params.id, callerWith(request, 'campaign'));
    nudge();
    response.status(204).end();
  });

  return router;
}

function shownBlackout(row: BlackoutRow, now: number) {
  return {
    id: row.id,
    from: row.from,
    to: row.to,
    zone: row.zone,
    scope: row.filter === '' ? 'all' : { filter: row.filter },
    reason: row.reason,
    over: row.overAt !== null && row.overAt.getTime() <= now,
    createdBy: row.createdBy,
    createdAt: toIso(row.createdAt),
  };
}
