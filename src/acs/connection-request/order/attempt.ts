import { isMusterError } from '../../../base/errors.ts';
import type { DestinationGuard } from '../destination-guard.ts';
import { callByHttp } from '../http/call.ts';
import { type CallLogin, type CallResult, missed } from '../result.ts';
import { callByUdp } from '../udp/call.ts';
import type { UdpSocket } from '../udp/socket.ts';
import type { XmppConnection } from '../xmpp/connection.ts';
import type { Reach } from './plan.ts';
import type { Way } from './way.ts';

/** What this process has to call devices with; null: that way is not served. */
export interface Callers {
  readonly guard: DestinationGuard;
  readonly udp: UdpSocket | null;
  readonly xmpp: Pick<XmppConnection, 'call'> | null;
  /** Whether a device may be told its password by Basic, when it knows nothing better (quirk 112). */
  basicAllowed(device: string): boolean | Promise<boolean>;
}

export function servedWays({ udp, xmpp }: Callers): ReadonlySet<Way> {
  return new Set<Way>(['http', ...(udp ? (['udp'] as const) : []), ...(xmpp ? (['xmpp'] as const) : [])]);
}

/** One call on one way. Whatever the device named as its address is checked before anything is sent there. */
export async function attempt(
  callers: Callers,
  way: Way,
  device: string,
  reach: Reach,
  login: CallLogin,
  now: number,
): Promise<CallResult> {
  try {
    switch (way) {
      case 'http':
        return await callByHttp(await callers.guard(reach.url!), login, {
          basicAllowed: () => callers.basicAllowed(device),
        });
      case 'udp': {
        const { address, url } = await callers.guard(`http://${reach.udpAddress}/`);
        const to = { address, port: Number(url.port || 80) };
        return await callByUdp(callers.udp!, reach.udpAddress!, to, login, now);
      }
      case 'xmpp':
        return await callers.xmpp!.call(reach.jabberId!, login);
    }
  } catch (error) {
    if (isMusterError(error, 'destinationRefused')) return missed('destinationRefused', error.message);
    throw error;
  }
}
