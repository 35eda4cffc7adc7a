import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { MusterError } from '../base/errors.ts';

/**
 * Secrets at rest: AES-256-GCM, layout `version(1) nonce(12) tag(16) ciphertext`. `context` (whose secret it is) is
 * authenticated with it, so that a row copied to another device does not decrypt there.
 */
export interface SecretBox {
  seal(secret: string, context: string): Buffer;
  /** @throws MusterError `internal` when the key or the row is not the right one */
  open(sealed: Buffer, context: string): string;
}

export function secretBox(keyBytes: Buffer): SecretBox {
  // Made once: node makes one of bare bytes at every call, which costs four times as much as all the rest.
  const key = createSecretKey(keyBytes);
  return {
    seal(secret, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), ciphertext]);
    },
    open(sealed, context) {
      try {
        if (sealed[0] !== 1) throw new RangeError('unknown version');
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
          .setAAD(Buffer.from(context))
          .setAuthTag(sealed.subarray(13, 29));
        return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new MusterError(
          'internal',
          'a stored secret cannot be read; was MUSTER_SECRET or the data directory changed?',
          {
            cause,
          },
        );
      }
    },
  };
}
