import { MusterError } from '../../base/errors.ts';
import { type Call, encodeCall } from '../../cwmp/rpc/index.ts';
import { formatDateTime } from '../../cwmp/rpc/schema.ts';
import { type Envelope, type OutgoingHeaders, readEnvelope, writeEnvelope } from '../../cwmp/soap/envelope.ts';
import { encodeFault } from '../../cwmp/soap/fault.ts';
import { type CwmpVersion, cwmpVersions, namespaceOf } from '../../cwmp/soap/versions.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { AcsConnection } from './acs-connection.ts';
import { answerRequest } from './answers/index.ts';
import type { Gateway } from './gateway.ts';
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

/**
 * One CWMP session from the gateway's side (TR-069 §3.7.2): Inform, own requests, empty POST, then answer the ACS
 * until it has nothing more. Resolves when it ended normally.
 * @throws MusterError when it failed in any way; the retry table applies
 */
export async function runSession(gateway: Gateway, signal: AbortSignal): Promise<void> {
  const connection = new AcsConnection({
    url: gateway.acsUrl,
    login: gateway.login,
    auth: gateway.acsAuth,
    replyTimeout: gateway.settings.replyTimeout,
    signal,
  });
  try {
    await new Session(gateway, connection).run();
  } finally {
    connection.close();
  }
}

class Session {
  readonly #gateway: Gateway;
  readonly #connection: AcsConnection;
  readonly #namespace: string;
  #lastId = 0;
  #hold = false;

  constructor(gateway: Gateway, connection: AcsConnection) {
    this.#gateway = gateway;
    this.#connection = connection;
    this.#namespace = namespaces[gateway.settings.cwmpVersion];
  }

  async run(): Promise<void> {
    const owed = await this.#inform();
    for (;;) {
      while (owed.length > 0 && !this.#hold) await this.#complete(owed.shift()!);
      let heard = await this.#exchange(null, '');
      while (heard !== null) heard = await this.#answer(heard);
      if (owed.length === 0) return;
      if (this.#hold) throw failed('the ACS ended the session while it held our requests back');
    }
  }

  /** @returns the transfers whose completion this session has announced */
  async #inform(): Promise<Transfer[]> {
    const gateway = this.#gateway;
    const { events, transfers } = gateway.takeEvents();
    const call = informCall(gateway.tree, events, gateway.retryCount);
    const { cwmpVersion } = gateway.settings;
    await this.#call(call, {
      ...(cwmpVersion === '1.3' ? { sessionTimeout: Math.ceil(gateway.settings.replyTimeout / 1000) } : {}),
      ...(cwmpVersion === '1.4' ? { supportedVersions: cwmpVersions.join(',') } : {}),
    });
    await gateway.informAcknowledged(events);
    return [...transfers];
  }

  async #complete(transfer: Transfer): Promise<void> {
    const { code, message } = transfer.fault ?? { code: 0, message: '' };
    const time = (at: number | null): string => (at === null ? '0001-01-01T00:00:00Z' : formatDateTime(new Date(at)));
    await this.#call({
      method: 'TransferComplete',
      args: {
        CommandKey: transfer.commandKey,
        FaultStruct: { FaultCode: code, FaultString: message },
        StartTime: time(transfer.startedAt),
        CompleteTime: time(transfer.completedAt),
      },
    });
    await this.#gateway.completeAcknowledged(transfer);
  }

  /** One request of ours, repeated on 8005; resolves with its positive answer. */
  async #call(call: Call, headers: Omit<OutgoingHeaders, 'id'> = {}): Promise<void> {
    const id = String(++this.#lastId);
    const envelope = writeEnvelope(this.#namespace, { id, ...headers }, encodeCall(call));
    for (let repeat = 0; ; repeat++) {
      const heard = await this.#exchange(envelope, `"cwmp:${call.method}"`);
      if (heard === null) throw failed(`the ACS left ${call.method} without an answer`);
      if (heard.id !== null && heard.id !== id) throw failed(`the ACS answered ID ${heard.id} instead of ${id}`);
      const { body } = heard;
      if (body.kind === 'response' && body.method === call.method) return;
      if (body.kind !== 'fault') throw failed(`the ACS answered ${call.method} with something else`);
      if (body.fault.code !== 8005 || repeat >= repeatLimit) {
        throw failed(`the ACS refused ${call.method} with ${body.fault.code} ${body.fault.message}`);
      }
    }
  }

  /** Carries one request of the ACS out and sends the result. @returns what the ACS says next */
  async #answer(heard: Envelope): Promise<Envelope | null> {
    const { body } = heard;
    if (body.kind !== 'request') throw failed(`the ACS sent a ${body.kind} out of turn`);
    const outcome = await answerRequest(this.#gateway, body.method, body.element);
    const content = outcome.ok
      ? outcome.value
      : encodeFault(outcome.fault, senderFaults.has(outcome.fault.code) ? 'Client' : 'Server');
    return this.#exchange(writeEnvelope(this.#namespace, { id: heard.id }, content), '');
  }

  async #exchange(envelope: string | null, soapAction: string): Promise<Envelope | null> {
    const reply = await this.#connection.post(envelope, soapAction);
    if (reply.status === 204 || reply.body.trim() === '') return null;
    const heard = readEnvelope(reply.body);
    this.#hold = heard.headers.holdRequests ?? false;
    return heard;
  }
}

function failed(detail: string): MusterError {
  return new MusterError('invalidMessage', detail);
}
