import { once } from 'node:events';
import { Router } from 'express';
import { toIso } from '../../base/clock.ts';
import type { TargetWithDevice } from '../../campaigns/campaign.ts';
import { targetStates } from '../../campaigns/states.ts';
import { listTargets } from '../../campaigns/store.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { type CsvValue, csvLine } from './csv.ts';
import { onlyQuery, queryInteger, queryWord } from './query.ts';

/** Targets in memory at once. */
const pageSize = 1_000;

const columns: readonly (readonly [title: string, value: (target: TargetWithDevice) => CsvValue])[] = [
  ['deviceId', (t) => t.deviceId],
  ['wave', (t) => t.wave],
  ['state', (t) => t.state],
  ['reason', (t) => t.waitsFor ?? t.reason],
  ['corrected', (t) => t.corrected],
  ['attempt', (t) => t.attempt],
  ['fromVersion', (t) => t.fromVersion],
  ['seenVersion', (t) => t.seenVersion],
  ['faultCode', (t) => t.faultCode],
  ['faultClass', (t) => t.faultClass],
  ['faultMessage', (t) => t.faultMessage],
  ['operationId', (t) => t.operationId],
  ['notBefore', (t) => toIso(t.notBefore)],
  ['changedAt', (t) => toIso(t.changedAt)],
];

/** All targets of a campaign as CSV, page by page as fast as they are taken: a million are no more in memory than a few. */
export function campaignExportRoutes({ pool, campaigns }: RestContext): Router {
  const router = Router();

  router.get('/campaigns/:id/export.csv', async (request, response) => {
    callerWith(request, 'read');
    const { query } = request;
    onlyQuery(query, ['state', 'wave', 'fault']);
    const filter = {
      state: queryWord(query, 'state', targetStates),
      wave: queryInteger(query, 'wave', 1, 1000),
      fault: queryInteger(query, 'fault', 0, 99_999),
    };
    const { id } = await campaigns.get(request.params.id);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    let page = await listTargets(pool, id, filter, 0, pageSize);
    response.setHeader('Content-Type', 'text/csv; charset=utf-8; header=present');
    response.setHeader('Content-Disposition', `attachment; filename="campaign-${id}.csv"`);
    response.write(csvLine(columns.map(([title]) => title)));
    for (;;) {
      const text = page.map((target) => csvLine(columns.map(([, value]) => value(target)))).join('');
      if (text !== '' && !response.write(text)) {
        await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
      }
      const last = page.at(-1);
      if (gone.signal.aborted || last === undefined || page.length < pageSize) break;
      page = await listTargets(pool, id, filter, last.deviceKey, pageSize);
    }
    response.end();
  });

  return router;
}
