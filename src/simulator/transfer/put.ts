import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { MusterError, messageOf } from '../../base/errors.ts';
import { HttpLogin, type Login } from '../gateway/http-login.ts';
import type { TransferFault } from './transfer.ts';

export interface PutOrder {
  readonly url: string;
  /** An empty user name: none. */
  readonly login: Login;
  readonly content: Buffer;
  /** Milliseconds without a sign of the server. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/**
 * Sends a file with PUT, answering one challenge, digest or basic.
 * @returns null when the server took it, else the fault for TransferComplete: 9012 credentials, 9015 no contact,
 *   9011 any other refusal
 */
export async function putFile(order: PutOrder): Promise<TransferFault | null> {
  const url = new URL(order.url);
  const auth = new HttpLogin();
  for (let tries = 0; ; tries++) {
    let reply: { readonly status: number; readonly challenge: string };
    try {
      reply = await put(order, url, auth.authorize(order.login, 'PUT', url.pathname + url.search));
    } catch (error) {
      return { code: 9015, message: messageOf(error) };
    }
    const { status, challenge } = reply;
    if (status >= 200 && status < 300) return null;
    if (status === 401 && tries === 0 && order.login.username !== '' && auth.challenged([challenge]) !== null) continue;
    return { code: status === 401 || status === 403 ? 9012 : 9011, message: `status ${status}` };
  }
}

function put(
  order: PutOrder,
  url: URL,
  authorization: string | null,
): Promise<{ readonly status: number; readonly challenge: string }> {
  const transport = url.protocol === 'https:' ? https : http;
  const headers = {
    'User-Agent': 'muster-gateway',
    'Content-Type': 'application/octet-stream',
    'Content-Length': order.content.length,
    ...(authorization === null ? {} : { Authorization: authorization }),
  };
  return new Promise((resolve, reject) => {
    const options = { ...urlToHttpOptions(url), method: 'PUT', agent: false, headers, signal: order.signal } as const;
    const outgoing = transport.request(options, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, challenge: response.headers['www-authenticate'] ?? '' }),
      );
      response.on('error', reject);
    });
    outgoing.setTimeout(order.timeout, () => outgoing.destroy(new MusterError('internal', 'timed out')));
    outgoing.on('error', reject);
    outgoing.end(order.content);
  });
}
