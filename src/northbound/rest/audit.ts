import { Router } from 'express';
import { toIso } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import type { ChainedRow } from '../../security/audit-chain.ts';
import { checkAudit } from '../../security/audit-check.ts';
import { pageAudit } from '../../security/audit-store.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { encodeCursor, limitOf, page, readCursor } from './paging.ts';
import { onlyQuery, queryText } from './query.ts';

/** Who changed what, and whether the trail is as it was written. */
export function auditRoutes({ pool }: RestContext): Router {
  const router = Router();

  router.get('/audit', async (request, response) => {
    callerWith(request, 'administer');
    onlyQuery(request.query, ['limit', 'cursor']);
    const limit = limitOf(request.query);
    const before = readCursor(request.query, 'audit', ['number'])?.[0] ?? Number.MAX_SAFE_INTEGER;
    const [rows, [head]] = await Promise.all([
      pageAudit(pool, before, limit + 1),
      pageAudit(pool, Number.MAX_SAFE_INTEGER, 1),
    ]);
    response.json({
      ...page(rows, limit, shownRow, (row) => encodeCursor('audit', [row.seq])),
      // Written down elsewhere, it shows later that nothing was cut off.
      head: head ? { seq: head.seq, hash: head.hash.toString('hex') } : null,
    });
  });

  router.get('/audit/check', async (request, response) => {
    callerWith(request, 'administer');
    onlyQuery(request.query, ['head']);
    const head = queryText(request.query, 'head') ?? null;
    if (head !== null && !/^[0-9a-f]{64}$/.test(head)) {
      throw new MusterError('invalidRequest', `head is "${head.slice(0, 80)}"; a hash has 64 hexadecimal digits`, {
        items: [{ path: 'head', message: '64 hexadecimal digits' }],
      });
    }
    response.json(await checkAudit(pool, head));
  });

  return router;
}

function shownRow({ prevHash, hash, at, ...row }: ChainedRow) {
  return { ...row, at: toIso(at), prevHash: prevHash.toString('hex'), hash: hash.toString('hex') };
}
