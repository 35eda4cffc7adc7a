import { Router } from 'express';
import { z } from 'zod';
import { toIso } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import { type DeviceKey, looksLikeId, type OperationId } from '../../base/ids.ts';
import { viewDevice } from '../../devices/store.ts';
import { packagesNamed } from '../../files/packages/store.ts';
import { fileById } from '../../files/store.ts';
import { kindNamed, orderableKinds } from '../../operations/kinds/index.ts';
import { knowsMethod, missingMethod } from '../../operations/methods.ts';
import type { OperationWithDevice } from '../../operations/operation.ts';
import { cancelOperation, checkOrder, orderOperation, shownOrder } from '../../operations/service.ts';
import { findOperation, listOperations } from '../../operations/store.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { theDeviceKey } from './devices.ts';
import { answerOnce } from './idempotency.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery } from './query.ts';

const order = z.looseObject({
  kind: z.string(),
  connectionRequest: z.boolean().default(true),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  priority: z.int().min(0).max(1000).optional(),
});

export function operationRoutes(context: RestContext): Router {
  const { pool, clock } = context;
  const router = Router();

  router.get('/devices/:id/operations', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor']);
    const limit = limitOf(request.query);
    const cursor = readCursor(request.query, 'operations', ['number', 'id']);
    const before = cursor ? { createdAt: new Date(cursor[0]), id: cursor[1] } : null;
    const rows = await listOperations(pool, await theDeviceKey(pool, request.params.id), before, limit + 1);
    response.json(
      page(rows, limit, shownOperation, (row) => encodeCursor('operations', [row.createdAt.getTime(), row.id])),
    );
  });

  router.post('/devices/:id/operations', async (request, response) => {
    const caller = callerWith(request, 'operate');
    const { kind, connectionRequest, expiresAt, priority, ...fields } = readJson(order, request.body);
    if (!(orderableKinds as readonly string[]).includes(kind)) {
      throw new MusterError(
        'invalidRequest',
        `kind "${kind.slice(0, 40)}" is unknown; there are ${orderableKinds.join(', ')}`,
        {
          items: [{ path: 'kind', message: `one of ${orderableKinds.join(', ')}` }],
        },
      );
    }
    if (kind === 'upgradeFirmware' && 'image' in fields) {
      throw new MusterError(
        'notSupported',
        'image: images built on demand cannot be used in this version; upload a file and name its fileId',
      );
    }
    const device = await theDeviceKey(pool, request.params.id);
    const checked = checkOrder(kind, fields);
    await checkFile(pool, kind, checked.order);
    await checkMethod(pool, device, kind, checked.order);
    await answerOnce(pool, clock, request, response, caller, async () => {
      const warnings: string[] = [];
      const operation = await inTransaction(pool, async (tx) => {
        const warn = (more: readonly string[]): void => void warnings.push(...more);
        const deps = { clock, seal: context.sealOrderSecret, values: context.values, warn };
        const id = await orderOperation(tx, deps, device, {
          kind,
          order: fields,
          source: caller.name,
          ...(priority === undefined ? {} : { priority }),
          expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
        });
        const detail = { operationId: id, kind, order: shownOrder(kind, fields) };
        const entry = {
          by: caller,
          action: 'operation.order',
          object: `device/${request.params.id}`,
          detail,
        };
        await appendAudit(tx, entry, new Date(clock.now()));
        return (await findOperation(tx, id))!;
      });
      if (connectionRequest) await context.wake([device]);
      const body = { ...shownOperation(operation), ...(warnings.length > 0 ? { warnings } : {}) };
      return { status: 202, body, location: `/api/v1/operations/${operation.id}` };
    });
  });

  router.get('/operations/:id', async (request, response) => {
    callerWith(request, 'read');
    response.json(shownOperation(await theOperation(pool, request.params.id)));
  });

  router.post('/operations/:id/cancel', async (request, response) => {
    const caller = callerWith(request, 'operate');
    const { id } = await theOperation(pool, request.params.id);
    await inTransaction(pool, async (tx) => {
      await cancelOperation(tx, clock, id, context.operationMoved);
      const entry = {
        by: caller,
        action: 'operation.cancel',
        object: `operation/${id}`,
        detail: {},
      };
      await appendAudit(tx, entry, new Date(clock.now()));
    });
    response.json(shownOperation(await theOperation(pool, id)));
  });

  return router;
}

