import { isMusterError } from '../base/errors.ts';
import { encodeAnswer } from '../cwmp/rpc/index.ts';
import { writeEnvelope } from '../cwmp/soap/envelope.ts';
import { type AcsFaultCode, encodeFault, encodeMustUnderstandFault } from '../cwmp/soap/fault.ts';
import type { LiveSession } from './live-sessions.ts';

/** What the door is to answer. */
export type Reply =
  | { readonly kind: 'envelope'; readonly body: string; readonly newSession?: LiveSession }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'challenge'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly detail: string }
  /** Not now; `seconds` for Retry-After. */
  | { readonly kind: 'later'; readonly seconds: number; readonly reason: string };

export function informResponse(session: LiveSession, id: string | null): string {
  const { namespace, useVersion } = session.talk.talk;
  const headers = useVersion === undefined ? { id } : { id, useVersion };
  return writeEnvelope(namespace, headers, encodeAnswer({ method: 'Inform', args: { MaxEnvelopes: 1 } }));
}

/** The fault for arguments that cannot be read: wrong, or too many. @throws any other error */
export function codeOfUnreadable(error: unknown): AcsFaultCode {
  if (isMusterError(error, 'invalidMessage')) return 8003;
  if (isMusterError(error, 'limitExceeded')) return 8004;
  throw error;
}

export function notUnderstood(namespace: string, id: string | null, header: string): Reply {
  return { kind: 'envelope', body: writeEnvelope(namespace, { id }, encodeMustUnderstandFault(header)) };
}

export function fault(namespace: string, id: string | null, code: AcsFaultCode, detail: string): Reply {
  const side = code === 8003 ? 'Client' : 'Server';
  return {
    kind: 'envelope',
    body: writeEnvelope(namespace, { id }, encodeFault({ code, message: detail, parameters: [] }, side)),
  };
}
