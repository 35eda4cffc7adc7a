import { Router } from 'express';
import { z } from 'zod';
import { toIso } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import type { DeviceId, DeviceKey } from '../../base/ids.ts';
import { isZone } from '../../campaigns/gates/zone.ts';
import { withdrawDevice } from '../../campaigns/store.ts';
import type { DeviceRow } from '../../devices/device.ts';
import { compileFilter } from '../../devices/filter/compile.ts';
import { parseFilter } from '../../devices/filter/parser.ts';
import { rareUnits } from '../../devices/rare-units-store.ts';
import {
  type Condition,
  countDevices,
  defaultInformInterval,
  deleteDevice,
  findDevice,
  findDeviceKey,
  listDevices,
  patchDevice,
} from '../../devices/store.ts';
import { addToTimeline } from '../../devices/timeline-store.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import { forgetSoftware } from '../../software/track.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery, queryText, queryWord } from './query.ts';

const text = (max: number) => z.string().trim().max(max).nullable().optional();
const patch = z.strictObject({
  tags: z
    .array(z.string().trim().min(1).max(64))
    .max(100)
    .transform((tags) => [...new Set(tags)])
    .optional(),
  timeZone: z.string().refine(isZone, 'must be an IANA time zone such as Europe/Berlin').nullable().optional(),
  site: text(200),
  subscriber: text(200),
  notes: text(10_000),
  quarantined: z.boolean().optional(),
});

export function deviceRoutes({ pool, clock }: RestContext): Router {
  const router = Router();

  router.get('/devices', async (request, response) => {
    callerWith(request, 'read');
    const { query } = request;
    onlyQuery(query, ['filter', 'search', 'tag', 'limit', 'cursor', 'count']);
    const now = new Date(clock.now());
    const limit = limitOf(query);
    const where = await deviceCondition(
      pool,
      { filter: queryText(query, 'filter'), search: queryText(query, 'search'), tag: queryText(query, 'tag') },
      now,
    );
    const after = readCursor(query, 'devices', ['number'])?.[0] ?? 0;
    const rows = await listDevices(pool, where, { after, limit: limit + 1, now });
    const counted =
      queryWord(query, 'count', ['true', 'false']) === 'true' ? { count: await countDevices(pool, where) } : {};
    response.json({ ...page(rows, limit, shownDevice, (row) => encodeCursor('devices', [row.key])), ...counted });
  });

  router.get('/devices/:id', async (request, response) => {
    callerWith(request, 'read');
    response.json(shownDevice(await theDevice(pool, request.params.id, new Date(clock.now()))));
  });

  router.patch('/devices/:id', async (request, response) => {
    const caller = callerWith(request, 'operate');
    const changes = readJson(patch, request.body);
    // Who lets a device out of quarantine vouches for it.
    if (changes.quarantined !== undefined) callerWith(request, 'campaign');
    const { id } = request.params;
    const now = new Date(clock.now());
    const device = await inTransaction(pool, async (tx) => {
      const before = await theDevice(tx, id, now);
      await patchDevice(tx, id, changes);
      if (changes.quarantined !== undefined && changes.quarantined !== before.quarantined) {
        const what = changes.quarantined ? 'quarantined' : 'released';
        const detail = { what, reason: 'operator', by: caller.name };
        await addToTimeline(tx, [{ device: before.key, at: now, type: 'security', detail }]);
      }
      await appendAudit(
        tx,
        {
          by: caller,
          action: 'device.edit',
          object: `device/${id}`,
          detail: {
            before: Object.fromEntries(Object.keys(changes).map((name) => [name, before[name as keyof DeviceRow]])),
            after: changes,
          },
        },
        now,
      );
      return theDevice(tx, id, now);
    });
    response.json(shownDevice(device));
  });

  router.delete('/devices/:id', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { id } = request.params;
    await inTransaction(pool, async (tx) => {
      const key = await theDeviceKey(tx, id);
      await withdrawDevice(tx, key);
      await forgetSoftware(tx, key);
      if (!(await deleteDevice(tx, id as DeviceId))) throw noDevice(id);
      const entry = {
        by: caller,
        action: 'device.delete',
        object: `device/${id}`,
        detail: {},
      };
      await appendAudit(tx, entry, new Date(clock.now()));
    });
    response.status(204).end();
  });

  return router;
}

/** Filter, search and tag joined by "and". */
async function deviceCondition(
  db: Queryable,
  asked: { filter: string | undefined; search: string | undefined; tag: string | undefined },
  now: Date,
): Promise<(firstParam: number) => Condition> {
  const filter = parseFilter(asked.filter ?? '');
  const rare = await rareUnits(db, filter);
  const search = asked.search?.trim();
  return (firstParam) => {
    const options = { now: now.getTime(), firstParam, defaultInterval: defaultInformInterval, rare };
    const compiled = compileFilter(filter, options);
    let { sql } = compiled;
    const params: unknown[] = [...compiled.params];
    if (search) {
      // Prefixes only: each is served by an index of its own.
      params.push(`${search.replace(/[\\%_]/g, '\\$&')}%`);
      const p = `$${firstParam + params.length - 1}`;
      sql = `(${sql}) AND (d.serial_number LIKE ${p} OR d.subscriber LIKE ${p} OR d.ip_address LIKE ${p} OR d.public_id LIKE ${p})`;
    }
    if (asked.tag !== undefined) {
      params.push([asked.tag]);
      sql = `(${sql}) AND d.tags @> $${firstParam + params.length - 1}`;
    }
    return { sql, params };
  };
}

export async function theDevice(db: Queryable, id: string, now: Date): Promise<DeviceRow> {
  const device = await findDevice(db, id, now);
  if (!device) throw noDevice(id);
  return device;
}

export async function theDeviceKey(db: Queryable, id: string): Promise<DeviceKey> {
  const key = await findDeviceKey(db, id);
  if (key === null) throw noDevice(id);
  return key;
}

function noDevice(id: string): MusterError {
  return new MusterError('notFound', `there is no device ${id.slice(0, 200)}; ids are OUI-ProductClass-SerialNumber`);
}

/** The contract's Device. */
function shownDevice(row: DeviceRow) {
  const { key: _key, lastInformAt, lastBootAt, lastEvents, ...rest } = row;
  return {
    ...rest,
    lastInformAt: toIso(lastInformAt),
    lastBootAt: toIso(lastBootAt),
    lastEvents: lastEvents === '' ? [] : lastEvents.split('\n'),
  };
}
