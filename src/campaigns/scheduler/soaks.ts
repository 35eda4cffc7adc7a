import { minutes } from '../../base/durations.ts';
import { newId } from '../../base/ids.ts';
import { defaultInformInterval } from '../../devices/store.ts';
import { addToTimeline } from '../../devices/timeline-store.ts';
import { checkOrder } from '../../operations/service.ts';
import { insertOperations } from '../../operations/store.ts';
import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign, Target } from '../campaign.ts';
import { rememberResults, resultOf } from '../hold-on-failures.ts';
import { campaignKind } from '../kinds/index.ts';
import type { DeviceOrder } from '../kinds/kind.ts';
import { informsWanted, soakVerdict } from '../rules/soak-rules.ts';
import type { TargetChange } from '../rules/target-rules.ts';
import * as store from '../store.ts';

/** How long a reading for the end of a soak may take before it is looked after. */
const askAgainMs = minutes(5);

export interface Looked {
  /** Soaks that went well. */
  readonly over: readonly Target[];
  readonly failed: readonly { readonly campaign: Campaign; readonly target: Target; readonly change: TargetChange }[];
}

/**
 * Looks at soaking targets that are due; those that soak on are due again later. Periodic Informs cost nothing here: what
 * they left in the device's pulse is read when the target is looked at.
 */
export async function lookAtSoaks(
  tx: Transaction,
  campaigns: ReadonlyMap<string, Campaign>,
  due: readonly Target[],
  now: Date,
): Promise<Looked> {
  const soaking = due.filter((target) => target.state === 'soaking');
  const over: Target[] = [];
  const failed: { campaign: Campaign; target: Target; change: TargetChange }[] = [];
  const later: store.SoakGlance[] = [];
  const asks: Ask[] = [];
  if (soaking.length === 0) return { over, failed };
  const rows = new Map((await store.soaksOf(tx, soaking)).map((row) => [`${row.campaignId} ${row.deviceKey}`, row]));
  for (const target of soaking) {
    const row = rows.get(`${target.campaignId} ${target.deviceKey}`);
    const campaign = campaigns.get(target.campaignId);
    if (!row || !campaign) continue;
    const { plan } = campaign;
    const kind = campaignKind(plan.kind);
    // What no call of the device tells was followed when it was read.
    const holds =
      kind.proof === 'inform' ? (kind.holds?.(plan, { softwareVersion: row.softwareVersion }) ?? null) : null;
    const wave = plan.waves[target.wave - 1];
    const soakUntil = row.soakUntil ?? now;
    const verdict = soakVerdict({
      leftMs: soakUntil.getTime() - now.getTime(),
      informs: row.informs,
      informsWanted: wave ? informsWanted(wave) : 0,
      silentMs: now.getTime() - row.heardAt.getTime(),
      informInterval: row.informInterval ?? defaultInformInterval,
      holds,
      seenVersion: row.softwareVersion,
    });
    if (verdict.do === 'wait') {
      const at = new Date(now.getTime() + verdict.ms);
      const { campaignId, deviceKey, informCount } = row;
      later.push({ campaignId, deviceKey, reason: verdict.reason, at, informCount, soakUntil });
    } else if (verdict.change.state === 'succeeded' && kind.question) {
      // Its time is over, but what it is like now it tells only when it is asked.
      const at = new Date(now.getTime() + askAgainMs);
      later.push({ ...row, reason: 'proof', at, soakUntil });
      const { softwareVersion, root } = row;
      if (!row.asked) asks.push({ target, wanted: kind.question(plan, { softwareVersion, root }) });
    } else if (verdict.change.state === 'succeeded') over.push(target);
    else failed.push({ campaign, target, change: verdict.change });
  }
  if (later.length > 0) await store.glanceLater(tx, later);
  if (asks.length > 0) await ask(tx, asks, now);
  return { over, failed };
}

interface Ask {
  readonly target: Target;
  readonly wanted: DeviceOrder;
}

/** Asks devices whether they still are as wanted. A reading takes no lock: whatever else goes on may go on. */
async function ask(tx: Transaction, asks: readonly Ask[], now: Date): Promise<void> {
  const made = asks.map(({ target, wanted }) => ({
    target,
    operationId: newId<'OperationId'>(now.getTime()),
    ...checkOrder(wanted.kind, wanted.order),
  }));
  await insertOperations(
    tx,
    made.map(({ target, operationId, kind, order, progress }) => ({
      id: operationId,
      deviceKey: target.deviceKey,
      kind,
      active: false,
      order,
      progress,
      campaignId: target.campaignId,
      priority: 200,
      source: 'campaign',
      createdAt: now,
      expiresAt: null,
    })),
  );
  await store.askSoaks(tx, made);
}

/** Ends soaks that went well, with all that hangs on it: many at once, as a wave soaks together. */
export async function succeedSoaks(
  tx: Transaction,
  campaigns: ReadonlyMap<string, Campaign>,
  over: readonly Target[],
  now: Date,
): Promise<void> {
  if (over.length === 0) return;
  const ended = await store.succeedSoaks(tx, over, now);
  for (const id of [...new Set(ended.map((one) => one.campaignId))].sort()) {
    const campaign = campaigns.get(id)!;
    const mine = ended.filter((one) => one.campaignId === id);
    const waves = new Map<number, number>();
    for (const { wave } of mine) waves.set(wave, (waves.get(wave) ?? 0) + 1);
    for (const [wave, n] of [...waves].sort(([a], [b]) => a - b))
      await store.shiftCounters(tx, campaign.id, wave, 'soaking', 'succeeded', n);
    if (campaign.rollbackOf !== null && campaign.plan.kind === 'firmware') {
      // 30, as in `changeTarget`.
      const devices = mine.map(({ deviceKey }) => deviceKey);
      await store.markRolledBack(tx, campaign.rollbackOf, devices, campaign.plan.targetVersion, now);
    }
    const results = mine.flatMap((one) => resultOf(campaign, one, { state: 'succeeded' }) ?? []);
    await rememberResults(tx, campaign, results, now);
    await addToTimeline(
      tx,
      mine.map(({ deviceKey }) => ({
        device: deviceKey,
        at: now,
        type: 'campaign',
        detail: { campaignId: campaign.id, name: campaign.name, state: 'succeeded', reason: null },
      })),
    );
  }
}
