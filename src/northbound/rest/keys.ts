import { Router } from 'express';
import { z } from 'zod';
import { toIso } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import { looksLikeId } from '../../base/ids.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { roles } from '../../security/api-keys.ts';
import { appendAudit } from '../../security/store.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';

const body = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: z.enum(roles),
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
});

export function keyRoutes({ pool, clock, keys }: RestContext): Router {
  const router = Router();

  router.get('/keys', async (request, response) => {
    callerWith(request, 'administer');
    const rows = await keys.list();
    response.json({
      items: rows.map((row) => ({
        ...row,
        createdAt: toIso(row.createdAt),
        expiresAt: toIso(row.expiresAt),
        lastUsedAt: toIso(row.lastUsedAt),
      })),
      next: null,
    });
  });

  router.post('/keys', async (request, response) => {
    const caller = callerWith(request, 'administer');
    const { name, role, expiresAt } = readJson(body, request.body);
    const expires = expiresAt ? new Date(expiresAt) : null;
    if (expires && expires.getTime() <= clock.now()) {
      throw new MusterError('invalidRequest', 'expiresAt lies in the past', {
        items: [{ path: 'expiresAt', message: 'in the past' }],
      });
    }
    const made = await keys.create(name, role, expires);
    await inTransaction(pool, (tx) =>
      appendAudit(
        tx,
        {
          by: caller,
          action: 'key.create',
          object: `key/${made.id}`,
          detail: { name, role },
        },
        new Date(clock.now()),
      ),
    );
    response.status(201).json(made);
  });

  router.delete('/keys/:id', async (request, response) => {
    const caller = callerWith(request, 'administer');
    const { id } = request.params;
    if (id === caller.keyId) throw new MusterError('conflict', 'a key cannot remove itself');
    if (!looksLikeId(id) || !(await keys.remove(id)))
      throw new MusterError('notFound', `there is no key ${id.slice(0, 100)}`);
    await inTransaction(pool, (tx) =>
      appendAudit(tx, { by: caller, action: 'key.remove', object: `key/${id}`, detail: {} }, new Date(clock.now())),
    );
    response.status(204).end();
  });

  return router;
}
