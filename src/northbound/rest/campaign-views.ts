import { Router } from 'express';
import { toIso } from '../../base/clock.ts';
import type { TargetWithDevice, Wave } from '../../campaigns/campaign.ts';
import { type Counter, targetStates } from '../../campaigns/states.ts';
import { inflightStates, listFaults, listTargets } from '../../campaigns/store.ts';
import { listAudit } from '../../security/store.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery, queryInteger, queryWord } from './query.ts';

const counters: readonly Counter[] = [
  'waiting',
  'inflight',
  'retrying',
  'soaking',
  'succeeded',
  'failed',
  'skipped',
  'cancelled',
];

/** How a campaign goes: from counters kept with each move, never by counting targets. */
export function campaignViewRoutes({ pool, campaigns }: RestContext): Router {
  const router = Router();

  router.get('/campaigns/:id/waves', async (request, response) => {
    callerWith(request, 'read');
    const waves = await campaigns.waves(request.params.id);
    response.json({ items: waves.map(shownWave), next: null });
  });

  router.get('/campaigns/:id/progress', async (request, response) => {
    callerWith(request, 'read');
    const campaign = await campaigns.get(request.params.id);
    const waves = await campaigns.waves(campaign.id);
    response.json({
      id: campaign.id,
      name: campaign.name,
      state: campaign.state,
      pauseReason: campaign.pauseReason,
      total: campaign.total,
      counts: Object.fromEntries(counters.map((name) => [name, waves.reduce((n, w) => n + w[name], 0)])),
      waves: waves.map(shownWave),
      startedAt: toIso(campaign.startedAt),
      endedAt: toIso(campaign.endedAt),
    });
  });

  router.get('/campaigns/:id/funnel', async (request, response) => {
    callerWith(request, 'read');
    const campaign = await campaigns.get(request.params.id);
    const [waves, inflight] = await Promise.all([campaigns.waves(campaign.id), inflightStates(pool, campaign.id)]);
    response.json({
      items: waves.map((wave) => {
        const { total, waiting, retrying, soaking, succeeded, failed, skipped, cancelled } = wave;
        const states = Object.fromEntries(
          inflight.filter((row) => row.wave === wave.ordinal).map((row) => [row.state, row.n]),
        );
        return {
          ordinal: wave.ordinal,
          total,
          waiting,
          retrying,
          ...states,
          soaking,
          succeeded,
          failed,
          skipped,
          cancelled,
        };
      }),
      next: null,
    });
  });

  router.get('/campaigns/:id/pareto', async (request, response) => {
    callerWith(request, 'read');
    const campaign = await campaigns.get(request.params.id);
    const faults = await listFaults(pool, campaign.id);
    response.json({
      items: faults.map((f) => ({ ...f, firstAt: toIso(f.firstAt), lastAt: toIso(f.lastAt) })),
      next: null,
    });
  });

  router.get('/campaigns/:id/targets', async (request, response) => {
    callerWith(request, 'read');
    const { query } = request;
    onlyQuery(query, ['state', 'wave', 'fault', 'limit', 'cursor']);
    const campaign = await campaigns.get(request.params.id);
    const limit = limitOf(query);
    const filter = {
      state: queryWord(query, 'state', targetStates),
      wave: queryInteger(query, 'wave', 1, 1000),
      fault: queryInteger(query, 'fault', 0, 99_999),
    };
    const rows = await listTargets(
      pool,
      campaign.id,
      filter,
      readCursor(query, 'targets', ['number'])?.[0] ?? 0,
      limit + 1,
    );
    response.json(page(rows, limit, shownTarget, (row) => encodeCursor('targets', [row.deviceKey])));
  });

  router.get('/campaigns/:id/audit', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor']);
    const campaign = await campaigns.get(request.params.id);
    const limit = limitOf(request.query);
    const before = readCursor(request.query, 'audit', ['number'])?.[0] ?? Number.MAX_SAFE_INTEGER;
    const rows = await listAudit(pool, `campaign/${campaign.id}`, before, limit + 1);
    response.json(
      page(
        rows,
        limit,
        (row) => ({ ...row, at: toIso(row.at) }),
        (row) => encodeCursor('audit', [row.seq]),
      ),
    );
  });

  return router;
}

function shownWave(wave: Wave) {
  const {
    cursor: _cursor,
    shuffleFrom: _from,
    shuffleTo: _to,
    openedAt,
    drainedAt,
    endedAt,
    waitsUntil,
    ...rest
  } = wave;
  return {
    ...rest,
    waitsUntil: toIso(waitsUntil),
    openedAt: toIso(openedAt),
    drainedAt: toIso(drainedAt),
    endedAt: toIso(endedAt),
  };
}

/** A target of the contract. */
export function shownTarget(t: TargetWithDevice) {
  return {
    deviceId: t.deviceId,
    wave: t.wave,
    state: t.state,
    reason: t.waitsFor ?? t.reason,
    attempt: t.attempt,
    /** Versions on the way that it has proven. */
    hop: t.hop,
    operationId: t.operationId,
    fromVersion: t.fromVersion,
    seenVersion: t.seenVersion,
    fault: t.faultCode === null ? null : { code: t.faultCode, message: t.faultMessage, class: t.faultClass },
    corrected: t.corrected,
    notBefore: toIso(t.notBefore),
    changedAt: toIso(t.changedAt),
  };
}
