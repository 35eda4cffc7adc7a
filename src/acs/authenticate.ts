import type { DeviceId } from '../base/ids.ts';
import { type KnownSecret, knownSecret, type LoginClaim } from '../security/cpe-login.ts';
import type { SecretBox } from '../security/secret-box.ts';
import type { Arrival } from './store.ts';

export type Admission =
  | { readonly kind: 'welcome' }
  /** Wrong password or unknown user: challenged again. */
  | { readonly kind: 'unproven' }
  /** Proven, but as somebody else: fault 8001, and nothing happens. */
  | { readonly kind: 'impostor'; readonly detail: string };

/**
 * Binds the identity in an Inform to the credential that it came with. A device with a credential of its own speaks
 * only by that one; the shared credential is for first contact of devices that have none.
 */
export function authenticator(shared: { username: string; password: string }, box: SecretBox) {
  const sharedSecret = knownSecret(shared.username, shared.password);
  const opened = new Map<string, { sealed: Buffer; secret: KnownSecret }>();

  function open(username: string, device: string, sealed: Buffer): KnownSecret {
    const known = opened.get(username);
    if (known?.sealed.equals(sealed)) return known.secret;
    const secret = knownSecret(username, box.open(sealed, `cpe:${device}`));
    if (opened.size >= 20_000) opened.delete(opened.keys().next().value!);
    opened.set(username, { sealed, secret });
    return secret;
  }

  return (claim: LoginClaim, arrival: Arrival, device: DeviceId): Admission => {
    if (arrival.credentialOf !== null && arrival.secret !== null) {
      if (!claim.proves(open(claim.username, arrival.credentialOf, arrival.secret))) return { kind: 'unproven' };
      return arrival.credentialOf === device
        ? { kind: 'welcome' }
        : { kind: 'impostor', detail: `the credential of ${arrival.credentialOf} came with an Inform of ${device}` };
    }
    if (claim.username !== shared.username || !claim.proves(sharedSecret)) return { kind: 'unproven' };
    return arrival.hasOwn
      ? { kind: 'impostor', detail: `${device} has a credential of its own, but came with the shared one` }
      : { kind: 'welcome' };
  };
}

export type Authenticate = ReturnType<typeof authenticator>;
