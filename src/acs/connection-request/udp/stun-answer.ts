import {
  addressIn,
  addressValue,
  attributeOf,
  connectionRequestBindingValue,
  errorCodeValue,
  fingerprintHolds,
  hasCookie,
  integrityHolds,
  readStun,
  type StunMessage,
  stunAttributes,
  stunTypes,
  writeStun,
} from '../../../base/stun.ts';
import type { Endpoint } from '../../../base/stun-address.ts';

/** What a datagram at the STUN port leads to. */
export interface StunReaction {
  /** null: nothing is sent. */
  readonly answer: Buffer | null;
  readonly to: Endpoint;
  /** A proven binding of a device's connection-request port. */
  readonly binding: { readonly username: string; readonly changed: boolean } | null;
}

const known = new Set<number>(Object.values(stunAttributes));

/**
 * Answers a Binding Request (RFC 5389, RFC 3489; TR-069 Annex G). Pure.
 *
 * Anybody may ask for their own address; no answer is larger than it must be, so that a forged source gains little.
 * A binding is believed only with MESSAGE-INTEGRITY. BINDING-CHANGE without it is answered 401, after which a CPE that
 * has a STUN login repeats it with one; the others tell their address in an Inform anyway.
 * @param passwordOf the STUN password of a user name; null where there is none
 */
export function answerStun(
  datagram: Buffer,
  source: Endpoint,
  passwordOf: (username: string) => string | null,
): StunReaction {
  const nothing: StunReaction = { answer: null, to: source, binding: null };
  const request = readStun(datagram);
  if (request?.type !== stunTypes.bindingRequest || !fingerprintHolds(request)) return nothing;
  const fingerprint = attributeOf(request, stunAttributes.fingerprint) !== undefined;
  const { transaction } = request;
  const refuse = (code: number, more: { type: number; value: Buffer }[] = []): StunReaction => {
    const attributes = [{ type: stunAttributes.errorCode, value: errorCodeValue(code) }, ...more];
    return { ...nothing, answer: writeStun({ type: stunTypes.bindingError, transaction, attributes, fingerprint }) };
  };

  const unknown = request.attributes.filter(({ type }) => type < 0x8000 && !known.has(type)).map(({ type }) => type);
  const moved = attributeOf(request, stunAttributes.changeRequest)?.value;
  // We have one address and one port to answer from.
  if (moved?.some((byte) => byte !== 0)) unknown.push(stunAttributes.changeRequest);
  if (unknown.length > 0) {
    const value = Buffer.alloc(Math.min(unknown.length, 8) * 2);
    for (const [i, type] of unknown.slice(0, 8).entries()) value.writeUInt16BE(type, i * 2);
    return refuse(420, [{ type: stunAttributes.unknownAttributes, value }]);
  }

  const proof = proofOf(request, passwordOf);
  if (proof === 'wrong') return refuse(hasCookie(request) ? 401 : 431);
  const changed = attributeOf(request, stunAttributes.bindingChange) !== undefined;
  if (changed && proof === null) return refuse(401);

  const to = whereTo(request, source);
  if (to === null) return nothing;
  return {
    answer: success(request, source, proof?.password, fingerprint),
    to,
    binding: proof && isForConnectionRequests(request) ? { username: proof.username, changed } : null,
  };
}

/** @returns null without MESSAGE-INTEGRITY */
function proofOf(
  request: StunMessage,
  passwordOf: (username: string) => string | null,
): { username: string; password: string } | 'wrong' | null {
  if (!attributeOf(request, stunAttributes.messageIntegrity)) return null;
  const username = attributeOf(request, stunAttributes.username)?.value.toString('utf8').replace(/\0+$/, '');
  const password = username === undefined ? null : passwordOf(username);
  if (username === undefined || password === null || !integrityHolds(request, password)) return 'wrong';
  return { username, password };
}

function isForConnectionRequests(request: StunMessage): boolean {
  const value = attributeOf(request, stunAttributes.connectionRequestBinding)?.value;
  if (value === undefined) return false;
  // Some leave the trailing space away.
  return value.toString('latin1').trimEnd() === connectionRequestBindingValue.toString('latin1').trimEnd();
}

/**
 * RESPONSE-ADDRESS lets a CPE find out how long its NAT remembers: it asks from a second port for an answer to the
 * first. Honoured for another port of the same host only; anything else would make us throw packets at strangers.
 */
function whereTo(request: StunMessage, source: Endpoint): Endpoint | null {
  if (!attributeOf(request, stunAttributes.responseAddress)) return source;
  const wanted = addressIn(request, stunAttributes.responseAddress);
  return wanted && wanted.address === source.address && wanted.port !== 0 ? wanted : null;
}

function success(request: StunMessage, source: Endpoint, key: string | undefined, fingerprint: boolean): Buffer {
  const { transaction } = request;
  const write = (types: readonly number[]): Buffer =>
    writeStun({
      type: stunTypes.bindingResponse,
      transaction,
      attributes: types.map((type) => ({ type, value: addressValue(type, source, transaction) })),
      key,
      fingerprint,
    });
  if (!hasCookie(request)) return write([stunAttributes.mappedAddress]);
  // Some CPEs send the cookie and read the older attribute all the same: both, as long as we do not say more than they.
  const both = write([stunAttributes.xorMappedAddress, stunAttributes.mappedAddress]);
  return both.length <= request.raw.length ? both : write([stunAttributes.xorMappedAddress]);
}
