import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { type Client, createClientAsync, type IHttpClient, listen, type Server } from 'soap';
import type { HttpReply, ScriptedCpe } from './cpe.ts';

const wsdl = (name: string): string => path.join(import.meta.dirname, '../../wsdl', name);
type Version = '1-0' | '1-1' | '1-2';

/** What one side says, as the `soap` package has it: element names to values, attributes apart. */
export type Said = Readonly<Record<string, unknown>>;
export type Handlers = Readonly<Record<string, (said: Said) => Said>>;

/** What the `soap` package makes of a message that goes to `side`, or comes from there as an answer. */
export async function soapReader(side: 'acs' | 'cpe', version: Version): Promise<(message: string) => Said> {
  const client = await createClientAsync(wsdl(`cwmp-${version}-${side}.wsdl`), {}, 'http://nobody.invalid/');
  const { wsdl: reader } = client as unknown as { readonly wsdl: { xmlToObject(xml: string): Said } };
  return (message) => reader.xmlToObject(message);
}

/**
 * A CPE that is not of our making: the `soap` package reads and writes every message, from nothing but the files in
 * `wsdl/`. Of ours is only what carries the bytes: HTTP, digest and the cookie.
 */
export class SoapCpe {
  readonly #carrier: ScriptedCpe;
  readonly #acs: Client;
  readonly #cpe: Server;
  readonly #namespace: string;
  /** Methods that Muster called, with what it said. */
  readonly heard: { readonly method: string; readonly said: Said }[] = [];
  /** Envelopes as Muster wrote them. */
  readonly envelopes: string[] = [];
  #id = 0;

  private constructor(carrier: ScriptedCpe, acs: Client, cpe: Server, namespace: string) {
    this.#carrier = carrier;
    this.#acs = acs;
    this.#cpe = cpe;
    this.#namespace = namespace;
  }

  static async make(carrier: ScriptedCpe, handlers: Handlers, version: Version = '1-2'): Promise<SoapCpe> {
    const namespace = `urn:dslforum-org:cwmp-${version}`;
    const httpClient: IHttpClient = {
      request: (async (
        _url: string,
        body: string,
        callback: (error: unknown, reply?: object, text?: string) => void,
      ) => {
        const reply = await carrier.post(body);
        callback(null, { statusCode: reply.status, status: reply.status, headers: reply.headers }, reply.text);
      }) as unknown as IHttpClient['request'],
    };
    const acs = await createClientAsync(wsdl(`cwmp-${version}-acs.wsdl`), { httpClient }, 'http://acs.invalid/');
    const port: Record<string, (said: Said) => Said> = {};
    // Never listens: messages are handed to it.
    const server = http.createServer();
    const cpe = await new Promise<Server>((resolve, reject) => {
      const options = {
        path: '/',
        uri: wsdl(`cwmp-${version}-cpe.wsdl`),
        xml: readFileSync(wsdl(`cwmp-${version}-cpe.wsdl`), 'utf8'),
        services: { CwmpCpe: { CpePort: port } },
        callback: (error: unknown, made: Server) => (error ? reject(error) : resolve(made)),
      };
      listen(server, options as unknown as Parameters<typeof listen>[1]);
    });
    const made = new SoapCpe(carrier, acs, cpe, namespace);
    for (const [method, handle] of Object.entries(handlers)) {
      port[method] = (said) => {
        made.heard.push({ method, said });
        return handle(said);
      };
    }
    return made;
  }

  /** A request of the CPE. @returns what Muster answered, as the package reads it */
  async call(method: string, said: Said): Promise<Said> {
    this.#acs.clearSoapHeaders();
    this.#acs.addSoapHeader(this.#header(`soap-${++this.#id}`));
    if (method === 'Inform') this.#carrier.cookie = null;
    const [answer, raw] = (await this.#acs[`${method}Async`](said)) as [Said, string];
    this.envelopes.push(raw);
    if (!raw.includes(`>soap-${this.#id}</cwmp:ID>`)) throw new Error(`the ID is not echoed in ${raw}`);
    return answer ?? {};
  }

  /** Gives the floor to Muster and answers what it asks, until it has nothing more. */
  async listen(): Promise<void> {
    let reply = await this.#carrier.empty();
    while (reply.status === 200) reply = await this.#answer(reply);
    if (reply.status !== 204) throw new Error(`the session ended with ${reply.status}: ${reply.text}`);
  }

  async #answer(reply: HttpReply): Promise<HttpReply> {
    this.envelopes.push(reply.text);
    const id = /<cwmp:ID[^>]*>([^<]*)</.exec(reply.text)?.[1];
    if (id === undefined) throw new Error(`a request without ID: ${reply.text}`);
    this.#cpe.clearSoapHeaders();
    this.#cpe.addSoapHeader(this.#header(id));
    const { body } = await this.#cpe.processRequest(reply.text, { headers: { 'content-type': 'text/xml' }, url: '/' });
    return this.#carrier.post(body);
  }

  #header(id: string): string {
    return `<cwmp:ID xmlns:cwmp="${this.#namespace}" soap:mustUnderstand="1">${id}</cwmp:ID>`;
  }
}
