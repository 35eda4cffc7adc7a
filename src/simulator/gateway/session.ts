import { MusterError } from '../../base/errors.ts';
import { type Call, encodeCall } from '../../cwmp/rpc/index.ts';
import type { WireStyle } from '../../cwmp/rpc/schema.ts';
import { type Envelope, type OutgoingHeaders, readEnvelope, writeEnvelope } from '../../cwmp/soap/envelope.ts';
import { type CwmpFault, encodeFault } from '../../cwmp/soap/fault.ts';
import { type CwmpVersion, cwmpVersions, namespaceOf } from '../../cwmp/soap/versions.ts';
import type { EnvelopeKind, ExtraRequest } from '../quirks/quirk.ts';
import { AcsConnection } from './acs-connection.ts';
import { answerRequest } from './answers/index.ts';
import type { Gateway, OwnRequest } from './gateway.ts';
import { informCall } from './inform.ts';

/** Times one request is repeated on fault 8005 before the session counts as failed. */
const repeatLimit = 3;

/** 1.3 and 1.4 have no namespace of their own: they show in header elements of the Inform. */
const namespaces: Readonly<Record<CwmpVersion, string>> = {
  '1.0': namespaceOf('1.0'),
  '1.1': namespaceOf('1.1'),
  '1.2': namespaceOf('1.2'),
  '1.3': namespaceOf('1.2'),
  '1.4': namespaceOf('1.2'),
};

/** Faults that blame the sender of the request, in SOAP 1.1 words `Client`. */
const senderFaults = new Set([9003, 9005, 9006, 9007, 9008]);

/** How a session that did not fail came to its end; `vanish` and `again` are what odd gateways do. */
export type SessionEnd = 'normal' | 'vanish' | 'again';

/**
 * One CWMP session from the gateway's side (TR-069 §3.7.2): Inform, own requests, empty POST, then answer the ACS
 * until it has nothing more. Resolves when it did not fail.
 * @throws MusterError when it failed in any way; the retry table applies
 */
export async function runSession(gateway: Gateway, signal: AbortSignal): Promise<SessionEnd> {
  const connection = new AcsConnection(gateway, signal);
  try {
    await new Session(gateway, connection).run();
    return 'normal';
  } catch (error) {
    if (error instanceof CutShort) return error.end;
    throw error;
  } finally {
    if (gateway.quirks.ending === 'stayOpen') signal.addEventListener('abort', () => connection.close());
    else connection.close();
  }
}

/** The gateway leaves in the middle, of its own will. */
class CutShort extends Error {
  readonly end: 'vanish' | 'again';

  constructor(end: 'vanish' | 'again') {
    super(end);
    this.end = end;
  }
}

class Session {
  readonly #gateway: Gateway;
  readonly #connection: AcsConnection;
  readonly #namespace: string;
  readonly #style: WireStyle;
  #lastId = 0;
  #hold = false;

  constructor(gateway: Gateway, connection: AcsConnection) {
    const { cwmpNamespace, cwmpVersion, softwareModulesForm } = gateway.settings;
    this.#gateway = gateway;
    this.#connection = connection;
    this.#namespace = cwmpNamespace ?? namespaces[cwmpVersion];
    this.#style = { softwareModules: softwareModulesForm };
  }

  async run(): Promise<void> {
    const { quirks } = this.#gateway;
    const owed = await this.#inform();
    const extra = [...quirks.extraRequests(this.#gateway)];
    for (;;) {
      while (owed.length > 0 && !this.#hold) await this.#deliver(owed.shift()!);
      while (extra.length > 0 && !this.#hold) await this.#ask(extra.shift()!);
      let heard = await this.#empty();
      while (heard !== null) heard = await this.#answer(heard);
      if (owed.length === 0 && extra.length === 0) break;
      if (this.#hold) throw failed('the ACS ended the session while it held our requests back');
    }
    await this.#connection.end();
  }

  /** @returns the requests this session has announced */
  async #inform(): Promise<OwnRequest[]> {
    const gateway = this.#gateway;
    const { quirks } = gateway;
    const announcement = gateway.takeEvents();
    const events = quirks.events(announcement.events, gateway);
    const changed = announcement.changes.map((change) => change.path);
    const retryCount = quirks.retryCount(gateway.retryCount, gateway);
    const { cwmpVersion, sessionTimeout } = gateway.settings;
    const timed = cwmpVersion === '1.3' || (cwmpVersion === '1.4' && sessionTimeout.explicit);
    const heard = await this.#call(informCall(gateway.tree, events, retryCount, changed), {
      ...(timed ? { sessionTimeout: sessionTimeout.seconds } : {}),
      ...(cwmpVersion === '1.4' ? { supportedVersions: cwmpVersions.join(',') } : {}),
    });
    this.#agree(heard.headers.useVersion);
    await gateway.informAcknowledged(announcement);
    this.#leaveIfOdd('Inform');
    return [...announcement.requests];
  }

  /** Takes the version the ACS has chosen (UseCWMPVersion); without one ours stays. */
  #agree(chosen: string | undefined): void {
    const gateway = this.#gateway;
    gateway.agreedVersion = gateway.settings.cwmpVersion;
    if (chosen === undefined) return;
    const known = cwmpVersions.find((version) => version === chosen.trim());
    const offered = gateway.settings.cwmpVersion === '1.4';
    if (!offered || known === undefined) throw failed(`the ACS wants CWMP ${chosen}`);
    gateway.agreedVersion = known;
  }

  async #deliver(request: OwnRequest): Promise<void> {
    await this.#call(request.call);
    await request.acknowledged();
    this.#leaveIfOdd(request.call.method);
  }

