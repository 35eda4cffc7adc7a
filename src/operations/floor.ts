import type { OperationId } from '../base/ids.ts';
import type { Call } from '../cwmp/rpc/index.ts';
import type { DeviceView } from '../devices/device.ts';
import type { QuirkSettings } from '../devices/quirks/settings.ts';
import type { CommandKeys } from './command-key.ts';
import type { OperationEvent, Supplies } from './kind.ts';
import { knowsMethod } from './methods.ts';
import type { Operation } from './operation.ts';

/** The part of a session that work needs to know. */
export interface SessionContext {
  /** Operations that this session has spoken for: an open call of any other is from a session that broke. */
  readonly touched: ReadonlySet<OperationId>;
  /** The session began with `1 BOOT`. */
  readonly booted: boolean;
  /** How this device is to be treated; undefined: as any. */
  readonly quirks?: QuirkSettings;
  may(method: Call['method']): boolean;
}

/** The event that the floor is ours in this session. */
export function floorEvent(
  operation: Operation,
  device: DeviceView,
  session: SessionContext,
  supplies: Supplies,
  keys: CommandKeys,
): OperationEvent {
  return {
    type: 'floor',
    device,
    fresh: !session.touched.has(operation.id),
    // Made when it is asked for: most steps of an operation do without, and it costs a MAC.
    get nextKey() {
      return keys.make(operation.id, operation.attempt + 1);
    },
    supplies: withBatch(supplies, session.quirks),
    ...(session.quirks ? { quirks: session.quirks } : {}),
    can: (method) => session.may(method) && knowsMethod(device.methods, method),
  };
}

/** What devices of this model were found to take in one call, and what their profile says. */
function withBatch(supplies: Supplies, quirks: QuirkSettings | undefined): Supplies {
  const most = quirks?.readBatch ?? null;
  if (most === null || supplies.batch === undefined) return supplies;
  return { ...supplies, batch: Math.min(most, supplies.batch ?? most) };
}
