import { hash as digestOf } from 'node:crypto';

/**
 * HTTP authentication as both ends compute it: header parsing (RFC 9110 §11) and Digest (RFC 7616, RFC 2617 where
 * devices still speak it). Pure; nonces, replay and secrets are the caller's business.
 */
export interface AuthHeader {
  /** Lower case. */
  readonly scheme: string;
  /** Parameter names in lower case, values unquoted. */
  readonly params: Readonly<Record<string, string>>;
  /** For schemes that carry one opaque token instead (Basic, Bearer). */
  readonly token: string | null;
}

export type DigestAlgorithm = 'MD5' | 'SHA-256' | 'MD5-sess' | 'SHA-256-sess';

const tokenAt = /[!#$%&'*+\-.^_`|~0-9A-Za-z]*/y;
const unquotedAt = /[^\s,]*/y;

/** Reads an Authorization or WWW-Authenticate value, the latter possibly with several challenges in one header. */
export function parseAuthHeader(header: string): AuthHeader[] {
  const found: { scheme: string; params: Record<string, string>; token: string | null }[] = [];
  let at = 0;
  const skip = (): void => {
    while (at < header.length && (header[at] === ' ' || header[at] === '\t' || header[at] === ',')) at++;
  };
  const token = (): string => {
    tokenAt.lastIndex = at;
    const found = tokenAt.exec(header)![0];
    at += found.length;
    return found;
  };
  const quoted = (): string => {
    let value = '';
    for (at++; ; ) {
      const quote = header.indexOf('"', at);
      const backslash = header.indexOf('\\', at);
      const end = quote < 0 ? header.length : quote;
      if (backslash < 0 || backslash > end) {
        value += header.slice(at, end);
        at = end + 1;
        return value;
      }
      // No JSON-like unescaping beyond quoted-pair of the quote and itself: devices use names like DOM\user.
      const escaped = header[backslash + 1] === '"' || header[backslash + 1] === '\\';
      value += header.slice(at, backslash) + (escaped ? header[backslash + 1] : '\\');
      at = backslash + (escaped ? 2 : 1);
    }
  };
  const unquoted = (): string => {
    unquotedAt.lastIndex = at;
    const value = unquotedAt.exec(header)![0];
    at += value.length;
    return value;
  };
  for (;;) {
    skip();
    if (at >= header.length || found.length > 16) return found;
    const from = at;
    const word = token();
    if (word === '') return found;
    let ahead = at;
    while (header[ahead] === ' ' || header[ahead] === '\t') ahead++;
    const current = found[found.length - 1];
    if (header[ahead] === '=' && current && current.token === null) {
      at = ahead + 1;
      while (header[at] === ' ' || header[at] === '\t') at++;
      const value = header[at] === '"' ? quoted() : unquoted();
      current.params[word.toLowerCase()] ??= value;
    } else {
      const next = { scheme: word.toLowerCase(), params: {} as Record<string, string>, token: null as string | null };
      found.push(next);
      const credentials = /^[ \t]+([A-Za-z0-9+/\-._~]+=*)(?=[ \t]*(?:,|$))/.exec(header.slice(at));
      if (credentials) {
        next.token = credentials[1]!;
        at += credentials[0].length;
      }
    }
    if (at === from) return found;
  }
}

/** The algorithm a header names; a missing one means MD5 (RFC 2617), an unknown one null. */
export function digestAlgorithm(name: string | undefined): DigestAlgorithm | null {
  switch ((name ?? 'MD5').toUpperCase()) {
    case 'MD5':
      return 'MD5';
    case 'MD5-SESS':
      return 'MD5-sess';
    case 'SHA-256':
      return 'SHA-256';
    case 'SHA-256-SESS':
      return 'SHA-256-sess';
    default:
      return null;
  }
}

function hash(algorithm: DigestAlgorithm, text: string): string {
  return digestOf(algorithm.startsWith('MD5') ? 'md5' : 'sha256', text, 'hex');
}

/** H(username:realm:password), the part that can be kept per credential. */
export function digestHa1(algorithm: DigestAlgorithm, username: string, realm: string, password: string): string {
  return hash(algorithm, `${username}:${realm}:${password}`);
}

export interface DigestProof {
  readonly algorithm: DigestAlgorithm;
  /** From {@link digestHa1}; the -sess forms are derived here. */
  readonly ha1: string;
  readonly method: string;
  /** The request-URI just as it stands in the header. */
  readonly uri: string;
  readonly nonce: string;
  /** Absent where the server offered no qop (RFC 2069). */
  readonly qop?: 'auth';
  /** 8 hex digits. */
  readonly nc?: string;
  readonly cnonce?: string;
}

/** The `response` value of a digest Authorization header, lower-case hex. */
export function digestResponse(proof: DigestProof): string {
  const { algorithm, nonce, nc = '', cnonce = '' } = proof;
  const ha1 = algorithm.endsWith('-sess') ? hash(algorithm, `${proof.ha1}:${nonce}:${cnonce}`) : proof.ha1;
  const ha2 = hash(algorithm, `${proof.method}:${proof.uri}`);
  return proof.qop
    ? hash(algorithm, `${ha1}:${nonce}:${nc}:${cnonce}:${proof.qop}:${ha2}`)
    : hash(algorithm, `${ha1}:${nonce}:${ha2}`);
}

/**
 * The Authorization header a client answers a digest challenge with. Echoes only what the challenge offered.
 * @returns null when the challenge asks for something unknown (algorithm, or auth-int alone)
 */
export function answerDigest(
  challenge: AuthHeader,
  login: { username: string; password: string },
  request: { method: string; uri: string; nc: number; cnonce: string },
): string | null {
  const { realm = '', nonce, opaque, qop: offered } = challenge.params;
  const algorithm = digestAlgorithm(challenge.params['algorithm']);
  if (algorithm === null || nonce === undefined) return null;
  const qops = offered?.split(',').map((q) => q.trim().toLowerCase());
  if (qops && !qops.includes('auth')) return null;
  const nc = request.nc.toString(16).padStart(8, '0');
  const ha1 = digestHa1(algorithm, login.username, realm, login.password);
  const base = { algorithm, ha1, method: request.method, uri: request.uri, nonce };
  const sess = algorithm.endsWith('-sess');
  const response = digestResponse(
    qops ? { ...base, qop: 'auth', nc, cnonce: request.cnonce } : sess ? { ...base, cnonce: request.cnonce } : base,
  );
  const quote = (text: string): string => `"${text.replace(/(["\\])/g, '\\$1')}"`;
  let header = `Digest username=${quote(login.username)}, realm=${quote(realm)}, nonce=${quote(nonce)}, uri=${quote(request.uri)}, response="${response}"`;
  if (challenge.params['algorithm'] !== undefined) header += `, algorithm=${challenge.params['algorithm']}`;
  if (opaque !== undefined) header += `, opaque=${quote(opaque)}`;
  if (qops) header += `, qop=auth, nc=${nc}, cnonce=${quote(request.cnonce)}`;
  else if (sess) header += `, cnonce=${quote(request.cnonce)}`;
  return header;
}
