import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { MusterError } from '../../base/errors.ts';
import { looksLikeId } from '../../base/ids.ts';
import { askedRange } from '../../files/byte-range.ts';
import type { Upload } from '../../files/upload.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { theDeviceKey } from './devices.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery, queryText } from './query.ts';

/** What devices brought: configurations and logs. They may hold secrets, so their bytes need more than a reader's key. */
export function uploadRoutes({ pool, clock, uploads }: RestContext): Router {
  const router = Router();

  router.get('/uploads', async (request, response) => {
    callerWith(request, 'read');
    const { query } = request;
    onlyQuery(query, ['device', 'operation', 'limit', 'cursor']);
    const limit = limitOf(query);
    const device = queryText(query, 'device');
    const operation = queryText(query, 'operation');
    if (operation !== undefined && !looksLikeId(operation)) {
      throw new MusterError(
        'invalidRequest',
        `operation is "${operation.slice(0, 40)}"; the id of an operation is needed`,
        {
          items: [{ path: 'operation', message: 'the id of an operation' }],
        },
      );
    }
    const cursor = readCursor(query, 'uploads', ['number', 'id']);
    const rows = await uploads.list(
      {
        ...(device === undefined ? {} : { device: await theDeviceKey(pool, device) }),
        ...(operation === undefined ? {} : { operation }),
      },
      cursor ? { receivedAt: new Date(cursor[0]), id: cursor[1] } : null,
      limit + 1,
    );
    response.json(page(rows, limit, shownUpload, (row) => encodeCursor('uploads', [row.receivedAt.getTime(), row.id])));
  });

  router.get('/uploads/:id', async (request, response) => {
    callerWith(request, 'read');
    response.json(shownUpload(await uploads.get(request.params.id)));
  });

  router.get('/uploads/:id/content', async (request, response) => {
    callerWith(request, 'operate');
    const upload = await uploads.get(request.params.id);
    const range = askedRange(request.headers.range, upload.size);
    response.setHeader('Accept-Ranges', 'bytes');
    response.setHeader('ETag', `"${upload.sha256.toString('hex')}"`);
    // A device's word on its type is not believed: a browser must never take it for a page of ours.
    response.type('application/octet-stream').attachment(upload.name ?? `${upload.id}.bin`);
    if (range.kind === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${upload.size}`);
      throw new MusterError('rangeNotSatisfiable', `the upload has ${upload.size} bytes`);
    }
    const part = range.kind === 'part' ? range : null;
    const { stream } = await uploads.content(upload.id, part ?? undefined);
    response.status(part ? 206 : 200).setHeader('Content-Length', part ? part.end - part.start + 1 : upload.size);
    if (part) response.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${upload.size}`);
    await pipeline(stream, response);
  });

  router.delete('/uploads/:id', async (request, response) => {
    const caller = callerWith(request, 'operate');
    const upload = await uploads.get(request.params.id);
    await uploads.remove(upload.id);
    const entry = {
      by: caller,
      action: 'upload.remove',
      object: `upload/${upload.id}`,
      detail: { deviceId: upload.deviceId, operationId: upload.operationId, fileType: upload.fileType },
    };
    await inTransaction(pool, (tx) => appendAudit(tx, entry, new Date(clock.now())));
    response.status(204).end();
  });

  return router;
}

function shownUpload({ sha256, receivedAt, ...upload }: Upload) {
  return { ...upload, sha256: sha256.toString('hex'), receivedAt: receivedAt.toISOString() };
}
