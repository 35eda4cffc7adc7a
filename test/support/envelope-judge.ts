import { isMusterError } from '../../src/base/errors.ts';
import {
  type Answer,
  encodeAnswer,
  encodeCall,
  methodsOfAcs,
  type RpcName,
  rpcNamed,
  type rpcs,
} from '../../src/cwmp/rpc/index.ts';
import { type Envelope, readEnvelope, readEnvelopeKindly, writeEnvelope } from '../../src/cwmp/soap/envelope.ts';
import { encodeFault, encodeMustUnderstandFault, sideOfAcsFault } from '../../src/cwmp/soap/fault.ts';
import { answerableNamespace, versionOf } from '../../src/cwmp/soap/versions.ts';
import { factsOf } from '../../src/devices/facts.ts';
import { headersOfAcs, hear } from '../../src/session/hear.ts';
import { say } from '../../src/session/say.ts';
import { begin, type Session } from '../../src/session/session.ts';

/** All that a message may lead to; anything else, or any other error, is a defect. */
export const outcomes = [
  'HTTP 400',
  'HTTP 413',
  'session refused',
  'InformResponse',
  'response',
  'fault 8000',
  'fault 8003',
  'fault 8004',
  'fault 8006',
  'fault MustUnderstand',
  'question settled',
  'question settled by a fault',
  'unreadable answer',
  'floor',
  'goodbye',
] as const;
export type Outcome = (typeof outcomes)[number];

const known: ReadonlySet<string> = new Set(methodsOfAcs);
/** A message takes no longer than this, in ms, on a machine that does other things too. */
export const longestMs = 1_000;

/**
 * What a session makes of a message, as the door would go about it but without sockets and tables: read it, hear it in
 * a session of each kind, decode its arguments, write the answer and read that back.
 * @throws whatever a defect throws, and Error for an outcome that is not of the list
 */
export function judge(text: string): Outcome[] {
  let envelope: Envelope;
  try {
    envelope = readEnvelopeKindly(text);
  } catch (error) {
    if (isMusterError(error, 'limitExceeded')) return ['HTTP 413'];
    if (isMusterError(error, 'malformedMessage') || isMusterError(error, 'invalidMessage')) return ['HTTP 400'];
    throw error;
  }
  const opened = open(envelope);
  return [opened, ...sessionsFor(envelope).map((session) => carryOn(session, envelope))];
}

function open(envelope: Envelope): Outcome {
  const { body, headers, id } = envelope;
  if (body.kind !== 'request' || body.method !== 'Inform') return 'session refused';
  const answerable = answerableNamespace(envelope.namespace!);
  if (envelope.notUnderstood !== null) return notUnderstood(answerable, id, envelope.notUnderstood);
  const misused = headersOfAcs(headers);
  if (misused !== null) return refuse(answerable, id, 8003, misused);
  const supported = headers.supportedVersions === undefined ? {} : { supported: headers.supportedVersions };
  const version = versionOf(envelope.namespace!, { sessionTimeout: headers.sessionTimeout, ...supported });
  if (version === null) return refuse(answerable, id, 8006, 'versions');
  const args = decoded('Inform', 'request', body.element);
  if (typeof args === 'number') return refuse(answerable, id, args, 'arguments');
  const informed = args as ReturnType<typeof rpcs.Inform.request.decode>;
  factsOf(informed, { cwmpVersion: version, ipAddress: '192.0.2.1' });
  // What a device says is told back to it in SetParameterValues.
  const said = informed.ParameterList.filter(({ name }) => [...name].length <= 256);
  const echo = encodeCall({
    method: 'SetParameterValues',
    args: { ParameterList: said.slice(0, 5), ParameterKey: '' },
  });
  written(writeEnvelope(envelope.namespace!, { id }, echo), id);
  const response = encodeAnswer({ method: 'Inform', args: { MaxEnvelopes: 1 } });
  const use = headers.supportedVersions === undefined ? {} : { useVersion: version };
  written(writeEnvelope(envelope.namespace!, { id, ...use }, response), id);
  return 'InformResponse';
}

