import type { Transaction } from '../platform/database/pool.ts';
import { type DueDevice, takeDueDevices } from '../software/store.ts';
import { orderModulesReads } from './software-reads.ts';

/**
 * Orders the daily read of the software modules of devices for which it is due, to be made in their next session.
 * @returns the devices, to be compared with what is stored of them (`agreeWithParameters`) in another transaction
 */
export async function sweepModules(tx: Transaction, now: Date, limit: number): Promise<DueDevice[]> {
  const due = await takeDueDevices(tx, now, limit);
  await orderModulesReads(tx, due, now);
  return due;
}
