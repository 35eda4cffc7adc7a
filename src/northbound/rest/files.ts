import { pipeline } from 'node:stream/promises';
import { Router } from 'express';
import { MusterError } from '../../base/errors.ts';
import { fileInUse } from '../../campaigns/store.ts';
import { askedRange } from '../../files/byte-range.ts';
import type { StoredFile } from '../../files/file.ts';
import { softwarePackageType } from '../../files/packages/package.ts';
import { operationNamingFile } from '../../operations/store.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import { setsInstallingFrom } from '../../software/wanted/store.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { limitOf } from './paging.ts';
import { onlyQuery, queryText } from './query.ts';

export function fileRoutes({ pool, clock, files }: RestContext): Router {
  const router = Router();

  router.post('/files', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const { query } = request;
    onlyQuery(query, ['name', 'fileType', 'version', 'manufacturer', 'productClass', 'execEnvType', 'architecture']);
    const name = queryText(query, 'name');
    if (name === undefined) {
      throw new MusterError(
        'invalidRequest',
        'name is needed: POST /files?name=…&version=… with the bytes as the body',
        {
          items: [{ path: 'name', message: 'is needed' }],
        },
      );
    }
    const file = await files.add(request, {
      name,
      fileType: queryText(query, 'fileType'),
      version: queryText(query, 'version'),
      manufacturer: queryText(query, 'manufacturer'),
      productClass: queryText(query, 'productClass'),
      execEnvType: queryText(query, 'execEnvType'),
      architecture: queryText(query, 'architecture'),
    });
    const detail = { name: file.name, version: file.version, size: file.size, sha256: file.sha256.toString('hex') };
    await inTransaction(pool, (tx) =>
      appendAudit(tx, { by: caller, action: 'file.add', object: `file/${file.id}`, detail }, new Date(clock.now())),
    );
    response
      .status(201)
      .location(`/api/v1/files/${file.id}`)
      .json((await shown([file]))[0]);
  });

  router.get('/files', async (request, response) => {
    callerWith(request, 'read');
    onlyQuery(request.query, ['limit', 'cursor', 'package', 'version', 'execEnvType', 'architecture']);
    const name = queryText(request.query, 'package');
    if (name !== undefined) {
      const asked = (field: string): string | null => queryText(request.query, field) ?? null;
      const found = await files.packagesNamed({
        name,
        version: asked('version'),
        execEnvType: asked('execEnvType'),
        architecture: asked('architecture'),
      });
      response.json({ items: await shown(found), next: null });
      return;
    }
    const { items, next } = await files.list(queryText(request.query, 'cursor') ?? null, limitOf(request.query));
    response.json({ items: await shown(items), next });
  });

  router.get('/files/:id', async (request, response) => {
    callerWith(request, 'read');
    response.json((await shown([await files.get(request.params.id)]))[0]);
  });

  router.get('/files/:id/content', async (request, response) => {
    callerWith(request, 'read');
    const file = await files.get(request.params.id);
    const range = askedRange(request.headers.range, file.size);
    response.setHeader('Accept-Ranges', 'bytes');
    response.setHeader('ETag', `"${file.sha256.toString('hex')}"`);
    response.type('application/octet-stream').attachment(file.name);
    if (range.kind === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${file.size}`);
      throw new MusterError('rangeNotSatisfiable', `the file has ${file.size} bytes`);
    }
    const part = range.kind === 'part' ? range : null;
    const { stream } = await files.content(file.id, part ?? undefined);
    response.status(part ? 206 : 200).setHeader('Content-Length', part ? part.end - part.start + 1 : file.size);
    if (part) response.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${file.size}`);
    await pipeline(stream, response);
  });

  router.delete('/files/:id', async (request, response) => {
    const caller = callerWith(request, 'campaign');
    const file = await files.get(request.params.id);
    const user = await fileInUse(pool, file.id);
    if (user !== null) throw new MusterError('conflict', `the campaign "${user}" uses this file; end it first`);
    const sets = await setsInstallingFrom(pool, file.id);
    if (sets.length > 0) {
      const named = sets.map((name) => `"${name}"`).join(', ');
      const what = sets.length === 1 ? `the module set ${named} installs` : `the module sets ${named} install`;
      throw new MusterError('conflict', `${what} from this file; change ${sets.length === 1 ? 'it' : 'them'} first`);
    }
    const operation = await operationNamingFile(pool, file.id);
    if (operation !== null) {
      throw new MusterError(
        'conflict',
        `the operation ${operation.id} (${operation.kind}, ${operation.state}) of ${operation.deviceId} needs this file; cancel it, or wait for its end`,
      );
    }
    await files.remove(file.id);
    const entry = {
      by: caller,
      action: 'file.remove',
      object: `file/${file.id}`,
      detail: { name: file.name },
    };
    await inTransaction(pool, (tx) => appendAudit(tx, entry, new Date(clock.now())));
    response.status(204).end();
  });

  return router;

  /** Files as the API shows them; a software package with what is known of it. */
  async function shown(found: readonly StoredFile[]) {
    const software = found.filter((file) => file.fileType === softwarePackageType).map((file) => file.id);
    const packages = software.length === 0 ? null : await files.packagesOf(software);
    return found.map((file) => {
      const known = packages?.get(file.id);
      return known === undefined ? shownFile(file) : { ...shownFile(file), package: known };
    });
  }
}

function shownFile({ sha256, createdAt, ...file }: StoredFile) {
  return { ...file, sha256: sha256.toString('hex'), createdAt: createdAt.toISOString() };
}