  #leaveIfOdd(method: string): void {
    const odd = this.#gateway.quirks.acknowledged(method, this.#gateway);
    if (odd !== null) throw new CutShort(odd);
  }

  /** One request of ours, repeated on 8005; resolves with its positive answer. */
  async #call(original: Call, headers: Omit<OutgoingHeaders, 'id'> = {}): Promise<Envelope> {
    const call = this.#gateway.quirks.ownCall(original, this.#gateway);
    const { method } = call;
    const heard = await this.#request(method, encodeCall(call, this.#style), headers);
    const { body } = heard;
    if (body.kind === 'response' && body.method === method) return heard;
    if (body.kind !== 'fault') throw failed(`the ACS answered ${method} with something else`);
    throw failed(`the ACS refused ${method} with ${body.fault.code} ${body.fault.message}`);
  }

  /** A request that no event stands for. */
  async #ask({ call, rename, expects }: ExtraRequest): Promise<void> {
    const encoded = encodeCall(call, this.#style);
    const method = rename ?? call.method;
    const heard = await this.#request(method, rename === undefined ? encoded : renamed(encoded, call.method, rename));
    const { body } = heard;
    const got = body.kind === 'fault' ? body.fault.code : null;
    if (got !== expects)
      throw failed(`the ACS answered ${method} with ${got ?? body.kind}, not ${expects ?? 'success'}`);
  }

  async #request(method: string, content: string, headers: Omit<OutgoingHeaders, 'id'> = {}): Promise<Envelope> {
    const { quirks } = this.#gateway;
    const id = quirks.id(String(++this.#lastId));
    const about = { kind: 'request', method } as const;
    const envelope = quirks.envelope(writeEnvelope(this.#namespace, { id, ...headers }, content), about);
    for (let repeat = 0; ; repeat++) {
      const heard = await this.#exchange(envelope, about, `"cwmp:${method}"`);
      if (heard === null) throw failed(`the ACS left ${method} without an answer`);
      if (heard.id !== null && heard.id !== id) throw failed(`the ACS answered ID ${heard.id} instead of ${id}`);
      const { body } = heard;
      if (body.kind !== 'fault' || body.fault.code !== 8005) return heard;
      if (repeat >= repeatLimit)
        throw failed(`the ACS refused ${method} with ${body.fault.code} ${body.fault.message}`);
    }
  }

  async #empty(): Promise<Envelope | null> {
    const instead = this.#gateway.quirks.emptyEnvelope();
    if (instead === null) return this.#exchange(null, null, '');
    return this.#exchange(instead, { kind: 'request', method: '' }, '');
  }

  /** Carries one request of the ACS out and sends the result. @returns what the ACS says next */
  async #answer(heard: Envelope): Promise<Envelope | null> {
    const { body } = heard;
    const { quirks } = this.#gateway;
    if (body.kind !== 'request') throw failed(`the ACS sent a ${body.kind} out of turn`);
    const { method } = body;
    const refused = quirks.refuses(method, body.element, this.#gateway);
    if (refused === 'vanish') throw new CutShort('vanish');
    const interruption = quirks.interrupts(method);
    if (interruption !== null) await this.#ask(interruption);
    const outcome =
      refused === null
        ? await answerRequest(this.#gateway, method, body.element, this.#style)
        : { ok: false as const, fault: refused };
    const kind = outcome.ok ? 'response' : 'fault';
    const content = outcome.ok ? outcome.value : encodeRefusal(outcome.fault);
    const envelope = writeEnvelope(this.#namespace, { id: quirks.answerId(heard.id, kind) }, content);
    const about = { kind, method } as const;
    return this.#exchange(quirks.envelope(envelope, about), about, '');
  }

  async #exchange(envelope: string | null, about: EnvelopeKind | null, soapAction: string): Promise<Envelope | null> {
    const reply = await this.#connection.post(envelope, about, soapAction);
    if (reply.status === 204 || reply.body.trim() === '') return null;
    const heard = readEnvelope(reply.body);
    this.#gateway.quirks.namespace(heard.namespace, this.#namespace);
    this.#hold = heard.headers.holdRequests ?? false;
    return heard;
  }
}

const encodeRefusal = (fault: CwmpFault): string =>
  encodeFault(fault, senderFaults.has(fault.code) ? 'Client' : 'Server');

function renamed(encoded: string, from: string, to: string): string {
  return encoded.replaceAll(`cwmp:${from}`, `cwmp:${to}`);
}

function failed(detail: string): MusterError {
  return new MusterError('invalidMessage', detail);
}
