import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { all, type Node, parse } from './look.ts';
import { call, cwmp, envelope } from './words.ts';

/** One message of the gateway. */
export interface Heard {
  /** The method, `…Response`, `Fault`, or '' for an empty POST. */
  readonly name: string;
  readonly text: string;
  /** The envelope; null for an empty POST. */
  readonly xml: Node | null;
  readonly headers: http.IncomingHttpHeaders;
  readonly path: string;
  readonly verb: string;
  readonly port: number;
  /** Milliseconds, of a clock that only grows. */
  readonly at: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly text?: string;
}

/** Answers InformResponse, empty responses and 204, asks what is in its queue, and writes down all it hears. */
export class ScriptedAcs {
  readonly heard: Heard[] = [];
  /** Given a message, what is answered instead; undefined: as always. */
  instead: (heard: Heard, acs: ScriptedAcs) => HttpAnswer | undefined = () => undefined;
  /** Given a message, what its answer waits for. */
  hold: (heard: Heard) => Promise<unknown> | null = () => null;
  /** Header elements of every envelope that goes out. */
  headers: (name: string) => string = () => '';
  cookies: readonly string[] = ['session=one; Path=/'];
  readonly #queue: { readonly body: string; readonly settle: (answer: Node) => void }[] = [];
  readonly #server: http.Server;
  readonly #watchers = new Set<() => void>();
  #open: ((answer: Node) => void) | null = null;
  #lastId = 0;

  constructor() {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', async () => {
        const { status, headers = {}, text = '' } = this.#answer(request, Buffer.concat(chunks).toString('utf8'));
        for (const look of [...this.#watchers]) look();
        const wait = this.hold(this.heard.at(-1)!);
        if (wait !== null) await wait;
        response.writeHead(status, {
          ...(status === 204 ? {} : { 'Content-Length': Buffer.byteLength(text) }),
          ...headers,
        });
        response.end(text);
      });
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/acs`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Asks the gateway when the floor is ours. @returns the child of the Body that it answers with */
  ask(method: string, inner = ''): Promise<Node> {
    return new Promise((settle) => this.#queue.push({ body: call(method, inner), settle }));
  }

  get informs(): Heard[] {
    return this.named('Inform');
  }

  named(name: string): Heard[] {
    return this.heard.filter((one) => one.name === name);
  }

  async until(what: string, holds: () => boolean, limit = 10_000): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve, reject) => {
      const done = (end: () => void): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        end();
      };
      const look = (): void => {
        if (holds()) done(resolve);
      };
      const timer = setTimeout(() => {
        const story = this.heard.map((one) =>
          one.name === 'Inform' ? `Inform(${eventsOf(one).join('+')})` : one.name,
        );
        done(() => reject(new Error(`it never happened: ${what}; heard ${story.join(' | ')}`)));
      }, limit);
      this.#watchers.add(look);
    });
  }

  /** The first Inform, from this number on, that has the event. */
  async informWith(event: string, from = 0): Promise<Heard> {
    const find = () => this.informs.slice(from).find((one) => eventsOf(one).includes(event));
    await this.until(`an Inform with ${event}`, () => find() !== undefined);
    return find()!;
  }

  #answer(request: http.IncomingMessage, text: string): HttpAnswer {
    const xml = text.trim() === '' ? null : parse(text);
    const body = xml === null ? undefined : all(xml, 'Body')[0]?.children[0];
    const heard: Heard = {
      name: body?.name ?? '',
      text,
      xml,
      headers: request.headers,
      path: request.url ?? '',
      verb: request.method ?? '',
      port: request.socket.remotePort ?? 0,
      at: performance.now(),
    };
    this.heard.push(heard);
    const instead = this.instead(heard, this);
    if (instead) return instead;
    const id = xml === null ? null : (all(xml, 'Header/ID')[0]?.text ?? null);
    const ns = body?.namespace.includes('cwmp') ? body.namespace : cwmp(2);
    if (heard.name === 'Inform') {
      const answer = this.written('InformResponse', '<MaxEnvelopes>1</MaxEnvelopes>', id, ns);
      return { ...answer, headers: { ...answer.headers, 'Set-Cookie': [...this.cookies] } };
    }
    if (body && !heard.name.endsWith('Response') && heard.name !== 'Fault') {
      const inner = heard.name === 'Kicked' ? '<NextURL></NextURL>' : '';
      return this.written(`${heard.name}Response`, inner, id, ns);
    }
    if (body && this.#open) this.#open(body);
    this.#open = null;
    const next = this.#queue.shift();
    if (!next) return { status: 204 };
    this.#open = next.settle;
    return this.envelope(next.body, `acs${++this.#lastId}`, ns);
  }

  written(name: string, inner: string, id: string | null, ns = cwmp(2)): HttpAnswer {
    return this.envelope(call(name, inner), id, ns);
  }

  envelope(body: string, id: string | null, ns = cwmp(2)): HttpAnswer {
    const name = /<cwmp:(\w+)/.exec(body)?.[1] ?? '';
    return {
      status: 200,
      headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      text: envelope(body, { id, ns, headers: this.headers(name) }),
    };
  }
}

/** `1 BOOT`, `M Reboot key`. */
export function eventsOf(heard: Heard): string[] {
  return all(heard.xml!, 'Body/Inform/Event/EventStruct').map((one) =>
    `${all(one, 'EventCode')[0]!.text} ${all(one, 'CommandKey')[0]!.text}`.trim(),
  );
}

/** Values that an Inform or an answer tells, by name. */
export function valuesOf(node: Node): Record<string, string> {
  return Object.fromEntries(
    all(node, 'ParameterList/ParameterValueStruct').map((one) => [
      all(one, 'Name')[0]!.text,
      all(one, 'Value')[0]!.text,
    ]),
  );
}
