import { isBehindNat } from '../../../devices/behind-nat.ts';
import { leftAloneUntil } from './back-off.ts';
import { type Way, type WayRecord, ways } from './way.ts';

/** What a device has told about how it can be called, and what we have for it. */
export interface Reach {
  readonly url: string | null;
  /** `host:port`; what it told or, where newer, what our STUN server saw. */
  readonly udpAddress: string | null;
  readonly natDetected: boolean;
  readonly jabberId: string | null;
  /** Where its last Inform came from. */
  readonly informedFrom: string | null;
  readonly lastInformAt: Date | null;
  readonly records: readonly WayRecord[];
}

export interface CallPlan {
  /** In the order to try. */
  readonly ways: readonly Way[];
  /** Ways that are not tried, with why. */
  readonly left: readonly { readonly way: Way; readonly why: string }[];
}

/**
 * Which ways to try, in which order: the one that brought a session last, then HTTP, XMPP (which is answered), UDP
 * (which is not). HTTP goes last where there is a NAT in between. A way that failed lately is left alone while there is
 * another one. Pure.
 * @param served the ways that this installation has: UDP needs the STUN server, XMPP a server to log in to
 */
export function planCall(reach: Reach, served: ReadonlySet<Way>, now: number): CallPlan {
  const left: { way: Way; why: string }[] = [];
  const offered = ways.filter((way) => {
    const told = { http: reach.url, xmpp: reach.jabberId, udp: reach.udpAddress }[way];
    if (!told) {
      if (way === 'http') left.push({ way, why: 'it has never told a connection request URL, or has switched it off' });
      return false;
    }
    if (!served.has(way)) left.push({ way, why: whyNotServed[way] });
    return served.has(way);
  });
  const natted = reach.natDetected || isBehindNat(reach.url, reach.informedFrom);
  const record = (way: Way): WayRecord | undefined => reach.records.find((one) => one.way === way);
  const goodAt = (way: Way): number => {
    const known = record(way);
    return known && known.failures === 0 ? (known.goodAt?.getTime() ?? 0) : 0;
  };
  const rank = (way: Way): number => (way === 'http' && natted ? ways.length : ways.indexOf(way));
  const ordered = offered.toSorted((a, b) => goodAt(b) - goodAt(a) || rank(a) - rank(b));
  const until = (way: Way): number => {
    const known = record(way);
    return known ? leftAloneUntil(known, reach.lastInformAt) : 0;
  };
  const open = ordered.filter((way) => until(way) <= now);
  // Somebody wants this device now: of ways that all failed lately, the one that has rested longest is tried.
  const chosen = open.length > 0 ? open : ordered.toSorted((a, b) => until(a) - until(b)).slice(0, 1);
  for (const way of ordered.filter((one) => !chosen.includes(one))) {
    left.push({ way, why: `it failed lately and is left alone until ${new Date(until(way)).toISOString()}` });
  }
  return { ways: chosen, left };
}

const whyNotServed: Readonly<Record<Way, string>> = {
  http: 'connection requests over HTTP are switched off',
  xmpp: 'no XMPP server is set (MUSTER_XMPP_SERVICE)',
  udp: 'the STUN server is switched off (MUSTER_STUN_PORT)',
};
