import { hash } from 'node:crypto';

const blockLength = 64;

/**
 * HMAC-SHA-256 (RFC 2104) by a fixed key, for what every session needs: node's own object costs several times as much
 * to make as the two hashes it then takes.
 */
export function hmacSha256(key: Buffer): (data: Buffer) => Buffer {
  const short = key.length > blockLength ? hash('sha256', key, 'buffer') : key;
  const inner = Buffer.alloc(blockLength, 0x36);
  const outer = Buffer.alloc(blockLength, 0x5c);
  for (let i = 0; i < short.length; i++) {
    inner[i]! ^= short[i]!;
    outer[i]! ^= short[i]!;
  }
  return (data) =>
    hash('sha256', Buffer.concat([outer, hash('sha256', Buffer.concat([inner, data]), 'buffer')]), 'buffer');
}
