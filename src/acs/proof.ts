import type { IncomingMessage } from 'node:http';
import type { Clock } from '../base/clock.ts';
import type { CpeLogin } from '../security/cpe-login.ts';
import type { Claim } from './authenticate.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { addressOf, claimedUser, isSecure } from './http-request.ts';
import type { LiveSession } from './live-sessions.ts';
import type { LoginGuard } from './login-guard.ts';
import { sourceOf } from './source.ts';

export interface ProofDeps {
  readonly clock: Clock;
  readonly login: CpeLogin;
  readonly guard: LoginGuard;
  /** Networks whose gateways are not challenged. */
  isUnchallenged(address: string): boolean;
}

export type Proof =
  /** `claim` is null where authentication is off. */
  | { readonly kind: 'claim'; readonly claim: Claim | null }
  | { readonly kind: 'challenge'; readonly stale: boolean; readonly reason: string }
  /** For so many seconds, after too many failures. */
  | { readonly kind: 'lockedOut'; readonly seconds: number };

/** What a caller shows: any of a certificate, a login, the network it comes from. The password is compared later. */
export function proofOf(deps: ProofDeps, shown: ClientCertificate, request: IncomingMessage): Proof {
  if (shown.kind === 'good') return { kind: 'claim', claim: shown.claim };
  if (deps.login.open) return { kind: 'claim', claim: null };
  const { authorization } = request.headers;
  if (authorization === undefined) {
    return deps.isUnchallenged(addressOf(request))
      ? { kind: 'claim', claim: { kind: 'network', username: null } }
      : { kind: 'challenge', stale: false, reason: 'no credentials' };
  }
  const now = deps.clock.now();
  const seconds = deps.guard.refusal(sourceOf(addressOf(request)), claimedUser(authorization), now);
  if (seconds !== null) return { kind: 'lockedOut', seconds };
  return deps.login.read(authorization, 'POST', request.url ?? '/', isSecure(request), now);
}

/** Whether a message names somebody else than the session it comes in belongs to. Costs no look at the password. */
export function isForeignTo(session: LiveSession, shown: ClientCertificate, request: IncomingMessage): boolean {
  if (session.username === null) return false;
  if (isCertificateSession(session)) return certificateName(shown) !== session.username;
  const name = claimedUser(request.headers.authorization);
  return name !== null && name !== session.username;
}

/** Whether a message proves to come from whom the session belongs to: asked where no cookie says so. */
export function provesToBe(
  deps: ProofDeps,
  session: LiveSession,
  shown: ClientCertificate,
  request: IncomingMessage,
): boolean {
  if (session.username === null) return true;
  if (isCertificateSession(session)) return certificateName(shown) === session.username;
  const { authorization } = request.headers;
  if (claimedUser(authorization) !== session.username) return false;
  const url = request.url ?? '/';
  return deps.login.read(authorization, 'POST', url, isSecure(request), deps.clock.now()).kind === 'claim';
}

export function isCertificateSession(session: LiveSession): boolean {
  return session.username?.startsWith('x509:') ?? false;
}

function certificateName(shown: ClientCertificate): string | null {
  return shown.kind === 'good' ? shown.claim.username : null;
}
