import assert from 'node:assert/strict';
import type http from 'node:http';
import { deviceIdOf } from '../../../src/base/device-id.ts';
import { digestAnswer, type HttpMessage, type HttpReply, type Login, ScriptedCpe } from '../../support/cpe.ts';
import { at, type Node, parse, textAt } from './look.ts';
import { type Around, cwmp, envelope, type InformWords, inform } from './words.ts';

/** What Muster answered. */
export interface Said {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The envelope; throws where there is none. */
  readonly xml: Node;
}

/** A CPE that says every message in the words of the test. Only HTTP, login and cookie are carried for it. */
export class WireCpe {
  readonly serial: string;
  readonly origin: string;
  readonly carrier: ScriptedCpe;
  ns = cwmp(2);
  productClass = 'CONF';

  constructor(origin: string, serial: string, login: Login) {
    this.origin = origin;
    this.serial = serial;
    this.carrier = new ScriptedCpe(origin, serial, login);
  }

  get id(): string {
    return deviceIdOf({ oui: '00D09E', productClass: this.productClass, serialNumber: this.serial });
  }

  /** Any bytes, with the login and the cookie. */
  async post(body: HttpMessage['body'], headers: http.OutgoingHttpHeaders = {}): Promise<Said> {
    return saidIn(await this.carrier.post(body, headers));
  }

  /** An envelope around these words. */
  say(body: string, around: Around = {}): Promise<Said> {
    return this.post(envelope(body, { ns: this.ns, ...around }));
  }

  inform(words: InformWords = {}, around: Around = {}): Promise<Said> {
    this.carrier.cookie = null;
    return this.say(inform(this.serial, { productClass: this.productClass, ...words }), around);
  }

  /** Opens a session that has to be accepted. */
  async open(words: InformWords = {}, around: Around = {}): Promise<Said> {
    const said = await this.inform(words, around);
    assert.equal(said.status, 200, said.text);
    at(said.xml, 'Body/InformResponse');
    return said;
  }

  async empty(): Promise<Said> {
    return saidIn(await this.carrier.empty());
  }

  /** The answer to a request of Muster, under its ID. */
  reply(asked: Said, body: string, around: Around = {}): Promise<Said> {
    return this.say(body, { id: textAt(asked.xml, 'Header/ID'), ...around });
  }

  /** A whole session with nothing to say but the Inform. @returns what Muster asked first, or its empty answer */
  async session(words: InformWords = {}, around: Around = {}): Promise<Said> {
    await this.open(words, around);
    return this.empty();
  }

  /** An Authorization header for one request to `uri`, for bytes that the test sends itself. */
  async authorization(uri = '/'): Promise<string> {
    const { challenges } = await this.carrier.send({ path: uri, headers: { 'Content-Length': 0, Cookie: '' } });
    return digestAnswer(challenges, 'MD5', this.carrier.login, { uri });
  }
}

/** Gives the floor to Muster, or goes on from what it said, and answers every read with nothing. @returns what ends the session */
export async function readsNothing(cpe: WireCpe, from?: Said): Promise<Said> {
  let said = from ?? (await cpe.empty());
  while (nameOf(said) === 'GetParameterValues') {
    const none = `<ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[0]"></ParameterList>`;
    said = await cpe.reply(said, `<cwmp:GetParameterValuesResponse>${none}</cwmp:GetParameterValuesResponse>`);
  }
  return said;
}

export function saidIn(reply: HttpReply): Said {
  return {
    status: reply.status,
    headers: reply.headers,
    text: reply.text,
    get xml() {
      assert.notEqual(reply.text, '', `an empty answer, ${reply.status}`);
      return parse(reply.text);
    },
  };
}

/** The element that Muster asks or answers with: the only child of the Body. */
export function bodyOf(said: Said): Node {
  const { children } = at(said.xml, 'Body');
  assert.equal(children.length, 1, 'one message in the Body');
  return children[0]!;
}

/** The name of what Muster asks or answers; '' for an empty answer. */
export const nameOf = (said: Said): string => (said.text === '' ? '' : bodyOf(said).name);

export interface FaultWords {
  readonly faultcode: string;
  readonly faultstring: string;
  readonly code: number;
}

/** The CWMP fault that the answer is; fails where it is none. */
export function faultIn(said: Said): FaultWords {
  assert.equal(said.status, 200, `a fault travels in 200, not in ${said.status}: ${said.text}`);
  const fault = at(said.xml, 'Body/Fault');
  return {
    faultcode: textAt(fault, 'faultcode').replace(/^.*:/, ''),
    faultstring: textAt(fault, 'faultstring'),
    code: Number(textAt(fault, 'detail/Fault/FaultCode')),
  };
}

export function isFault(said: Said, code: number): void {
  assert.equal(faultIn(said).code, code, said.text);
}

/** It is the positive response to this method. */
export function isAnswer(said: Said, method: string): Node {
  assert.equal(said.status, 200, said.text);
  return at(said.xml, `Body/${method}Response`);
}

/** HTTP 200 with this request of Muster in it. @returns the request's element */
export function isRequest(said: Said, method: string): Node {
  assert.equal(said.status, 200, `Muster should ask ${method}, and answered ${said.status} ${said.text}`);
  assert.equal(nameOf(said), method);
  return bodyOf(said);
}

/** The empty answer that ends a session. */
export function isNothing(said: Said): void {
  assert.equal(said.status, 204, said.text);
  assert.equal(said.text, '');
}

export function isRefused(said: Said, status = 400): void {
  assert.equal(said.status, status, said.text);
}
