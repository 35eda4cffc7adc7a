import type { Clock } from '../base/clock.ts';
import { MusterError } from '../base/errors.ts';
import { type CampaignId, type DeviceKey, newId, type OperationId } from '../base/ids.ts';
import { viewDevice } from '../devices/store.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import type { Queryable, Transaction } from '../platform/database/pool.ts';
import { kindNamed, orderableKinds } from './kinds/index.ts';
import { checkOrderedValues, type ValueRules } from './order-values.ts';
import type { OperationMoved } from './run.ts';
import { isOpen } from './states.ts';
import * as store from './store.ts';

export interface OrderRequest {
  readonly kind: string;
  /** The fields of the kind; checked here. */
  readonly order: unknown;
  readonly source: string;
  readonly campaignId?: CampaignId;
  /** Lower goes first; 100 for people, 200 for campaigns, 900 for policies. */
  readonly priority?: number;
  readonly expiresAt?: Date | null;
}

/** Checks what was asked for against the kind. @throws MusterError `invalidRequest` naming each bad field */
export function checkOrder(
  kindName: string,
  order: unknown,
): { kind: string; order: unknown; disruptive: boolean; progress: unknown } {
  const kind = kindNamed(kindName);
  if (!kind) {
    throw new MusterError('invalidRequest', `kind "${kindName}" is unknown; there are ${orderableKinds.join(', ')}`, {
      items: [{ path: 'kind', message: 'unknown' }],
    });
  }
  const checked = kind.order.safeParse(order);
  if (!checked.success) {
    const items = checked.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    const first = items[0]!;
    throw new MusterError(
      'invalidRequest',
      `${kindName}: ${first.path === '' ? '' : `${first.path}: `}${first.message}`,
      { items },
    );
  }
  return { kind: kind.name, order: checked.data, disruptive: kind.disruptive, progress: kind.begin(checked.data) };
}

/**
 * Puts an operation on a device.
 * @throws MusterError `deviceLocked` with the holder, `notFound`, `invalidRequest`
 */
export async function orderOperation(
  tx: Queryable,
  deps: {
    readonly clock: Clock;
    seal(secret: string): string;
    /** What values of parameters are checked against; undefined: they pass as they are. */
    readonly values?: ValueRules;
    /** Told what is odd about an order that is taken all the same. */
    warn?(warnings: readonly string[]): void;
  },
  device: DeviceKey,
  request: OrderRequest,
): Promise<OperationId> {
  const { clock } = deps;
  const checked = checkOrder(request.kind, request.order);
  const typed = deps.values
    ? await checkOrderedValues(tx, deps.values, device, checked.kind, checked.order)
    : { order: checked.order, warnings: [] };
  if (typed.warnings.length > 0) deps.warn?.(typed.warnings);
  const now = new Date(clock.now());
  const id = newId<'OperationId'>(clock.now());
  const inserted = await store.insertOperations(tx, [
    {
      id,
      deviceKey: device,
      kind: checked.kind,
      active: checked.disruptive,
      order: kindNamed(checked.kind)?.mapSecrets?.(typed.order, deps.seal) ?? typed.order,
      progress: checked.progress,
      campaignId: request.campaignId ?? null,
      priority: request.priority ?? 100,
      source: request.source,
      createdAt: now,
      expiresAt: request.expiresAt ?? null,
    },
  ]);
  if (!inserted.has(id)) {
    const holder = await store.lockHolder(tx, device);
    throw new MusterError(
      'deviceLocked',
      holder
        ? `${holder.kind} ${holder.id} is ${holder.state} on this device; wait for it, or cancel it while it is queued`
        : 'another disruptive operation just took the device; try again',
      {
        extra: holder
          ? { holder: { id: holder.id, kind: holder.kind, state: holder.state, campaignId: holder.campaignId } }
          : {},
      },
    );
  }
  await addToTimeline(tx, [
    {
      device,
      at: now,
      type: 'operation',
      detail: { operationId: id, kind: checked.kind, state: 'queued', source: request.source },
    },
  ]);
  return id;
}

/** An order as it may be shown. */
export function shownOrder(kind: string, order: unknown): unknown {
  return kindNamed(kind)?.mapSecrets?.(order, () => '***') ?? order;
}

/**
 * Cancels an operation that was not said yet.
 * @throws MusterError `conflict` when the device already has it, `notFound`
 */
export async function cancelOperation(
  tx: Transaction,
  clock: Clock,
  id: OperationId,
  moved: (tx: Transaction, move: OperationMoved) => Promise<void>,
): Promise<void> {
  const operation = await store.lockOperation(tx, id);
  if (!operation) throw new MusterError('notFound', `there is no operation ${id}`);
  if (operation.state === 'cancelled') return;
  if (operation.state !== 'queued') {
    const transfer = isOpen(operation.state) && kindNamed(operation.kind)?.transfer && operation.commandKey !== null;
    throw new MusterError(
      'conflict',
      `operation ${id} is ${operation.state}; only a queued one can be cancelled${
        transfer ? `. To withdraw it from the device, order cancelTransfer with commandKey ${operation.commandKey}` : ''
      }`,
    );
  }
  const now = new Date(clock.now());
  const next = { ...operation, state: 'cancelled' as const, active: false, endedAt: now, deadline: null };
  await store.changeOperation(tx, operation, next);
  await addToTimeline(tx, [
    {
      device: operation.deviceKey,
      at: now,
      type: 'operation',
      detail: { operationId: id, kind: operation.kind, state: 'cancelled' },
    },
  ]);
  const device = await viewDevice(tx, operation.deviceKey);
  if (device) await moved(tx, { operation: next, from: 'queued', device, now });
}
