import { minutes } from '../../base/durations.ts';
import { type DeviceKey, newId } from '../../base/ids.ts';
import { cancelTransfer } from '../../operations/kinds/cancel-transfer.ts';
import { kinds } from '../../operations/kinds/index.ts';
import { insertOperations } from '../../operations/store.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import type { WaitReason } from '../reasons.ts';
import * as store from '../store.ts';

/** Kinds of operations that a device can be told to drop: it knows them by their CommandKey. */
const transferKinds = Object.values(kinds)
  .filter((kind) => 'transfer' in kind && kind.transfer)
  .map((kind) => kind.name);

/**
 * Asks devices to drop the transfers that a campaign ordered (rule 27): each in its next session, by a CancelTransfer. What
 * a device answers decides: it drops it, or the transfer is let end.
 * @param only these devices; null: all of them
 * @returns devices to be called, and whether there may be more
 */
export async function recallTransfers(
  tx: Transaction,
  campaign: Campaign,
  only: readonly DeviceKey[] | null,
  reason: WaitReason,
  now: Date,
  limit: number,
): Promise<{ readonly devices: DeviceKey[]; readonly more: boolean }> {
  const recalls = await store.recallTransfers(tx, campaign.id, only, transferKinds, reason, now, limit);
  await insertOperations(
    tx,
    recalls
      .filter((one) => !one.asked)
      .map(({ deviceKey, commandKey }) => ({
        id: newId<'OperationId'>(now.getTime()),
        deviceKey,
        kind: cancelTransfer.name,
        active: false,
        order: { commandKey },
        progress: {},
        campaignId: campaign.id,
        // Before anything else: each message later the transfer is further.
        priority: 50,
        source: 'campaign',
        createdAt: now,
        expiresAt: new Date(now.getTime() + minutes(campaign.plan.timeouts.giveUpMinutes)),
      })),
  );
  return { devices: recalls.map((one) => one.deviceKey), more: recalls.length === limit };
}
