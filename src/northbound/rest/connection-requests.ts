import { Router } from 'express';
import { toIso } from '../../base/clock.ts';
import { seconds, sleep } from '../../base/durations.ts';
import { findCallFacts, findRequest, listWays, settleByPulse } from '../../devices/connection-request-store.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { theDeviceKey } from './devices.ts';

/** A device that accepted has 30 seconds to open its session (TR-069 §3.2.2), and the call itself takes its time. */
const patience = seconds(40);

export function connectionRequestRoutes({ pool, clock, wake }: RestContext): Router {
  const router = Router();

  /**
   * Asks a device to call and waits for what comes of it: the outcome is the session, not the answer to the call. After
   * 40 seconds it tells what is known by then; the device is called further, on all the ways that it has.
   */
  router.post('/devices/:id/connection-requests', async (request, response) => {
    callerWith(request, 'operate');
    const device = await theDeviceKey(pool, request.params.id);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const from = clock.now();
    await wake([device]);
    for (;;) {
      await settleByPulse(pool, device);
      const row = await findRequest(pool, device);
      if (row?.settled && row.outcome) {
        response.json({ outcome: row.outcome, detail: row.detail });
        return;
      }
      if (gone.signal.aborted) return;
      if (clock.now() - from > patience) {
        // It accepted and did not come in time: that it accepted is no longer the news.
        const outcome = row?.outcome === 'accepted' ? 'noSession' : row?.outcome;
        response.json({
          outcome: outcome ?? 'failed',
          detail: row?.detail ?? 'the request still stands in the queue; the device is called when its turn comes',
        });
        return;
      }
      await sleep(200, gone.signal);
    }
  });

  /** What became of the newest request, and what experience says about each way to the device. */
  router.get('/devices/:id/connection-requests', async (request, response) => {
    callerWith(request, 'read');
    const device = await theDeviceKey(pool, request.params.id);
    const [row, facts, ways] = await Promise.all([
      findRequest(pool, device),
      findCallFacts(pool, device),
      listWays(pool, device),
    ]);
    const bound = facts !== null && facts.bindingAddress !== null && facts.bindingPort !== null;
    response.json({
      last: row && {
        requestedAt: toIso(row.requestedAt),
        answeredAt: toIso(row.answeredAt),
        outcome: row.outcome,
        detail: row.detail,
        underWay: !row.settled,
      },
      credentials: facts?.username == null ? 'none' : facts.active ? 'set' : 'ordered',
      ways: ways.map(({ way, goodAt, failedAt, failures }) => ({
        way,
        lastGoodAt: toIso(goodAt),
        lastFailedAt: toIso(failedAt),
        failuresInARow: failures,
      })),
      udpBinding: bound
        ? { address: facts.bindingAddress, port: facts.bindingPort, seenAt: toIso(facts.bindingSeenAt) }
        : null,
    });
  });

  return router;
}
