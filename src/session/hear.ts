import type { EnvelopeBody } from '../cwmp/soap/envelope.ts';
import type { AcsFaultCode } from '../cwmp/soap/fault.ts';
import type { Asked, Session } from './session.ts';

/** What arrived: an envelope, or an empty POST, which is a message like any other. */
export interface Heard {
  readonly id: string | null;
  readonly body: EnvelopeBody;
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
      if (known.has(body.method)) return { do: 'answer', session, method: body.method };
      return { do: 'fault', session, code: 8000, detail: `${body.method} is not supported` };
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
      if (heard.id !== null && heard.id !== asked.id) {
        return { ...refuse(session, `an answer to ${heard.id} while ${asked.id} was asked`), lost: asked };
      }
      if (body.kind === 'response' && body.method !== asked.method) {
        return { ...refuse(session, `a ${body.method}Response while ${asked.method} was asked`), lost: asked };
      }
      return { do: 'settle', session: { turn: 'theirs', talk }, asked };
    case 'request': {
      if (body.method === 'Inform') return { do: 'restart', lost: asked };
      // GetRPCMethods is harmless at any time and some CPEs ask it in the middle; the question stays open.
      if (body.method === 'GetRPCMethods' && known.has(body.method))
        return { do: 'answer', session, method: body.method };
      if (talk.strikes > 0) return { ...refuse(session, `${body.method} instead of an answer, twice`), lost: asked };
      const next: Session = { ...session, talk: { ...talk, strikes: talk.strikes + 1 } };
      return { do: 'fault', session: next, code: 8003, detail: `${asked.method} has to be answered first` };
    }
  }
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
