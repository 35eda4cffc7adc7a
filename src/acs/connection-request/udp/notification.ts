import { createHmac, timingSafeEqual } from 'node:crypto';
import { type DeviceIdentity, deviceIdOf } from '../../../base/device-id.ts';
import { minutes } from '../../../base/durations.ts';
import type { DeviceId } from '../../../base/ids.ts';
import { childNamed, type XmlElement } from '../../../cwmp/xml/element.ts';
import { readXml } from '../../../cwmp/xml/reader.ts';

/** A UDP lightweight notification (TR-069 Annex M) as it stands in its datagram; nothing in it is believed yet. */
export interface Notification {
  /** Seconds since the epoch. */
  readonly ts: number;
  /** ManagementServer.Username of the sender. */
  readonly un: string;
  readonly cn: string;
  readonly device: DeviceId;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** Hex of HMAC-SHA1 over `body`, keyed with ManagementServer.Password. */
  readonly signature: string;
  readonly body: Buffer;
}

/** How far a sender's clock and ours may lie apart. */
const freshForMs = minutes(5);
const mostParameters = 256;
const longestName = 256;

/**
 * Reads the HTTP-like text of a notification. Its head is read as kindly as CPEs write it: what counts is the
 * `Signature` header and the XML behind the first empty line.
 * @returns null for anything else
 */
export function readNotification(datagram: Buffer): Notification | null {
  const [end, skip] = endOfHead(datagram);
  if (end < 0) return null;
  const head = datagram.subarray(0, end).toString('latin1');
  if (!/^POST\b/.test(head)) return null;
  const signature = /^signature[ \t]*:[ \t]*"?([0-9a-f]{40})"?[ \t]*\r?$/im.exec(head)?.[1];
  const body = datagram.subarray(end + skip);
  if (signature === undefined) return null;
  let root: XmlElement;
  try {
    // Bytes behind the document (a final NUL of C) are signed or not; XML they are not.
    root = readXml(body.toString('utf8').replace(/\0+$/, ''), { maxDepth: 4, maxElements: 4 * mostParameters });
  } catch {
    return null;
  }
  if (root.name !== 'Notification') return null;
  const text = (name: string): string => childNamed(root, name)?.text.trim() ?? '';
  const identity: DeviceIdentity = {
    oui: text('OUI').toUpperCase(),
    productClass: text('ProductClass'),
    serialNumber: text('SerialNumber'),
  };
  const ts = Number(text('TS'));
  const un = childNamed(root, 'UN')?.text ?? '';
  if (!Number.isSafeInteger(ts) || identity.oui === '' || identity.serialNumber === '') return null;
  const parameters = root.children
    .filter(({ name }) => name === 'Param')
    .slice(0, mostParameters)
    .map((one) => ({ name: childNamed(one, 'Name')?.text.trim() ?? '', value: childNamed(one, 'Value')?.text ?? '' }))
    .filter(({ name }) => name !== '' && name.length <= longestName && !name.endsWith('.'));
  return { ts, un, cn: text('CN'), device: deviceIdOf(identity), parameters, signature, body };
}

export function isSigned(notification: Notification, password: string): boolean {
  const wanted = createHmac('sha1', password).update(notification.body).digest();
  return timingSafeEqual(wanted, Buffer.from(notification.signature, 'hex'));
}

export function isFresh({ ts }: Notification, now: number): boolean {
  return Math.abs(now - ts * 1000) <= freshForMs;
}

/** Remembers what was heard for as long as it would count as fresh: a repeat is dropped. */
export function repeats(most = 100_000) {
  const seen = new Map<string, number>();
  return (notification: Notification, now: number): boolean => {
    for (const [key, until] of seen) {
      if (until > now && seen.size < most) break;
      seen.delete(key);
    }
    const key = `${notification.device} ${notification.ts} ${notification.cn}`;
    if (seen.has(key)) return true;
    seen.set(key, now + 2 * freshForMs);
    return false;
  };
}

function endOfHead(datagram: Buffer): readonly [end: number, skip: number] {
  const strict = datagram.indexOf('\r\n\r\n');
  const bare = datagram.indexOf('\n\n');
  return strict >= 0 && (bare < 0 || strict < bare) ? [strict, 4] : [bare, 2];
}
