import type { CallFacts, WayRow } from '../../../devices/connection-request-store.ts';
import type { Reach } from './plan.ts';
import type { WayRecord } from './way.ts';

/** A parameter as stored. */
export interface Told {
  readonly path: string;
  readonly value: string;
  readonly updatedAt: Date;
}

/**
 * Puts together what a device told in Informs and answers, what our STUN server saw, and experience. Pure.
 * @param told its parameters below ManagementServer
 */
export function reachOf(facts: CallFacts, told: readonly Told[], records: readonly WayRow[]): Reach {
  const named = (name: string): Told | undefined =>
    told.find(({ path }) => path === `${facts.root}ManagementServer.${name}`);
  const value = (name: string): string => named(name)?.value.trim() ?? '';
  const address = named('UDPConnectionRequestAddress');
  const bound = facts.bindingAddress !== null && facts.bindingPort !== null && facts.bindingSeenAt !== null;
  // Whichever is fresher: a device reports a changed binding late, and a binding that is no longer refreshed gets old.
  const useBinding = bound && !(address?.value && address.updatedAt > facts.bindingSeenAt!);
  const off = /^(false|0)$/i.test(value('HTTPConnectionRequestEnable'));
  return {
    url: off ? null : facts.url || null,
    udpAddress: useBinding
      ? hostAndPort(facts.bindingAddress!, facts.bindingPort!)
      : withPort(address?.value.trim() ?? ''),
    natDetected: /^(true|1)$/i.test(value('NATDetected')),
    jabberId: value('ConnReqJabberID') || null,
    informedFrom: facts.ipAddress,
    lastInformAt: facts.lastInformAt,
    records: records as readonly WayRecord[],
  };
}

function hostAndPort(address: string, port: number): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** The port may be left out if it is 80. @returns null for '', and for what names no host or port */
function withPort(text: string): string | null {
  if (text === '') return null;
  const bare = text.split(':').length > 2 && !text.startsWith('[') ? `[${text}]` : text;
  const address = /:\d{1,5}$/.test(bare.replace(/^\[[^\]]*\]/, '')) ? bare : `${bare}:80`;
  return URL.canParse(`http://${address}/`) && !/:0+$/.test(address) ? address : null;
}
