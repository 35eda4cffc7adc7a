import { createHmac } from 'node:crypto';
import type { CallLogin } from '../result.ts';

export interface UdpRequest {
  /** `host:port` as the device told it. */
  readonly address: string;
  readonly login: CallLogin;
  /** Seconds since the epoch; newer than the last one the device accepted. */
  readonly ts: number;
  /** Unsigned 32 bits; the copies of one request share it. */
  readonly id: number;
  /** Random text. */
  readonly cn: string;
}

/** The datagram of a UDP connection request (TR-069 Annex G): an HTTP request that nobody answers. Pure. */
export function udpRequestMessage({ address, login, ts, id, cn }: UdpRequest): Buffer {
  const { username: un, password } = login;
  const sig = udpSignature(password, [String(ts), String(id), un, cn]);
  const query = new URLSearchParams({ ts: String(ts), id: String(id), un, cn, sig });
  return Buffer.from(`GET http://${address}?${query} HTTP/1.1\r\nHost: ${address}\r\n\r\n`, 'utf8');
}

/** HMAC-SHA1 over the values as they are, unencoded and one after the other; upper-case hex. */
export function udpSignature(password: string, [ts, id, un, cn]: readonly [string, string, string, string]): string {
  return createHmac('sha1', password).update(`${ts}${id}${un}${cn}`, 'utf8').digest('hex').toUpperCase();
}
