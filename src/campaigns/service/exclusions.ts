import type { Clock } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import { looksLikeId, newId } from '../../base/ids.ts';
import type { Pool } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import { checkExclusion, type ExclusionOrder } from '../gates/exclusion-order.ts';
import { membersOf } from '../members.ts';
import {
  countFilterExclusions,
  deleteExclusion,
  type ExclusionRow,
  findExclusion,
  firstUnknownDevice,
  insertExclusion,
  insertExclusionDevices,
} from '../stores/exclusion-store.ts';
import { countLift, lockGates } from '../stores/gate-store.ts';
import type { Actor } from './actor.ts';

/** A claim and a dispatch look at all filters; lists may be as many as there are. */
const mostFilters = 50;

/** What people do with exclusions. Every change is one transaction with its audit row; once it is there, none of its devices is begun. */
export interface ExclusionsService {
  create(order: ExclusionOrder, actor: Actor): Promise<ExclusionRow>;
  remove(id: string, actor: Actor): Promise<void>;
}

export function exclusionsService(pool: Pool, clock: Clock): ExclusionsService {
  return {
    async create(order, actor) {
      const now = new Date(clock.now());
      const { until } = checkExclusion(order, now.getTime());
      const { scope, reason } = order;
      const filter = 'filter' in scope ? scope.filter : null;
      if (filter !== null) membersOf({ filter }, now.getTime())(1);
      const id: string = newId(now.getTime());
      return inTransaction(pool, async (tx) => {
        await insertExclusion(tx, { id, filter, reason, until, createdBy: actor.name, createdAt: now });
        if ('devices' in scope) {
          const unknown = await firstUnknownDevice(tx, scope.devices);
          if (unknown !== null) {
            throw new MusterError('notFound', `there is no device ${unknown}`, {
              items: [{ path: `scope.devices.${scope.devices.indexOf(unknown)}`, message: 'no such device' }],
            });
          }
          await insertExclusionDevices(tx, id, scope.devices);
        }
        // After the devices' rows: a session that holds one of them may wait for this lock.
        await lockGates(tx);
        if (filter !== null && (await countFilterExclusions(tx, now)) > mostFilters) {
          throw new MusterError(
            'conflict',
            `there are ${mostFilters} exclusions by filter already; take one back first, or name the devices`,
          );
        }
        const told = 'devices' in scope ? { devices: scope.devices.length, first: scope.devices.slice(0, 20) } : scope;
        const detail = { scope: told, reason, until: until?.toISOString() ?? null };
        await appendAudit(tx, { by: actor, action: 'exclusion.create', object: `exclusion/${id}`, detail }, now);
        return (await findExclusion(tx, id))!;
      });
    },

    async remove(id, actor) {
      const now = new Date(clock.now());
      await inTransaction(pool, async (tx) => {
        await lockGates(tx);
        const row = looksLikeId(id) ? await findExclusion(tx, id) : null;
        if (!row) throw new MusterError('notFound', `there is no exclusion ${id.slice(0, 100)}`);
        await deleteExclusion(tx, id);
        await countLift(tx);
        const detail = { reason: row.reason };
        await appendAudit(tx, { by: actor, action: 'exclusion.delete', object: `exclusion/${id}`, detail }, now);
      });
    },
  };
}
