import { Router } from 'express';
import { MusterError } from '../../base/errors.ts';
import { stretchesOf } from '../../software/fleet.ts';
import { type FleetUnit, listReleases, type ReleaseCounts, unitsOfStretches } from '../../software/fleet-store.ts';
import { kindName } from '../../software/history.ts';
import { readModules } from '../../software/read.ts';
import { tableOf, type UnitKind } from '../../software/seen.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { theDevice } from './devices.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery, type Query, queryText, queryWord } from './query.ts';

const kinds = { executionEnvironment: 'e', deploymentUnit: 'd', executionUnit: 'u' } as const;
const kindWords = Object.keys(kinds) as (keyof typeof kinds)[];

/** Versions of one name that a page of its devices looks through; more than any name has. */
const mostVersions = 5_000;

/** Software modules of one device, and what of them there is in the fleet. */
export function softwareRoutes({ pool, clock }: RestContext): Router {
  const router = Router();

  router.get('/devices/:id/software', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, []);
    const { key, root } = await theDevice(pool, request.params.id, new Date(clock.now()));
    response.json(await readModules(pool, key, root ?? 'Device.'));
  });

  router.get('/software', async (request, response) => {
    callerWith(request, 'read');
    const { query } = request;
    onlyQuery(query, ['name', 'kind', 'fault', 'limit', 'cursor']);
    const limit = limitOf(query);
    const faulty = queryWord(query, 'fault', ['true', 'false']) === 'true';
    const after = readCursor(query, 'software', ['string', 'string', 'string', 'number']);
    const rows = await listReleases(
      pool,
      { name: nameOf(queryText(query, 'name')), kind: kindOf(query), faulty },
      { after, limit: limit + 1 },
    );
    response.json(
      page(rows, limit, shownRelease, (row) => encodeCursor('software', [row.name, row.kind, row.versionKey, row.id])),
    );
  });

  router.get('/software/:name/devices', async (request, response) => {
    callerWith(request, 'read');
    const { query } = request;
    onlyQuery(query, ['version', 'status', 'fault', 'kind', 'limit', 'cursor']);
    const limit = limitOf(query);
    const place = readCursor(query, 'software devices', ['number', 'string', 'string', 'number', 'number']);
    const after = place
      ? { releaseId: place[0], status: place[1], fault: place[2], device: place[3], instance: place[4] }
      : null;
    const releases = await listReleases(
      pool,
      { name: nameOf(request.params.name) ?? '', kind: kindOf(query) },
      { after: null, limit: mostVersions },
    );
    const stretches = stretchesOf(
      releases,
      { version: queryText(query, 'version'), status: queryText(query, 'status'), fault: faultOf(query) },
      after,
      limit + 1,
    );
    const rows = await unitsOfStretches(pool, stretches, limit + 1);
    response.json(
      page(rows, limit, shownUnit, (row) =>
        encodeCursor('software devices', [row.releaseId, row.status, row.fault, row.device, row.instance]),
      ),
    );
  });

  return router;
}

function nameOf(name: string | undefined): string | undefined {
  if (name !== undefined && (name.length > 256 || name.includes('\0'))) {
    throw new MusterError('invalidRequest', 'name is longer than 256 characters, or holds a NUL');
  }
  return name;
}

function kindOf(query: Query): UnitKind | undefined {
  const word = queryWord(query, 'kind', kindWords);
  return word === undefined ? undefined : kinds[word];
}

/** `true`: any; else an ExecutionFaultCode. */
function faultOf(query: Query): true | string | undefined {
  const text = queryText(query, 'fault');
  if (text === '')
    throw new MusterError('invalidRequest', 'fault is empty; give true for any, or an ExecutionFaultCode');
  return text === 'true' ? true : text;
}

/** One version with its number of units, by Status ('' where devices do not tell it) and by fault. */
function shownRelease({ kind, name, version, cells }: ReleaseCounts) {
  // Maps, as the keys are words of devices.
  const statuses = new Map<string, number>();
  const faults = new Map<string, number>();
  let count = 0;
  for (const cell of cells) {
    count += cell.count;
    statuses.set(cell.status, (statuses.get(cell.status) ?? 0) + cell.count);
    if (cell.fault !== '') faults.set(cell.fault, (faults.get(cell.fault) ?? 0) + cell.count);
  }
  return {
    name,
    kind: kindName(kind),
    version,
    count,
    statuses: Object.fromEntries(statuses),
    faults: Object.fromEntries(faults),
  };
}

function shownUnit({ deviceId, root, kind, instance, version, status, fault, resolved }: FleetUnit) {
  return {
    deviceId,
    kind: kindName(kind),
    path: `${root}SoftwareModules.${tableOf[kind]}.${instance}`,
    version,
    status: status === '' ? null : status,
    faultCode: fault === '' ? null : fault,
    ...(resolved === null ? {} : { resolved }),
  };
}
