import { Router } from 'express';
import { MusterError } from '../../base/errors.ts';
import { parameterMeaning } from '../../devices/parameter-meaning.ts';
import { readParameters } from '../../devices/parameter-store.ts';
import { readTimeline } from '../../devices/timeline-store.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { theDeviceKey } from './devices.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery, queryText } from './query.ts';

/** What is known below one device: its parameters and its history. */
export function deviceDetailRoutes({ pool, clock }: RestContext): Router {
  const router = Router();

  router.get('/devices/:id/parameters', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['path', 'limit', 'cursor']);
    const path = queryText(request.query, 'path') ?? '';
    if (path.length > 256) throw new MusterError('invalidRequest', 'path is longer than 256 characters');
    const limit = limitOf(request.query);
    const after = readCursor(request.query, 'parameters', ['string'])?.[0];
    const all = await readParameters(pool, await theDeviceKey(pool, request.params.id), path);
    const rows = after === undefined ? all : all.filter((row) => row.path > after);
    response.json(
      page(
        rows,
        limit,
        ({ path, value, type, writable, updatedAt }) => ({
          path,
          value,
          type,
          ...parameterMeaning(value, type),
          ...(writable === null ? {} : { writable }),
          updatedAt: updatedAt.toISOString(),
        }),
        (row) => encodeCursor('parameters', [row.path]),
      ),
    );
  });

  router.get('/devices/:id/timeline', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor']);
    const limit = limitOf(request.query);
    // Several things happen in one millisecond, so the place is a time and how many of that time were shown.
    const [before, skip] = readCursor(request.query, 'timeline', ['number', 'number']) ?? [clock.now() + 60_000, 0];
    const device = await theDeviceKey(pool, request.params.id);
    const rows = await readTimeline(pool, device, { before: new Date(before), skip, limit: limit + 1 });
    const last = rows[limit - 1]?.at.getTime();
    const sameTime = rows.slice(0, limit).filter((row) => row.at.getTime() === last).length;
    response.json(
      page(
        rows,
        limit,
        ({ at, type, detail }) => ({ at: at.toISOString(), type, ...detail }),
        () => encodeCursor('timeline', [last!, last === before ? skip + sameTime : sameTime]),
      ),
    );
  });

  return router;
}
