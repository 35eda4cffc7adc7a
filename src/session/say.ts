import { type Call, encodeCall, rpcs } from '../cwmp/rpc/index.ts';
import { writeEnvelope } from '../cwmp/soap/envelope.ts';
import { atLeast } from '../cwmp/soap/versions.ts';
import type { Session } from './session.ts';

/** Whether the version agreed in this session has the RPC; a newer one must never be sent (§1.2 of Annex A). */
export function maySay(session: Session, method: Call['method']): boolean {
  return atLeast(session.talk.version, rpcs[method].since);
}

/**
 * Asks the CPE something, now that the floor is ours.
 * @returns the session that waits for the answer, and the envelope
 */
export function say(session: Session, call: Call): { session: Session; envelope: string } {
  const { talk } = session;
  const id = `m${talk.nextId}`;
  return {
    session: { turn: 'waiting', talk: { ...talk, nextId: talk.nextId + 1 }, asked: { id, method: call.method } },
    envelope: writeEnvelope(talk.namespace, { id }, encodeCall(call)),
  };
}

/** Nothing more to say: 204, and the session is over. */
export function sayNothing(session: Session): Session {
  return { turn: 'ended', talk: session.talk };
}
