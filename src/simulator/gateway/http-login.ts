import { randomBytes } from 'node:crypto';
import { type AuthHeader, answerDigest, parseAuthHeader } from '../../base/http-digest.ts';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/**
 * One client's side of HTTP authentication with one server. Remembers the last challenge, so that the next request
 * carries an answer at once, with the nonce count one higher (RFC 7616 §3.6).
 */
export class HttpLogin {
  #challenge: AuthHeader | null = null;
  #count = 0;

  /** The Authorization header for a request, or null while the server has not asked for one. */
  authorize(login: Login, method: string, uri: string): string | null {
    if (this.#challenge === null) return null;
    if (this.#challenge.scheme === 'basic') {
      return `Basic ${Buffer.from(`${login.username}:${login.password}`, 'utf8').toString('base64')}`;
    }
    const cnonce = randomBytes(8).toString('hex');
    return answerDigest(this.#challenge, login, { method, uri, nc: ++this.#count, cnonce });
  }

  /**
   * Takes the challenges of a 401.
   * @returns `stale` when only the nonce was too old, `new` for any other challenge that can be answered, else null
   */
  challenged(headers: readonly string[]): 'new' | 'stale' | null {
    const offered = headers.flatMap((header) => parseAuthHeader(header));
    const challenge = offered.find(isAnswerable) ?? offered.find((other) => other.scheme === 'basic');
    this.#challenge = challenge ?? null;
    this.#count = 0;
    if (!challenge) return null;
    return challenge.params['stale']?.toLowerCase() === 'true' ? 'stale' : 'new';
  }
}

function isAnswerable(challenge: AuthHeader): boolean {
  if (challenge.scheme !== 'digest') return false;
  const probe = { method: 'POST', uri: '/', nc: 1, cnonce: '0' };
  return answerDigest(challenge, { username: '', password: '' }, probe) !== null;
}
