import { MusterError } from '../base/errors.ts';
import { type Call, encodeCall, rpcNamed } from '../cwmp/rpc/index.ts';
import type { WireStyle } from '../cwmp/rpc/schema.ts';
import type { VendorCall } from '../cwmp/rpc/vendor.ts';
import { writeEnvelope } from '../cwmp/soap/envelope.ts';
import { atLeast } from '../cwmp/soap/versions.ts';
import type { Session } from './session.ts';

/** Whether the version agreed in this session has the RPC; a newer one must never be sent (§1.2 of Annex A). */
export function maySay(session: Session, method: string): boolean {
  const known = rpcNamed(method);
  return known !== undefined && known.caller !== 'cpe' && atLeast(session.talk.version, known.since);
}

/**
 * Asks the CPE something, now that the floor is ours.
 * @param style where the device reads only one of several forms
 * @returns the session that waits for the answer, and the envelope
 * @throws MusterError `notSupported` for an RPC that is newer than the agreed version, `invalidMessage` for arguments
 *   that do not fit the XSD; the session is as it was
 */
export function say(
  session: Session,
  call: Call | VendorCall,
  style?: WireStyle,
): { session: Session; envelope: string } {
  const { talk } = session;
  if (!maySay(session, call.method)) {
    throw new MusterError(
      'notSupported',
      `${call.method} is not part of CWMP ${talk.version}, which the device speaks`,
    );
  }
  const id = `m${talk.nextId}`;
  return {
    session: { turn: 'waiting', talk: { ...talk, nextId: talk.nextId + 1 }, asked: { id, method: call.method } },
    envelope: writeEnvelope(talk.namespace, { id }, encodeCall(call, style)),
  };
}

/** Nothing more to say: 204, and the session is over. */
export function sayNothing(session: Session): Session {
  return { turn: 'ended', talk: session.talk };
}
