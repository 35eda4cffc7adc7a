import { Router } from 'express';
import { toIso } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import { listSets, listStandings, type ModuleSet, type StandingRow } from '../../software/wanted/store.ts';
import { deviceStates } from '../../software/wanted/turn.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { answerOnce } from './idempotency.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery, queryText } from './query.ts';

/** Software modules as wanted, per group of devices, and where each device stands. */
export function moduleSetRoutes(context: RestContext): Router {
  const { pool, clock, moduleSets } = context;
  const router = Router();

  router.get('/module-sets', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor']);
    const limit = limitOf(request.query);
    const cursor = readCursor(request.query, 'module-sets', ['number', 'id']);
    const rows = await listSets(pool, cursor ? { createdAt: new Date(cursor[0]), id: cursor[1] } : null, limit + 1);
    response.json(page(rows, limit, shownSet, (row) => encodeCursor('module-sets', [row.createdAt.getTime(), row.id])));
  });

  router.post('/module-sets', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    await answerOnce(pool, clock, request, response, caller, async () => {
      const set = await moduleSets.create(request.body, caller);
      return { status: 201, body: shownSet(set), location: `/api/v1/module-sets/${set.id}` };
    });
  });

  router.get('/module-sets/:id', async (request, response) => {
    callerWith(request, 'read');
    const set = await moduleSets.get(request.params.id);
    response.setHeader('ETag', `"${set.version}"`);
    response.json({ ...shownSet(set), devices: await moduleSets.counts(set) });
  });

  router.put('/module-sets/:id', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const match = /^"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '');
    if (!match)
      throw new MusterError('preconditionRequired', 'send If-Match with the ETag of the module set as you read it');
    const set = await moduleSets.replace(request.params.id, Number(match[1]), request.body, caller);
    response.setHeader('ETag', `"${set.version}"`);
    response.json(shownSet(set));
  });

  router.delete('/module-sets/:id', async (request, response) => {
    await moduleSets.remove(request.params.id, callerWith(request, 'campaign'));
    response.status(204).end();
  });

  router.get('/module-sets/:id/devices', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['state', 'limit', 'cursor']);
    const limit = limitOf(request.query);
    const cursor = readCursor(request.query, 'module-set-devices', ['number']);
    const wanted = queryText(request.query, 'state');
    const state = deviceStates.find((one) => one === wanted) ?? null;
    if (wanted !== undefined && state === null) {
      const allowed = `one of ${deviceStates.join(', ')}`;
      throw new MusterError('invalidRequest', `state "${wanted.slice(0, 40)}" is unknown; it can be ${allowed}`, {
        items: [{ path: 'state', message: allowed }],
      });
    }
    const set = await moduleSets.get(request.params.id);
    const rows = await listStandings(pool, set, { state, after: cursor?.[0] ?? 0, limit: limit + 1 });
    response.json(page(rows, limit, shownStanding, (row) => encodeCursor('module-set-devices', [row.device])));
  });

  return router;
}

/** The contract's module set. */
function shownSet(set: ModuleSet) {
  return {
    id: set.id,
    name: set.name,
    filter: set.filter,
    modules: set.modules,
    perMinute: set.perMinute,
    version: set.version,
    createdBy: set.createdBy,
    createdAt: toIso(set.createdAt),
    changedAt: toIso(set.changedAt),
  };
}

function shownStanding(row: StandingRow) {
  return {
    deviceId: row.deviceId,
    state: row.state,
    reasons: row.reasons,
    step: row.step,
    operationId: row.operationId,
    failures: row.failures,
    retryAt: toIso(row.notBefore),
    changedAt: toIso(row.changedAt),
  };
}
