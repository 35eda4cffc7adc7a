import http from 'node:http';
import { until } from '../../support/until.ts';

/** A block of the stream that had data. */
export interface Heard {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

export interface ListenWish {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A listener that reads as the HTML standard says, and stops reading when the test wants it. */
export class Listener {
  readonly heard: Heard[] = [];
  readonly comments: string[] = [];
  /** As EventSource would send it when it comes back. */
  lastEventId = '';
  ended = false;
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly #response: http.IncomingMessage;
  #rest = '';

  private constructor(response: http.IncomingMessage) {
    this.#response = response;
    this.status = response.statusCode!;
    this.headers = response.headers;
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.#take(text));
    for (const name of ['end', 'close', 'error'])
      response.on(name, () => {
        this.ended = true;
      });
  }

  static open(origin: string, key: string | null, { query = {}, headers = {} }: ListenWish = {}): Promise<Listener> {
    const url = new URL('/api/v1/events', origin);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const authorization = key === null ? {} : { Authorization: `Bearer ${key}` };
    return new Promise((resolve, reject) => {
      http
        .get(url, { headers: { ...authorization, ...headers }, agent: false }, (response) => {
          resolve(new Listener(response));
        })
        .on('error', reject);
    });
  }

  get types(): string[] {
    return this.heard.map((one) => one.event);
  }

  ids(): number[] {
    return this.heard.map((one) => Number(one.id));
  }

  /** Waits until so many events were heard. */
  count(n: number, limit?: number): Promise<true> {
    return until(`${n} events are heard, there are ${this.heard.length}`, () => this.heard.length >= n, limit, 10);
  }

  find(what: string, fits: (heard: Heard) => boolean): Promise<Heard> {
    return until(`the event "${what}" is heard`, () => this.heard.find(fits));
  }

  caughtUp(): Promise<true> {
    return until('all that is kept was heard', () => this.comments.includes('caught up'), 30_000, 5);
  }

  end(): Promise<true> {
    return until('the stream ends', () => this.ended);
  }

  /** Reads no more: what comes stays in the sockets. */
  pause(): void {
    this.#response.pause();
  }

  resume(): void {
    this.#response.resume();
  }

  leave(): void {
    this.#response.destroy();
  }

  #take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n');
    this.#rest = blocks.pop()!;
    for (const block of blocks) {
      let id = this.lastEventId;
      let event = 'message';
      const data: string[] = [];
      for (const line of block.split('\n')) {
        const colon = line.indexOf(':');
        const name = line.slice(0, colon);
        const value = line.slice(colon + 1).replace(/^ /, '');
        if (name === '') this.comments.push(value);
        else if (name === 'id') id = value;
        else if (name === 'event') event = value;
        else if (name === 'data') data.push(value);
        else if (name !== 'retry') throw new Error(`a line that is not of a stream of events: ${line}`);
      }
      this.lastEventId = id;
      if (data.length > 0) this.heard.push({ id, event, data: JSON.parse(data.join('\n')) });
    }
  }
}
