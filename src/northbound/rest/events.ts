import { type Response, Router } from 'express';
import { seconds } from '../../base/durations.ts';
import { isMusterError, MusterError } from '../../base/errors.ts';
import type { EventSink } from '../../events/feed.ts';
import type { Wish } from '../../events/log-store.ts';
import { readToldTypes, toldText } from '../../events/told.ts';
import { callerWith, stillWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { theDevice } from './devices.ts';
import { onlyQuery, queryText } from './query.ts';

export interface StreamTimes {
  /** How often a quiet stream says that it is alive, and looks whether its key still counts. */
  readonly heartbeatMs: number;
  /** A listener that takes nothing for so long is cut off; it comes back with the id it heard last. */
  readonly patienceMs: number;
}

/** What EventSource waits before it comes back. */
const retryMs = seconds(2);

/** What happens, as server-sent events (HTML standard §9.2) with replay; docs/events.md. */
export function eventRoutes({ pool, clock, keys, feed, streams }: RestContext): Router {
  const router = Router();

  router.get('/events', async (request, response) => {
    callerWith(request, 'read');
    const { query } = request;
    onlyQuery(query, ['types', 'device', 'after']);
    const types = queryText(query, 'types');
    const device = queryText(query, 'device');
    const wish: Wish = {
      types: types === undefined ? null : readToldTypes(types),
      device: device === undefined ? null : (await theDevice(pool, device, new Date(clock.now()))).id,
    };
    // What a listener heard last counts more than what its URL says for ever.
    const last = request.get('Last-Event-ID');
    const after = last ? eventId(last, 'Last-Event-ID') : eventId(queryText(query, 'after'), 'after');

    const headers = {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Proxies hand on at once what they get, and the connection serves nobody else afterwards.
      'X-Accel-Buffering': 'no',
      Connection: 'close',
    };
    if (request.method === 'HEAD') {
      response.set(headers).end();
      return;
    }
    const subscription = await feed.open(wish, after);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    if (response.destroyed) gone.abort();
    response.set(headers);
    // An id without data moves the listener's Last-Event-ID and is no event: who is cut off before the first one has a place too.
    response.write(`retry: ${retryMs}\nid: ${subscription.at}\n\n`);
    let told = subscription.at;
    const beating = setInterval(() => {
      void stillWith(request, keys, 'read').then(
        () => {
          if (response.writableEnded || response.writableNeedDrain) return;
          // Where a filter keeps a listener quiet, its place moves on all the same, and retention does not catch up with it.
          response.write(subscription.at > told ? `: heartbeat\nid: ${subscription.at}\n\n` : ': heartbeat\n\n');
          told = subscription.at;
        },
        (error: unknown) => {
          if (isMusterError(error)) gone.abort();
        },
      );
    }, streams.heartbeatMs);
    try {
      await subscription.run(sinkOf(response, streams.patienceMs), gone.signal);
    } finally {
      clearInterval(beating);
      response.end();
      // What was written last is not waited for without end.
      setTimeout(() => response.destroy(), streams.patienceMs).unref();
    }
  });

  return router;
}

/** Writes events to a response, and cuts it off when nobody reads it. Nothing gathers here but what the socket holds. */
function sinkOf(response: Response, patience: number): EventSink {
  return {
    event: (event) => response.write(`id: ${event.seq}\nevent: ${event.type}\ndata: ${toldText(event)}\n\n`),
    gap({ reason, after, resumeAt }) {
      const data = JSON.stringify({ type: 'stream.gap', reason, after: String(after), resumeAfter: String(resumeAt) });
      response.write(`id: ${resumeAt}\nevent: stream.gap\ndata: ${data}\n\n`);
    },
    caughtUp: () => void response.write(': caught up\n\n'),
    ready: (signal) =>
      new Promise((resolve) => {
        if (!response.writableNeedDrain || signal.aborted) return resolve();
        const done = (): void => {
          clearTimeout(timer);
          response.off('drain', done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(() => response.destroy(), patience);
        response.once('drain', done);
        signal.addEventListener('abort', done, { once: true });
      }),
  };
}

function eventId(text: string | undefined, name: string): number | null {
  if (text === undefined) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new MusterError(
    'invalidRequest',
    `${name} is "${text.slice(0, 40)}"; the id of an event is allowed, or 0 for all that are kept`,
    { items: [{ path: name, message: 'the id of an event, or 0' }] },
  );
}
