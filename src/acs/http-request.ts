import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';

export function readsGzip(request: IncomingMessage): boolean {
  const accepted = request.headers['accept-encoding'];
  return typeof accepted === 'string' && /(?:^|[,\s])(?:x-)?gzip(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(accepted);
}

export function isSecure(request: IncomingMessage): boolean {
  return (request.socket as Partial<TLSSocket>).encrypted === true;
}

/** Whether the request was sent to the very place that gateways are redirected to. */
export function isThere(request: IncomingMessage, url: string): boolean {
  const target = new URL(url);
  const secure = target.protocol === 'https:';
  const host = (request.headers.host ?? '').toLowerCase();
  return isSecure(request) === secure && (host === target.host || host === `${target.hostname}:${secure ? 443 : 80}`);
}

/**
 * The calls that worms make on this port, to set a device's clock or read its Wi-Fi password (TR-064): no CPE sends
 * those to its ACS, and they are told from CWMP by one header.
 */
export function isForeign(request: IncomingMessage): boolean {
  const action = request.headers['soapaction'];
  return typeof action === 'string' && /:service:/i.test(action);
}

/** A proxy speaks for many gateways over one connection. */
export function isProxied(request: IncomingMessage): boolean {
  const { headers } = request;
  return headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined || headers['via'] !== undefined;
}

export function hasOurCookie(request: IncomingMessage): boolean {
  return request.headers.cookie?.includes('muster=') ?? false;
}

export function addressOf(request: IncomingMessage): string {
  const address = request.socket.remoteAddress ?? '';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}

/** The user that credentials name, proven or not; null without readable ones. */
export function claimedUser(authorization: string | undefined): string | null {
  if (authorization === undefined) return null;
  const basic = /^basic\s+(\S+)/i.exec(authorization);
  if (basic) return Buffer.from(basic[1]!, 'base64').toString('utf8').split(':', 1)[0]!;
  const digest = /^digest\s.*?username="((?:[^"\\]|\\.)*)"/i.exec(authorization);
  return digest ? digest[1]!.replace(/\\(["\\])/g, '$1') : null;
}
