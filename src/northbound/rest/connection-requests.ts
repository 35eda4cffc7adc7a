import { Router } from 'express';
import { seconds, sleep } from '../../base/durations.ts';
import { type ConnectionRequestOutcome, findRequest } from '../../devices/connection-request-store.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { theDeviceKey } from './devices.ts';

/** A device that accepted has 30 seconds to open its session (TR-069 §3.2.2). */
const sessionWithin = seconds(30);
const patience = seconds(40);

const final: ReadonlySet<ConnectionRequestOutcome> = new Set([
  'sessionArrived',
  'unauthorized',
  'unreachable',
  'staleUrl',
  'noAddress',
  'noCredentials',
  'destinationRefused',
  'failed',
]);

export function connectionRequestRoutes({ pool, clock, wake }: RestContext): Router {
  const router = Router();

  /** Asks a device to call and waits for what comes of it: the outcome is the session, not the answer to the call. */
  router.post('/devices/:id/connection-requests', async (request, response) => {
    callerWith(request, 'operate');
    const device = await theDeviceKey(pool, request.params.id);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const from = clock.now();
    await wake([device]);
    for (;;) {
      const row = await findRequest(pool, device);
      if (row?.outcome && final.has(row.outcome)) {
        response.json({ outcome: row.outcome, detail: row.detail });
        return;
      }
      const answered = row?.outcome === 'accepted' ? row.answeredAt?.getTime() : undefined;
      if (answered !== undefined && clock.now() - answered > sessionWithin) {
        response.json({ outcome: 'noSession', detail: 'it accepted, but no session came within 30 seconds' });
        return;
      }
      if (gone.signal.aborted) return;
      if (clock.now() - from > patience) {
        response.json({
          outcome: row?.outcome ?? 'failed',
          detail: row?.detail ?? 'the request still stands in the queue; the device is called when its turn comes',
        });
        return;
      }
      await sleep(200, gone.signal);
    }
  });

  return router;
}
