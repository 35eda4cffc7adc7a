import type { DeviceIdentity } from '../base/device-id.ts';
import type { DeviceId } from '../base/ids.ts';
import { RecentMap } from '../base/recent-map.ts';
import { type KnownSecret, knownSecret, type LoginClaim } from '../security/cpe-login.ts';
import type { SecretBox } from '../security/secret-box.ts';
import { type CertificateClaim, ownerOf } from './client-certificate.ts';
import type { Arrival } from './store.ts';

/** It comes from a network whose gateways are not challenged: all that it proves is where it is. */
export interface NetworkClaim {
  readonly kind: 'network';
  readonly username: null;
}

/** What a caller shows to prove who it is. */
export type Claim = LoginClaim | CertificateClaim | NetworkClaim;

export type Admission =
  | {
      readonly kind: 'welcome';
      /** It proved to be this very device, by its own credential or certificate, and not only one of the fleet. */
      readonly vouched: boolean;
      /** It came with the credential that was offered to it: from now on it has no other. */
      readonly offerProven: boolean;
    }
  /** Wrong password or unknown user: challenged again. */
  | { readonly kind: 'unproven' }
  /** Proven, but as somebody else: fault 8001, and nothing happens. `owner`: whose proof it was, where known. */
  | { readonly kind: 'impostor'; readonly detail: string; readonly owner: string | null };

/**
 * Binds the identity in an Inform to the credential that it came with. A device with a credential of its own speaks
 * only by that one, or by its certificate; the shared credential is for first contact of devices that have none.
 *
 * A credential that was offered to a device counts beside what it had until the device has used it: the answer to the
 * order may have been lost either way.
 */
export function authenticator(shared: { username: string; password: string }, box: SecretBox) {
  const sharedSecret = knownSecret(shared.username, shared.password);
  const opened = new RecentMap<string, { sealed: Buffer; secret: KnownSecret }>(20_000);

  function open(username: string, device: string, sealed: Buffer): KnownSecret {
    const known = opened.get(username);
    if (known?.sealed.equals(sealed)) return known.secret;
    const secret = knownSecret(username, box.open(sealed, `cpe:${device}`));
    opened.set(username, { sealed, secret });
    return secret;
  }

  function byLogin(claim: LoginClaim, arrival: Arrival, device: DeviceId): Admission {
    const { username } = claim;
    if (arrival.offeredTo !== null && arrival.offer !== null) {
      const offered = knownSecret(username, box.open(arrival.offer, `cpe:${arrival.offeredTo}`));
      if (claim.proves(offered)) {
        return arrival.offeredTo === device
          ? { kind: 'welcome', vouched: true, offerProven: true }
          : impostor(arrival.offeredTo, device, 'credential');
      }
    }
    if (arrival.credentialOf !== null && arrival.secret !== null) {
      if (!claim.proves(open(username, arrival.credentialOf, arrival.secret))) return { kind: 'unproven' };
      return arrival.credentialOf === device
        ? { kind: 'welcome', vouched: true, offerProven: false }
        : impostor(arrival.credentialOf, device, 'credential');
    }
    if (username !== shared.username || !claim.proves(sharedSecret)) return { kind: 'unproven' };
    return arrival.hasOwn
      ? {
          kind: 'impostor',
          detail: `${device} has a credential of its own, but came with the shared one`,
          owner: null,
        }
      : { kind: 'welcome', vouched: false, offerProven: false };
  }

  return (claim: Claim, arrival: Arrival, device: { id: DeviceId; identity: DeviceIdentity }): Admission => {
    switch (claim.kind) {
      case 'login':
        return byLogin(claim, arrival, device.id);
      case 'certificate': {
        if (claim.isOf(device.identity)) return { kind: 'welcome', vouched: true, offerProven: false };
        return impostor(ownerOf(claim) ?? 'another', device.id, 'certificate');
      }
      case 'network':
        return arrival.hasOwn
          ? { kind: 'impostor', detail: `${device.id} has a credential of its own, but came without`, owner: null }
          : { kind: 'welcome', vouched: false, offerProven: false };
    }
  };
}

function impostor(owner: string, device: DeviceId, what: string): Admission {
  return { kind: 'impostor', detail: `the ${what} of ${owner} came with an Inform of ${device}`, owner };
}

export type Authenticate = ReturnType<typeof authenticator>;
