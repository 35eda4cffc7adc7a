import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AcsStage } from './acs-stage.ts';
import { all } from './look.ts';
import { isRequest, nameOf, type Said, type WireCpe } from './wire-cpe.ts';
import { type InformWords, parameterList, response } from './words.ts';

const server = 'Device.ManagementServer.';

/** A device that can be called: it was bootstrapped, and does what it is told in its sessions. */
export interface Callable {
  readonly cpe: WireCpe;
  /** What Muster has set, by path. */
  readonly set: Map<string, string>;
  /** A whole session. */
  session(words: InformWords): Promise<void>;
  /** POSTs a connection request by REST. */
  call(): Promise<{ readonly outcome: string; readonly detail: string }>;
}

export async function callable(stage: AcsStage): Promise<Callable> {
  const cpe = stage.stranger();
  const set = new Map<string, string>();
  const session = async (words: InformWords): Promise<void> => {
    let said: Said = await cpe.session(words);
    while (said.status === 200) said = await cpe.reply(said, obey(said, set));
  };
  await session({ events: ['0 BOOTSTRAP', '1 BOOT'] });
  return {
    cpe,
    set,
    session,
    call: () => stage.muster.api.post(`/devices/${cpe.id}/connection-requests`),
  };
}

/** The answer of a device that takes everything. */
function obey(said: Said, set: Map<string, string>): string {
  const method = nameOf(said);
  const request = isRequest(said, method);
  if (method === 'SetParameterValues') {
    for (const one of all(request, 'ParameterList/ParameterValueStruct'))
      set.set(all(one, 'Name')[0]!.text, all(one, 'Value')[0]!.text);
    return response(method, '<Status>0</Status>');
  }
  if (method === 'GetParameterValues') {
    const names = all(request, 'ParameterNames/string').map((one) => one.text);
    return response(method, parameterList(Object.fromEntries(names.map((name) => [name, set.get(name) ?? '300']))));
  }
  return response(method);
}

export const loginOf = ({ set }: Callable) => ({
  username: set.get(`${server}ConnectionRequestUsername`) ?? '',
  password: set.get(`${server}ConnectionRequestPassword`) ?? '',
});

export interface Knock {
  readonly method: string;
  readonly target: string;
  readonly version: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A connection-request port whose every answer the test decides. */
export class CallPort {
  readonly knocks: Knock[] = [];
  answer: (knock: Knock) => { readonly status: number; readonly headers?: http.OutgoingHttpHeaders } = () => ({
    status: 200,
  });
  readonly #server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { method = '', url: target = '', httpVersion: version, headers } = request;
      const knock = { method, target, version, headers, body };
      this.knocks.push(knock);
      const { status, headers: more = {} } = this.answer(knock);
      response.writeHead(status, { ...(status === 204 ? {} : { 'Content-Length': 0 }), ...more }).end();
    });
  });

  /** Closed with the stage. */
  static async open(stage: AcsStage): Promise<CallPort> {
    const port = new CallPort();
    await new Promise<void>((resolve) => port.#server.listen(0, '127.0.0.1', resolve));
    stage.later(async () => {
      port.#server.closeAllConnections();
      await new Promise<void>((resolve) => port.#server.close(() => resolve()));
    });
    return port;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** Digest with these challenge parameters; `then` is done once the credentials are right. */
  digest(device: Callable, challenge: string, then: () => void): void {
    this.answer = (knock) => {
      const given = digestParams(knock.headers.authorization);
      if (given && isRight(given, knock.method, loginOf(device))) {
        then();
        return { status: 200 };
      }
      return { status: 401, headers: { 'WWW-Authenticate': `Digest ${challenge}` } };
    };
  }
}

export type DigestParams = Readonly<Record<string, string>>;

export function digestParams(header: string | undefined): DigestParams | null {
  if (!header?.startsWith('Digest ')) return null;
  return Object.fromEntries(
    [...header.slice(7).matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, name, quoted, bare]) => [
      name!,
      quoted ?? bare!,
    ]),
  );
}

/** RFC 2617 with MD5, computed here. */
export function isRight(given: DigestParams, method: string, login: { username: string; password: string }): boolean {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const one = md5(`${login.username}:${given['realm']}:${login.password}`);
  const two = md5(`${method}:${given['uri']}`);
  const middle =
    given['qop'] === undefined
      ? `${given['nonce']}`
      : `${given['nonce']}:${given['nc']}:${given['cnonce']}:${given['qop']}`;
  return given['username'] === login.username && given['response'] === md5(`${one}:${middle}:${two}`);
}
