import type { Clock } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import { looksLikeId, newId } from '../../base/ids.ts';
import type { Pool } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import { type BlackoutOrder, blackoutTimes } from '../gates/blackout-order.ts';
import { membersOf } from '../members.ts';
import {
  type BlackoutRow,
  countBlackouts,
  deleteBlackout,
  findBlackout,
  insertBlackout,
} from '../stores/blackout-store.ts';
import { countLift, countRaise, lockGates } from '../stores/gate-store.ts';
import type { Actor } from './actor.ts';

/** A claim and a dispatch look at all of them. */
const most = { live: 200, filtered: 50 } as const;

/** What people do with blackouts. Every change is one transaction with its audit row; once it is there, nothing is begun by what was true before. */
export interface BlackoutsService {
  create(order: BlackoutOrder, actor: Actor): Promise<BlackoutRow>;
  remove(id: string, actor: Actor): Promise<void>;
}

export function blackoutsService(pool: Pool, clock: Clock): BlackoutsService {
  return {
    async create(order, actor) {
      const now = new Date(clock.now());
      const times = blackoutTimes(order, now.getTime());
      membersOf({ filter: times.filter }, now.getTime())(1);
      const row = {
        ...times,
        id: newId(now.getTime()) as string,
        zone: order.zone,
        reason: order.reason,
        createdBy: actor.name,
        createdAt: now,
      };
      await inTransaction(pool, async (tx) => {
        await lockGates(tx);
        const { live, filtered } = await countBlackouts(tx, now);
        if (live >= most.live || (times.filter !== '' && filtered >= most.filtered)) {
          const what = live >= most.live ? `${most.live} blackouts` : `${most.filtered} blackouts with a filter`;
          throw new MusterError('conflict', `there are ${what} already that are not over; take one back first`);
        }
        await insertBlackout(tx, row);
        await countRaise(tx);
        const detail = { from: row.from, to: row.to, zone: row.zone, scope: order.scope, reason: row.reason };
        await appendAudit(tx, { by: actor, action: 'blackout.create', object: `blackout/${row.id}`, detail }, now);
      });
      return row;
    },

    async remove(id, actor) {
      const now = new Date(clock.now());
      await inTransaction(pool, async (tx) => {
        await lockGates(tx);
        const row = looksLikeId(id) ? await findBlackout(tx, id) : null;
        if (!row) throw new MusterError('notFound', `there is no blackout ${id.slice(0, 100)}`);
        await deleteBlackout(tx, id);
        await countLift(tx);
        const detail = { reason: row.reason };
        await appendAudit(tx, { by: actor, action: 'blackout.delete', object: `blackout/${id}`, detail }, now);
      });
    },
  };
}
