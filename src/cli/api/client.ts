import type { ReadableStream } from 'node:stream/web';
import { seconds } from '../../base/durations.ts';
import {
  type ErrorCode,
  type ErrorItem,
  errorCodes,
  isMusterError,
  MusterError,
  messageOf,
} from '../../base/errors.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The REST API of a running Muster. Paths are relative to `/api/v1`; each verb throws the MusterError the API means. */
export interface ApiClient {
  readonly base: string;
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  /** A change of what was read: refused where it is not at this version any more. */
  put<T>(path: string, body: unknown, version: number): Promise<T>;
  /** A raw body, streamed or whole. */
  upload<T>(path: string, query: Query, body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>): Promise<T>;
  remove(path: string): Promise<void>;
  /** An answer that goes on, until the signal fires or the other side ends it. */
  stream(
    path: string,
    query: Query,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>>;
}

const patience = seconds(30);

export function apiClient(base: string, key: string): ApiClient {
  const root = rootOf(base);
  const urlOf = (path: string, query: Query): URL => {
    const url = new URL(`${root}/api/v1${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url;
  };
  const call = async <T>(method: string, path: string, query: Query, init: RequestInit = {}): Promise<T> => {
    const url = urlOf(path, query);
    const headers = { ...init.headers, Authorization: `Bearer ${key}`, Accept: 'application/json' };
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, { ...init, method, headers });
      text = await response.text();
    } catch (error) {
      throw unreachable(root, error);
    }
    if (!response.ok) throw refusal(response, text, url);
    return parse(text, url) as T;
  };
  const inTime = (): { signal: AbortSignal } => ({ signal: AbortSignal.timeout(patience) });
  return {
    base: root,
    get: (path, query = {}) => call('GET', path, query, inTime()),
    post: (path, body) =>
      call(
        'POST',
        path,
        {},
        {
          ...inTime(),
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
        },
      ),
    put: (path, body, version) =>
      call(
        'PUT',
        path,
        {},
        {
          ...inTime(),
          body: JSON.stringify(body),
          headers: { 'Content-Type': 'application/json', 'If-Match': `"${version}"` },
        },
      ),
    // As long as it takes: a large file over a thin line is not stuck.
    upload: (path, query, body) =>
      call('POST', path, query, {
        body,
        headers: { 'Content-Type': 'application/octet-stream' },
        duplex: 'half',
      } as RequestInit),
    remove: (path) => call('DELETE', path, {}, inTime()),
    async stream(path, query, more, signal) {
      const url = urlOf(path, query);
      let response: Response;
      try {
        response = await fetch(url, { headers: { ...more, Authorization: `Bearer ${key}` }, signal });
      } catch (error) {
        throw unreachable(root, error);
      }
      if (!response.ok) throw refusal(response, await response.text(), url);
      return response.body as ReadableStream<Uint8Array>;
    },
  };
}

/** True when nobody answered at all, which may pass: Muster restarts. */
export function isUnreachable(error: unknown): boolean {
  return isMusterError(error) && error.extra['unreachable'] === true;
}

function rootOf(base: string): string {
  const url = URL.parse(base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new MusterError('invalidConfiguration', `"${base}" is not the address of an API; write http://host:port`);
  }
  return url.href.replace(/\/+$/, '');
}

function unreachable(root: string, error: unknown): MusterError {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = (cause as { code?: unknown }).code;
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  const why =
    code === 'ECONNREFUSED'
      ? `nothing listens at ${root}`
      : timedOut
        ? `${root} did not answer within ${patience / 1000} seconds`
        : `${root} cannot be reached (${messageOf(cause) || String(code)})`;
  return new MusterError(
    'invalidConfiguration',
    `${why}; start Muster with "muster start", or say where it is with --api or MUSTER_API_URL`,
    { cause: error, extra: { unreachable: true } },
  );
}

/** The same error the API had, from problem+json; else what can be said about an answer of something else. */
function refusal(response: Response, text: string, url: URL): MusterError {
  const problem = problemOf(text);
  if (problem === null) {
    const said = text.slice(0, 120).replace(/\s+/g, ' ').trim();
    return new MusterError('internal', `${url.origin} answered ${response.status}${said === '' ? '' : `: ${said}`}`, {
      extra: { status: response.status, ...(response.status >= 502 ? { unreachable: true } : {}) },
    });
  }
  const { code, detail, title, errors, ...extra } = problem;
  return new MusterError(isErrorCode(code) ? code : 'internal', detail ?? title ?? `answered ${response.status}`, {
    items: Array.isArray(errors) ? errors.filter(isErrorItem) : [],
    extra: { ...extra, status: response.status },
  });
}

interface Problem {
  readonly code?: unknown;
  readonly detail?: string;
  readonly title?: string;
  readonly errors?: unknown;
}

function problemOf(text: string): Problem | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { detail, title } = value as Record<string, unknown>;
  return typeof detail === 'string' || typeof title === 'string' ? (value as Problem) : null;
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

function isErrorItem(item: unknown): item is ErrorItem {
  const { path, message } = (item ?? {}) as Record<string, unknown>;
  return typeof path === 'string' && typeof message === 'string';
}

function parse(text: string, url: URL): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MusterError('internal', `${url.origin} does not speak JSON; is that the API of a Muster?`, {
      cause: error,
    });
  }
}