/** In its own turn, waiting for just this answer, waiting for another, and after the end. */
function sessionsFor({ body, id }: Envelope): Session[] {
  const theirs = begin({
    namespace: 'urn:dslforum-org:cwmp-1-2',
    version: '1.4',
    useVersion: undefined,
    informMark: '',
  });
  const waiting = say(theirs, { method: 'Reboot', args: { CommandKey: '' } }).session;
  const asked = { id: id ?? 'm1', method: body.kind === 'response' ? body.method : 'Reboot' };
  return [
    theirs,
    { turn: 'waiting', talk: theirs.talk, asked } satisfies Session,
    waiting,
    { turn: 'ended', talk: theirs.talk } satisfies Session,
  ];
}

function carryOn(session: Session, envelope: Envelope): Outcome {
  const { namespace } = session.talk;
  const { id, body } = envelope;
  const verdict = hear(session, { ...envelope, informMark: id ?? '' }, known);
  switch (verdict.do) {
    case 'refuse':
      return 'HTTP 400';
    case 'restart':
      return open(envelope);
    case 'goodbye':
      return 'goodbye';
    case 'floor':
      return 'floor';
    case 'notUnderstood':
      return notUnderstood(namespace, id, verdict.header);
    case 'fault':
      return refuse(namespace, id, verdict.code, verdict.detail);
    case 'repeatInformResponse':
      written(writeEnvelope(namespace, { id }, encodeAnswer({ method: 'Inform', args: { MaxEnvelopes: 1 } })), id);
      return 'InformResponse';
    case 'answer': {
      if (body.kind !== 'request') throw new Error(`an answer to a ${body.kind}`);
      const args = decoded(verdict.method, 'request', body.element);
      if (typeof args === 'number') return refuse(namespace, id, args, 'arguments');
      const plain: Record<string, object> = {
        Kicked: { NextURL: '' },
        GetRPCMethods: { MethodList: [...methodsOfAcs] },
      };
      const answer = { method: verdict.method as RpcName, args: plain[verdict.method] ?? {} } as unknown as Answer;
      written(writeEnvelope(namespace, { id }, encodeAnswer(answer)), id);
      return 'response';
    }
    case 'settle':
      if (body.kind === 'fault') return 'question settled by a fault';
      if (body.kind !== 'response') throw new Error(`settled by a ${body.kind}`);
      return typeof decoded(body.method, 'response', body.element) === 'number'
        ? 'unreadable answer'
        : 'question settled';
  }
}

/** The arguments, or the fault that they are answered with; an unknown method has none. */
function decoded(
  method: string,
  kind: 'request' | 'response',
  element: Parameters<typeof rpcs.Reboot.request.decode>[0],
) {
  try {
    return rpcNamed(method)?.[kind].decode(element, method, () => {}) ?? 8003;
  } catch (error) {
    if (isMusterError(error, 'invalidMessage')) return 8003;
    if (isMusterError(error, 'limitExceeded')) return 8004;
    throw error;
  }
}

function refuse(namespace: string, id: string | null, code: number, message: string): Outcome {
  const fault = encodeFault({ code, message, parameters: [] }, sideOfAcsFault(code));
  const { body } = written(writeEnvelope(namespace, { id }, fault), id);
  if (body.kind !== 'fault' || body.fault.code !== code) throw new Error(`fault ${code} is read as a ${body.kind}`);
  const outcome = `fault ${code}`;
  if (!(outcomes as readonly string[]).includes(outcome)) throw new Error(`${outcome} is not in the list`);
  return outcome as Outcome;
}

function notUnderstood(namespace: string, id: string | null, header: string): Outcome {
  written(writeEnvelope(namespace, { id }, encodeMustUnderstandFault(header)), id);
  return 'fault MustUnderstand';
}

/** Whatever we write is read by the strict reader, and carries the ID as it came. */
function written(message: string, id: string | null): Envelope {
  // What says CWMP in a way of its own is answered in its own way.
  const read = message.includes(' xmlns:cwmp="urn:dslforum-org:cwmp-1-') ? readEnvelope : readEnvelopeKindly;
  const envelope = read(message);
  if (envelope.id !== id) throw new Error(`the ID ${JSON.stringify(id)} is echoed as ${JSON.stringify(envelope.id)}`);
  return envelope;
}
