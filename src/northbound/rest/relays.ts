import { Router } from 'express';
import { toIso } from '../../base/clock.ts';
import { relayOrder } from '../../campaigns/gates/relay-order.ts';
import { relaysService } from '../../campaigns/service/relays.ts';
import { listRelays, type RelayRow } from '../../campaigns/store.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery } from './query.ts';

/** What the hosts that devices download from can bear; our own file server is the host `self`. */
export function relayRoutes({ pool, clock, nudge }: RestContext): Router {
  const relays = relaysService(pool, clock);
  const router = Router();

  router.get('/relays', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor']);
    const limit = limitOf(request.query);
    const after = readCursor(request.query, 'relays', ['string'])?.[0] ?? '';
    const rows = await listRelays(pool, after, limit + 1);
    response.json(page(rows, limit, shownRelay, (row) => encodeCursor('relays', [row.host])));
  });

  // A host has one set of limits: the same POST again changes nothing, so it needs no Idempotency-Key.
  router.post('/relays', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { relay, fresh } = await relays.put(readJson(relayOrder, request.body), caller);
    nudge();
    response.status(fresh ? 201 : 200).json(shownRelay(relay));
  });

  router.delete('/relays/:host', async (request, response) => {
    await relays.remove(request.params.host, callerWith(request, 'campaign'));
    nudge();
    response.status(204).end();
  });

  return router;
}

function shownRelay(row: RelayRow) {
  return {
    host: row.host,
    maxTransfers: row.maxTransfers,
    perMinute: row.perMinute,
    createdBy: row.createdBy,
    createdAt: toIso(row.createdAt),
  };
}
