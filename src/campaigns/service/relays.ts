import type { Clock } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import type { Pool } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import type { RelayOrder } from '../gates/relay-order.ts';
import { deleteRelay, putRelay, type RelayRow } from '../stores/relay-store.ts';
import type { Actor } from './actor.ts';

/** What people do with the limits of download hosts. Every change is one transaction with its audit row. */
export interface RelaysService {
  /** Sets the limits of a host, in place of those it had. @returns `fresh`: it had none */
  put(order: RelayOrder, actor: Actor): Promise<{ relay: RelayRow; fresh: boolean }>;
  remove(host: string, actor: Actor): Promise<void>;
}

export function relaysService(pool: Pool, clock: Clock): RelaysService {
  return {
    async put({ host, maxTransfers = null, perMinute = null }, actor) {
      const now = new Date(clock.now());
      const relay = { host, maxTransfers, perMinute, createdBy: actor.name, createdAt: now };
      return inTransaction(pool, async (tx) => {
        const fresh = await putRelay(tx, relay);
        const detail = { maxTransfers, perMinute };
        await appendAudit(tx, { by: actor, action: 'relay.set', object: `relay/${host}`, detail }, now);
        return { relay, fresh };
      });
    },

    async remove(host, actor) {
      await inTransaction(pool, async (tx) => {
        if (!(await deleteRelay(tx, host)))
          throw new MusterError('notFound', `there are no limits for the host ${host.slice(0, 300)}`);
        const now = new Date(clock.now());
        await appendAudit(tx, { by: actor, action: 'relay.delete', object: `relay/${host}`, detail: {} }, now);
      });
    },
  };
}
