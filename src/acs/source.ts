import { BlockList, isIP } from 'node:net';

/**
 * Who is counted as one: an IPv4 address, or the /64 of an IPv6 address, as one subscriber has all of that.
 * @param address as node has it; IPv4 may be written as `::ffff:192.0.2.1`
 */
export function sourceOf(address: string): string {
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice(7);
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('%', 1)[0]!.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  const words = [...front, ...zeros, ...back].slice(0, 4).map((word) => Number.parseInt(word, 16).toString(16));
  return `${words.join(':')}::/64`;
}

const mostKnown = 10_000;

/** Whether an address lies in one of the networks, written as CIDRs. */
export function networks(cidrs: readonly string[]): (address: string) => boolean {
  if (cidrs.length === 0) return () => false;
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network, prefix] = cidr.split('/') as [string, string];
    list.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  // The same few thousand addresses come again and again, and a look into the list costs as much as a small query.
  const known = new Map<string, boolean>();
  const isInside = (address: string): boolean => {
    const plain = address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
    const kind = isIP(plain);
    return kind !== 0 && list.check(plain, kind === 6 ? 'ipv6' : 'ipv4');
  };
  return (address) => {
    let inside = known.get(address);
    if (inside === undefined) {
      inside = isInside(address);
      if (known.size >= mostKnown) known.clear();
      known.set(address, inside);
    }
    return inside;
  };
}
