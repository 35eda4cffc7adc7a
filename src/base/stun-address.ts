/** An IP address and port, as text and number: `192.0.2.1` 3478, `2001:db8::1` 3478. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** STUN address attribute to endpoint; `mask` (the transaction, 16 bytes with the cookie) undoes the XOR form. */
export function readAddress(value: Buffer, mask: Buffer | null): Endpoint | null {
  const size = value[1] === 1 ? 4 : value[1] === 2 ? 16 : 0;
  if (size === 0 || value.length !== 4 + size) return null;
  const bytes = masked(value.subarray(4), mask);
  const port = value.readUInt16BE(2) ^ (mask ? mask.readUInt16BE(0) : 0);
  return { address: size === 4 ? bytes.join('.') : ipv6Text(bytes), port };
}

/** Endpoint to STUN address attribute. @throws RangeError for text that is no IP address */
export function writeAddress({ address, port }: Endpoint, mask: Buffer | null): Buffer {
  const bytes = addressBytes(address);
  const head = Buffer.of(0, bytes.length === 4 ? 1 : 2, 0, 0);
  head.writeUInt16BE(port ^ (mask ? mask.readUInt16BE(0) : 0), 2);
  return Buffer.concat([head, masked(bytes, mask)]);
}

function masked(bytes: Buffer, mask: Buffer | null): Buffer {
  return mask === null ? Buffer.from(bytes) : Buffer.from(bytes.map((byte, i) => byte ^ mask[i]!));
}

function addressBytes(address: string): Buffer {
  const plain = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(plain);
  if (four) return Buffer.from(four.slice(1).map(Number));
  const canonical = URL.parse(`http://[${plain}]/`)?.hostname.slice(1, -1);
  if (canonical === undefined) throw new RangeError(`${address} is not an IP address`);
  const [head = '', tail] = canonical.split('::');
  const groups = (text: string): string[] => text.split(':').filter((group) => group !== '');
  const front = groups(head);
  const back = groups(tail ?? '');
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  const bytes = Buffer.alloc(16);
  for (const [i, group] of [...front, ...zeros, ...back].entries())
    bytes.writeUInt16BE(Number.parseInt(group, 16), i * 2);
  return bytes;
}

function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
}
