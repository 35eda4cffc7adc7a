import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { MusterError } from '../../base/errors.ts';
import { requestTarget } from './http/request-target.ts';

/** An address that may be called, resolved once and to be used as it is: a second look-up could answer differently. */
export interface Destination {
  readonly url: URL;
  /** Path and query as the device wrote them. */
  readonly target: string;
  readonly address: string;
  readonly family: 4 | 6;
}

/** Never called unless allowed by name: this host, its links, cloud metadata, and what is not one host. */
const forbidden: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  // 100.64/10 (carrier NAT) stays open: that is where CPEs live. Its one metadata address does not.
  ['100.100.100.200', 32, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
  ['fd00:ec2::', 32, 'ipv6'],
];

export type DestinationGuard = (url: string) => Promise<Destination>;

/**
 * Decides whether a ConnectionRequestURL may be called. The URL is the device's word, and without this it would make
 * Muster call, with credentials, whatever a device likes.
 * @param allowed CIDRs; undefined: anything but the forbidden ones
 */
export function destinationGuard(allowed: readonly string[] | undefined): DestinationGuard {
  const denied = new BlockList();
  for (const [network, prefix, family] of forbidden) denied.addSubnet(network, prefix, family);
  const permitted = new BlockList();
  for (const cidr of allowed ?? []) {
    const [network, prefix] = cidr.split('/') as [string, string];
    permitted.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }

  return async (text) => {
    if (!URL.canParse(text)) throw refused(text, 'is not a URL');
    const url = new URL(text);
    if (url.protocol !== 'http:') throw refused(text, 'is not an http URL (TR-069 §3.2.2 knows no other)');
    if (url.username !== '' || url.password !== '') throw refused(text, 'carries credentials');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const { address, family } =
      isIP(host) === 0
        ? await lookup(host).catch(() => {
            throw refused(text, 'names a host that cannot be resolved');
          })
        : { address: host, family: isIP(host) };
    const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
    const kind = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
    const good = allowed === undefined ? !denied.check(plain, kind) : permitted.check(plain, kind);
    if (!good) {
      const why =
        allowed === undefined ? 'lies in a network that is never called' : 'lies outside MUSTER_ALLOWED_CPE_NETWORKS';
      throw refused(text, `${why} (${plain})`);
    }
    return { url, target: requestTarget(text), address: plain, family: kind === 'ipv6' ? 6 : (family as 4 | 6) };
  };
}

function refused(url: string, why: string): MusterError {
  return new MusterError('destinationRefused', `the connection request URL ${url.slice(0, 200)} ${why}`);
}
