import { open } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { sleep } from '../../base/durations.ts';
import { MusterError, messageOf } from '../../base/errors.ts';
import { HttpLogin, type Login } from '../gateway/http-login.ts';
import type { TransferFault } from './transfer.ts';

/** How a picky client fetches. */
export interface FetchHabit {
  /** Asks with HEAD first and wants a Content-Length there. */
  readonly head: boolean;
  /** Asks for `bytes=0-` and takes a 206 as well as a 200. */
  readonly range: boolean;
}

export interface FetchOrder {
  readonly url: string;
  /** Used only when the file server asks. */
  readonly login: Login;
  /** Where the bytes go; what was there is lost. */
  readonly path: string;
  /** Announced size in bytes, 0: unknown. */
  readonly fileSize: number;
  /** Most bytes the destination holds. */
  readonly capacity: number;
  /** null: as fast as it comes. */
  readonly bytesPerSecond: number | null;
  /** null: a plain GET. */
  readonly habit: FetchHabit | null;
  /** Milliseconds without a byte. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const redirectLimit = 5;

/**
 * Fetches a file over HTTP(S) straight to disk.
 * @returns null when it is there, else the fault for TransferComplete: 9012 credentials, 9013 scheme, 9015 no contact,
 *   9016 no access, 9017 cut short, 9018 another size than announced, 9010 anything else
 */
export async function fetchFile(order: FetchOrder): Promise<TransferFault | null> {
  const auth = new HttpLogin();
  let url = new URL(order.url);
  let asked = false;
  let method: 'GET' | 'HEAD' = order.habit?.head ? 'HEAD' : 'GET';
  for (let hop = 0; hop <= redirectLimit; ) {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return failed(9013, url.protocol);
    let response: http.IncomingMessage;
    try {
      response = await request(order, method, url, auth.authorize(order.login, method, url.pathname + url.search));
    } catch (error) {
      return failed(9015, messageOf(error));
    }
    const status = response.statusCode ?? 0;
    if (status === 200 && method === 'HEAD') {
      response.resume();
      if (response.headers['content-length'] === undefined) return failed(9010, 'HEAD gives no Content-Length');
      method = 'GET';
      continue;
    }
    if (status === 200 || (status === 206 && order.habit?.range)) return receive(order, response);
    response.resume();
    if (method === 'HEAD' && status !== 401 && !redirects.has(status)) return failed(9010, `HEAD answered ${status}`);
    if (status === 401) {
      const challenged = auth.challenged([response.headers['www-authenticate'] ?? '']);
      if (order.login.username === '' || challenged === null || asked) return failed(9012, 'status 401');
      asked = true;
      continue;
    }
    const target = redirects.has(status) ? URL.parse(response.headers.location ?? '', url.href) : null;
    if (target === null) return failed(9016, `status ${status}`);
    url = target;
    hop++;
  }
  return failed(9016, `more than ${redirectLimit} redirects`);
}

function request(
  order: FetchOrder,
  method: 'GET' | 'HEAD',
  url: URL,
  authorization: string | null,
): Promise<http.IncomingMessage> {
  const transport = url.protocol === 'https:' ? https : http;
  const headers = {
    'User-Agent': 'muster-gateway',
    ...(order.habit?.range && method === 'GET' ? { Range: 'bytes=0-' } : {}),
    ...(authorization === null ? {} : { Authorization: authorization }),
  };
  return new Promise((resolve, reject) => {
    // No agent: one file, one connection, closed behind it.
    const outgoing = transport.request({
      ...urlToHttpOptions(url),
      method,
      agent: false,
      headers,
      signal: order.signal,
    });
    outgoing.end();
    outgoing.setTimeout(order.timeout, () => outgoing.destroy(new MusterError('internal', 'timed out')));
    outgoing.on('error', reject);
    outgoing.on('response', resolve);
  });
}

async function receive(order: FetchOrder, response: http.IncomingMessage): Promise<TransferFault | null> {
  const announced = Number(response.headers['content-length'] ?? Number.NaN);
  if (announced > order.capacity) {
    response.destroy();
    return failed(9010, `${announced} bytes do not fit in ${order.capacity}`);
  }
  const file = await open(order.path, 'w');
  let size = 0;
  try {
    for await (const chunk of paced(response, order)) {
      size += chunk.length;
      if (size > order.capacity) return failed(9010, `more than ${order.capacity} bytes`);
      await file.write(chunk);
    }
  } catch (error) {
    return failed((error as NodeJS.ErrnoException).code === 'ENOSPC' ? 9010 : 9017, messageOf(error));
  } finally {
    response.destroy();
    await file.close();
  }
  if (!response.complete || size < order.fileSize) return failed(9017, `${size} bytes came`);
  if (order.fileSize > 0 && size > order.fileSize) return failed(9018, `${size} bytes, not ${order.fileSize}`);
  return null;
}

/** The body in chunks, no faster than allowed. */
async function* paced(response: http.IncomingMessage, order: FetchOrder): AsyncGenerator<Buffer> {
  for await (const chunk of response as AsyncIterable<Buffer>) {
    yield chunk;
    if (order.bytesPerSecond !== null) await sleep((chunk.length * 1000) / order.bytesPerSecond, order.signal);
  }
}

function failed(code: number, detail: string): TransferFault {
  return { code, message: detail };
}
