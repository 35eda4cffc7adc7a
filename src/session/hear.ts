import type { EnvelopeBody, EnvelopeHeaders } from '../cwmp/soap/envelope.ts';
import type { AcsFaultCode } from '../cwmp/soap/fault.ts';
import type { Asked, Session } from './session.ts';

/** What arrived: an envelope, or an empty POST, which is a message like any other. */
export interface Heard {
  readonly id: string | null;
  readonly body: EnvelopeBody;
  readonly headers?: EnvelopeHeaders;
  /** Name of a header that had to be understood and is not. */
  readonly notUnderstood?: string | null;
  /** For an Inform: its fingerprint. */
  readonly informMark?: string;
}

/** What is to be done about it. Exactly one of these, so that the door has one switch. */
export type Verdict =
  /** The Inform we already accepted, again: its answer was lost. Answer it again, do nothing. */
  | { readonly do: 'repeatInformResponse'; readonly session: Session }
  /** A request of the CPE that we know: handle it, answer with its id. */
  | { readonly do: 'answer'; readonly session: Session; readonly method: string }
  /** A request to be answered with a fault, the conversation goes on. */
  | { readonly do: 'fault'; readonly session: Session; readonly code: AcsFaultCode; readonly detail: string }
  /** A header had to be understood and is not: a SOAP fault that says so, and nothing of the message is acted on. */
  | { readonly do: 'notUnderstood'; readonly session: Session; readonly header: string; readonly lost?: Asked }
  /** Our question was answered (by a response or a fault); now the floor is ours. */
  | { readonly do: 'settle'; readonly session: Session; readonly asked: Asked }
  /** The CPE has nothing to say: the floor is ours. `lost` names a question that was never answered. */
  | { readonly do: 'floor'; readonly session: Session; readonly lost?: Asked }
  /** A polite end to an extra empty POST after the end. */
  | { readonly do: 'goodbye'; readonly session: Session }
  /** A new Inform in a running session: start over, as a session of its own. */
  | { readonly do: 'restart'; readonly lost?: Asked }
  /** Not allowed now: HTTP 400 and the end. */
  | { readonly do: 'refuse'; readonly session: Session; readonly detail: string; readonly lost?: Asked };

/**
 * Whether the CPE may say that now, and what follows (TR-069 §3.7.1, §3.7.2.4).
 * @param known the CPE-called methods that are answered
 */
export function hear(session: Session, heard: Heard, known: ReadonlySet<string>): Verdict {
  if (typeof heard.notUnderstood === 'string') return notUnderstood(session, heard, heard.notUnderstood);
  switch (session.turn) {
    case 'theirs':
      return inTheirTurn(session, heard, known);
    case 'waiting':
      return whileWaiting(session, heard, known);
    case 'ended':
      return afterTheEnd(session, heard);
  }
}

function inTheirTurn(session: Session, heard: Heard, known: ReadonlySet<string>): Verdict {
  const { body } = heard;
  switch (body.kind) {
    case 'empty':
      return { do: 'floor', session };
    case 'request':
      if (body.method === 'Inform') return repeatOrRestart(session, heard);
      return answerOrFault(session, body.method, heard.headers, known);
    case 'response':
    case 'fault':
      return refuse(session, 'an answer that nobody asked for');
  }
}

function whileWaiting(session: Session & { turn: 'waiting' }, heard: Heard, known: ReadonlySet<string>): Verdict {
  const { body } = heard;
  const { asked, talk } = session;
  switch (body.kind) {
    case 'empty':
      // The answer is not coming any more: its outcome is unknown, and asking more would only mix things up.
      return { do: 'floor', session: { turn: 'ended', talk }, lost: asked };
    case 'response':
    case 'fault':
      // Only one question is ever open, so a fault is about it, whatever id a device gives it. A response could be one
      // to an earlier question of the same name.
      if (body.kind === 'response' && heard.id !== null && heard.id !== asked.id) {
        return { ...refuse(session, `an answer to ${heard.id} while ${asked.id} was asked`), lost: asked };
      }
      if (body.kind === 'response' && body.method !== asked.method) {
        return { ...refuse(session, `a ${body.method}Response while ${asked.method} was asked`), lost: asked };
      }
      return { do: 'settle', session: { turn: 'theirs', talk }, asked };
    case 'request': {
      if (body.method === 'Inform') return { do: 'restart', lost: asked };
      // A completion that is not acknowledged comes again for ever, and GetRPCMethods is harmless: some CPEs put them
      // here. They are answered, and the question stays open.
      if (talk.interruptions >= maxInterruptions) {
        return { ...refuse(session, `${body.method} instead of an answer, again and again`), lost: asked };
      }
      const next: Session = { ...session, talk: { ...talk, interruptions: talk.interruptions + 1 } };
      return answerOrFault(next, body.method, heard.headers, known);
    }
  }
}

/** A CPE has no more to report than this in the middle of one talk. */
const maxInterruptions = 32;

function answerOrFault(
  session: Session,
  method: string,
  headers: EnvelopeHeaders | undefined,
  known: ReadonlySet<string>,
): Verdict {
  const misused = headers === undefined ? null : headersOfAcs(headers);
  if (misused !== null) return { do: 'fault', session, code: 8003, detail: misused };
  if (known.has(method)) return { do: 'answer', session, method };
  return { do: 'fault', session, code: 8000, detail: `${method.slice(0, 64)} is not supported` };
}

/**
 * The headers that only an ACS may send, in a request of a CPE (an Inform too): to be answered with 8003.
 * @returns what is wrong, or null
 */
export function headersOfAcs(headers: EnvelopeHeaders): string | null {
  if (headers.holdRequests !== undefined) return 'the header HoldRequests is for an ACS to send';
  if (headers.useVersion !== undefined) return 'the header UseCWMPVersion is for an ACS to send';
  return null;
}

function notUnderstood(session: Session, { body }: Heard, header: string): Verdict {
  if (session.turn === 'ended') return refuse(session, 'a message after the end of the session');
  if (body.kind === 'request') return { do: 'notUnderstood', session, header };
  // An answer that may not be acted on leaves the outcome unknown.
  const over: Session = { turn: 'ended', talk: session.talk };
  const lost = session.turn === 'waiting' ? { lost: session.asked } : {};
  return { do: 'notUnderstood', session: over, header, ...lost };
}

function afterTheEnd(session: Session, heard: Heard): Verdict {
  if (heard.body.kind === 'empty') return { do: 'goodbye', session };
  if (heard.body.kind === 'request' && heard.body.method === 'Inform') return { do: 'restart' };
  return refuse(session, 'a message after the end of the session');
}

function repeatOrRestart(session: Session, heard: Heard): Verdict {
  return session.turn === 'theirs' && heard.informMark === session.talk.informMark
    ? { do: 'repeatInformResponse', session }
    : { do: 'restart' };
}

function refuse(session: Session, detail: string): Verdict & { do: 'refuse' } {
  return { do: 'refuse', session: { turn: 'ended', talk: session.talk }, detail };
}
