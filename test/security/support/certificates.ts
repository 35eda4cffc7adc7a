import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type CertificateWish, issueCertificate } from '../../../src/security/pki/certificate.ts';
import { pem } from '../../../src/security/pki/der.ts';
import type { NameParts } from '../../../src/security/pki/distinguished-name.ts';

const day = 86_400_000;

/** A CA of a test, outside any data directory. */
export class TestCa {
  readonly subject: NameParts;
  readonly key: KeyObject;
  readonly certificate: string;
  readonly der: Buffer;

  constructor(name: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.subject = [['CN', name]];
    this.key = privateKey;
    this.der = issueCertificate(
      { purpose: 'ca', subject: this.subject, publicKey, ...lifetime() },
      { subject: this.subject, key: privateKey },
    ).der;
    this.certificate = pem('CERTIFICATE', this.der);
  }

  issue(wish: Partial<CertificateWish> & Pick<CertificateWish, 'subject'>) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const made = issueCertificate(
      { purpose: 'client', publicKey, ...lifetime(), ...wish },
      { subject: this.subject, key: this.key },
    );
    return {
      ...made,
      certificate: pem('CERTIFICATE', made.der),
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    };
  }
}

export function lifetime(from = -1, to = 30): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() + from * day), notAfter: new Date(Date.now() + to * day) };
}
