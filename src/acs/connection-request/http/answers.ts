import { type AuthHeader, answerDigest, digestAlgorithm } from '../../../base/http-digest.ts';
import type { CallLogin } from '../result.ts';

/** An answer that was already given in this call. */
export interface Answered {
  /** `SHA-256`, `MD5-sess`, … or `basic`. */
  readonly kind: string;
  readonly nonce: string;
}

export interface NextAnswer extends Answered {
  readonly authorization: string;
}

/** Strongest first; what a device offers beside it is what we fall back to when it refuses the stronger one. */
const preference = ['SHA-256', 'SHA-256-sess', 'MD5-sess', 'MD5'];
/** The first, and one more for a nonce that was stale or belonged to a connection that is gone. */
const mostPerKind = 2;

/**
 * What to answer to the challenges of a 401, or null when everything that may be answered has been. Pure.
 * @param before answers given in this call, oldest first
 * @param request `renewed`: the connection was lost since the last answer, and a nonce may have gone with it
 */
export function nextAnswer(
  challenges: readonly AuthHeader[],
  before: readonly Answered[],
  login: CallLogin,
  request: { readonly uri: string; readonly cnonce: string; readonly renewed: boolean; readonly basicAllowed: boolean },
): NextAnswer | null {
  const digests = challenges
    .map((challenge) => ({ challenge, kind: kindOf(challenge) }))
    .filter((offer): offer is { challenge: AuthHeader; kind: string } => offer.kind !== null)
    .sort((a, b) => preference.indexOf(a.kind) - preference.indexOf(b.kind));
  for (const { challenge, kind } of digests) {
    const given = before.filter((answer) => answer.kind === kind);
    const { nonce = '', stale } = challenge.params;
    const again =
      stale?.toLowerCase() === 'true' || (request.renewed && given.every((answer) => answer.nonce !== nonce));
    if (given.length > 0 && (given.length >= mostPerKind || !again)) continue;
    const nc = given.filter((answer) => answer.nonce === nonce).length + 1;
    const { uri, cnonce } = request;
    const authorization = answerDigest(challenge, login, { method: 'GET', uri, nc, cnonce });
    if (authorization !== null) return { kind, nonce, authorization };
  }
  const mayTellPassword = request.basicAllowed && !before.some((answer) => answer.kind === 'basic');
  if (mayTellPassword && challenges.some(({ scheme }) => scheme === 'basic')) {
    const credentials = Buffer.from(`${login.username}:${login.password}`, 'utf8').toString('base64');
    return { kind: 'basic', nonce: '', authorization: `Basic ${credentials}` };
  }
  return null;
}

/** Why nothing can be answered: the words for the operator. */
export function whyUnanswerable(challenges: readonly AuthHeader[], before: readonly Answered[]): string {
  if (before.length > 0) return 'it refused the connection request credentials';
  if (challenges.length === 0) return 'it answered 401 without saying how to authenticate';
  if (challenges.every(({ scheme }) => scheme === 'basic')) {
    return 'it knows only Basic authentication, which would show the password to everybody on the way; allow it with MUSTER_CONNECTION_REQUEST_BASIC=true';
  }
  const offered = challenges.map(({ scheme, params }) =>
    [scheme, params['algorithm'], params['qop'] && `qop=${params['qop']}`].filter(Boolean).join(' '),
  );
  return `it asks for an authentication that Muster does not know: ${offered.join(', ').slice(0, 200)}`;
}

function kindOf(challenge: AuthHeader): string | null {
  return challenge.scheme === 'digest' ? digestAlgorithm(challenge.params['algorithm']) : null;
}
