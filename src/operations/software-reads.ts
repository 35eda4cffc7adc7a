import type { DeviceKey } from '../base/ids.ts';
import { newId } from '../base/ids.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import { followModules } from '../software/track.ts';
import { refresh } from './kinds/refresh.ts';
import { type ReadingSave, type ReadingSaved, saveReadings } from './reading-store.ts';
import { awaitingModulesRead } from './software-reads-store.ts';
import { insertOperations } from './store.ts';

/** After everything that people, campaigns and other policies ordered. */
const priority = 950;

/**
 * Orders a read of the software modules of devices, for their next session: nobody is called for it. A device for which
 * one is queued, or a read of the whole model, gets no second.
 * @returns how many were ordered
 */
export async function orderModulesReads(
  db: Queryable,
  devices: readonly { readonly device: DeviceKey; readonly root: 'Device.' | 'InternetGatewayDevice.' }[],
  now: Date,
): Promise<number> {
  const waiting = await awaitingModulesRead(
    db,
    devices.map(({ device }) => device),
  );
  const orders = devices
    .filter(({ device }) => !waiting.has(device))
    .map(({ device, root }) => ({
      id: newId<'OperationId'>(now.getTime()),
      device,
      order: { paths: [`${root}SoftwareModules.`] },
    }));
  if (orders.length === 0) return 0;
  await insertOperations(
    db,
    orders.map(({ id, device, order }) => ({
      id,
      deviceKey: device,
      kind: refresh.name,
      active: false,
      order,
      progress: refresh.begin(order),
      campaignId: null,
      priority,
      source: 'policy',
      createdAt: now,
      expiresAt: null,
    })),
  );
  await addToTimeline(
    db,
    orders.map(({ id, device }) => ({
      device,
      at: now,
      type: 'operation' as const,
      detail: { operationId: id, kind: refresh.name, state: 'queued', source: 'policy' },
    })),
  );
  return orders.length;
}

/** Saves a reading that found software modules changed, and makes their tables follow in the same transaction. */
export async function saveReadingOfModules(tx: Transaction, save: ReadingSave): Promise<ReadingSaved> {
  const [saved] = await saveReadings(tx, [save]);
  if (saved!.outcome !== 'superseded') {
    const cause = { cause: 'read', more: { operationId: save.was.id } } as const;
    await followModules(tx, save.was.deviceKey, save.blocks, cause, save.at);
  }
  return saved!;
}
