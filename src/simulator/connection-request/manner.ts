import type { DigestAlgorithm } from '../../base/http-digest.ts';

/** One challenge as it stands in a 401. */
export interface OfferedChallenge {
  /** As it is written: `Digest`, `digest`, `BASIC` … */
  readonly scheme: string;
  /** null: not named, which means MD5. Without meaning for Basic. */
  readonly algorithm: DigestAlgorithm | null;
  /** null: not offered (RFC 2069). */
  readonly qop: 'auth' | 'auth,auth-int' | null;
  /** null: not offered. */
  readonly opaque: string | null;
  readonly realm: string;
}

/** How a gateway behaves at its connection-request port; real ones differ in all of this. */
export interface KnockManner {
  readonly challenges: readonly OfferedChallenge[];
  /** All challenges in one header, or each in its own. */
  readonly oneHeader: boolean;
  /** It closes the connection after its 401 without saying so. */
  readonly dropsAfter401: boolean;
  /** It believes an answer only on the connection that it sent the challenge on. */
  readonly sameSocketOnly: boolean;
  readonly success: 200 | 204;
  /** It opens its session first, and answers afterwards or never. */
  readonly callsFirst: 'no' | 'thenAnswers' | 'neverAnswers';
  /** What it answers instead of looking at the request. */
  readonly instead: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | null;
}

export const offeredDigest: OfferedChallenge = {
  scheme: 'Digest',
  algorithm: 'MD5',
  qop: 'auth',
  opaque: null,
  realm: 'gateway',
};

/** As TR-069 §3.2.2 asks of a CPE. */
export const goodManner: KnockManner = {
  challenges: [offeredDigest],
  oneHeader: false,
  dropsAfter401: false,
  sameSocketOnly: false,
  success: 200,
  callsFirst: 'no',
  instead: null,
};

/** The WWW-Authenticate headers of one 401. */
export function challengeHeaders(manner: KnockManner, nonce: string, stale: boolean): string[] {
  const texts = manner.challenges.map((offered) => challengeText(offered, nonce, stale));
  return manner.oneHeader ? [texts.join(', ')] : texts;
}

function challengeText(
  { scheme, algorithm, qop, opaque, realm }: OfferedChallenge,
  nonce: string,
  stale: boolean,
): string {
  if (scheme.toLowerCase() === 'basic') return `${scheme} realm="${realm}"`;
  return [
    `${scheme} realm="${realm}"`,
    ...(qop === null ? [] : [`qop="${qop}"`]),
    ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
    `nonce="${nonce}"`,
    ...(opaque === null ? [] : [`opaque="${opaque}"`]),
    ...(stale ? ['stale=true'] : []),
  ].join(', ');
}
