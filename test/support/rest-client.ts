/** A problem (RFC 9457) as Muster answers it. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly [extra: string]: unknown;
}

export interface RestReply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

type Query = Readonly<Record<string, string | number | boolean>>;
type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RestRequest {
  readonly body?: unknown;
  readonly query?: Query;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The REST API as a customer's program would call it. */
export class RestClient {
  readonly #origin: string;
  readonly #key: string | null;

  /** @param origin `http://host:port/` */
  constructor(origin: string, key: string | null) {
    this.#origin = origin;
    this.#key = key;
  }

  /** The same API with another key, or none. */
  as(key: string | null): RestClient {
    return new RestClient(this.#origin, key);
  }

  /** Any answer, good or bad. A body that is a string or bytes is sent as it is. */
  async ask<T = Problem>(
    verb: Verb,
    path: string,
    { body, query = {}, headers = {} }: RestRequest = {},
  ): Promise<RestReply<T>> {
    const url = new URL(`/api/v1${path}`, this.#origin);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(url, {
      method: verb,
      headers: {
        ...(this.#key === null ? {} : { Authorization: `Bearer ${this.#key}` }),
        ...(body === undefined || body instanceof Uint8Array ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string | Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T };
  }

  /** A good answer. @throws Error with what the API said otherwise */
  async good<T>(verb: Verb, path: string, request: RestRequest = {}): Promise<T> {
    const { status, body } = await this.ask<unknown>(verb, path, request);
    if (status >= 400) throw new Error(`${verb} ${path} was answered ${status}: ${JSON.stringify(body)}`);
    return body as T;
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.good('GET', path, { query });
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.good('POST', path, { body });
  }
}