/** A device that told its methods, and not the one this needs, is not asked at all. */
async function checkMethod(db: Queryable, device: DeviceKey, kind: string, order: unknown): Promise<void> {
  const method = kindNamed(kind)?.requires?.(order);
  const view = method === undefined ? null : await viewDevice(db, device);
  if (method === undefined || view === null || knowsMethod(view.methods, method)) return;
  throw new MusterError(
    'notSupported',
    `${kind}: ${missingMethod(method, view.softwareVersion)}; order getRpcMethods to ask it again`,
    { items: [{ path: 'kind', message: `needs ${method}` }] },
  );
}

/** A file that an order names has to be there, and to be what it is said to be, now and not at dispatch only. */
async function checkFile(db: Queryable, kind: string, order: unknown): Promise<void> {
  const { fileId, targetVersion, operations } = order as {
    fileId?: string;
    targetVersion?: string;
    operations?: readonly {
      readonly fileId?: string;
      readonly package?: { readonly name: string; readonly version?: string };
    }[];
  };
  for (const [i, one] of (kind === 'changeDuState' ? (operations ?? []) : []).entries()) {
    if (one.fileId !== undefined) await theFile(db, one.fileId, `operations.${i}.fileId`);
    if (one.package === undefined) continue;
    const { name, version } = one.package;
    if ((await packagesNamed(db, name, version ?? null)).length === 0)
      throw new MusterError(
        'notFound',
        `there is no package "${name}"${version === undefined ? '' : ` ${version}`} in the repository`,
        { items: [{ path: `operations.${i}.package`, message: 'no such package' }] },
      );
  }
  if (fileId === undefined) return;
  const file = await theFile(db, fileId, 'fileId');
  if (kind === 'upgradeFirmware' && file.version !== null && file.version !== targetVersion) {
    throw new MusterError(
      'contradiction',
      `targetVersion is ${targetVersion}, but the file "${file.name}" has version ${file.version}`,
      {
        items: [{ path: 'targetVersion', message: `contradicts the file's version ${file.version}` }],
      },
    );
  }
}

async function theFile(db: Queryable, fileId: string, path: string) {
  const file = await fileById(db, fileId as Parameters<typeof fileById>[1]);
  if (file) return file;
  throw new MusterError('notFound', `there is no file ${fileId}`, { items: [{ path, message: 'no such file' }] });
}

async function theOperation(db: Queryable, id: string): Promise<OperationWithDevice> {
  const operation = looksLikeId(id) ? await findOperation(db, id as OperationId) : null;
  if (!operation) throw new MusterError('notFound', `there is no operation ${id.slice(0, 100)}`);
  return operation;
}

/** The contract's Operation. */
function shownOperation(o: OperationWithDevice) {
  return {
    id: o.id,
    deviceId: o.deviceId,
    kind: o.kind,
    state: o.state,
    attempt: o.attempt,
    order: shownOrder(o.kind, o.order),
    result: o.result,
    fault: o.fault,
    ...(o.campaignId === null ? {} : { campaignId: o.campaignId }),
    source: o.source,
    commandKey: o.commandKey,
    createdAt: toIso(o.createdAt),
    dispatchedAt: toIso(o.dispatchedAt),
    endedAt: toIso(o.endedAt),
    expiresAt: toIso(o.expiresAt),
    // Queued again after a fault that may pass: not said before.
    ...(o.state === 'queued' && o.notBefore ? { retryAt: toIso(o.notBefore) } : {}),
  };
}
