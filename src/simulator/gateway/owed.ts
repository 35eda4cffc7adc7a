import type { Call } from '../../cwmp/rpc/index.ts';
import type { GatewayEvent } from './events.ts';

/** The events whose acknowledgement is the answer to a request of the gateway's own. */
export type OwedEvent =
  | '5 KICKED'
  | '9 REQUEST DOWNLOAD'
  | '10 AUTONOMOUS TRANSFER COMPLETE'
  | '11 DU STATE CHANGE COMPLETE'
  | '12 AUTONOMOUS DU STATE CHANGE COMPLETE';

/** One request the gateway owes the ACS, with the events that announce it; repeated until it is answered. */
export interface Owed {
  readonly event: OwedEvent;
  /** CommandKey of `M ChangeDUState`, which goes with 11; null elsewhere. */
  readonly commandKey: string | null;
  readonly call: Call;
}

/** Kicks and wishes for a file are the CPE's own choice: a reboot forgets them. */
const lostByReboot: ReadonlySet<OwedEvent> = new Set<OwedEvent>(['5 KICKED', '9 REQUEST DOWNLOAD']);

export const outlivesReboot = (owed: Owed): boolean => !lostByReboot.has(owed.event);

/** The events of the Inform that announces these requests: each code once, each M event for itself. */
export function eventsOf(owed: readonly Owed[]): GatewayEvent[] {
  const events: GatewayEvent[] = [...new Set(owed.map(({ event }) => event))].map((code) => ({ code, commandKey: '' }));
  for (const { commandKey } of owed) if (commandKey !== null) events.push({ code: 'M ChangeDUState', commandKey });
  return events;
}
