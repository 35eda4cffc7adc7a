import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { certificateReader } from '../../src/acs/client-certificate.ts';
import { noRevocations, type RevocationLists } from '../../src/security/pki/crl.ts';
import { readDeviceCertificate } from '../../src/security/pki/identity.ts';
import { TestCa } from '../security/support/certificates.ts';

const day = 86_400_000;
const ca = new TestCa('Gateways');
const issued = ca.issue({ subject: [['CN', '00D09E-X-1']] });

/** A connection on which TLS has done its part. */
function connection(authorized = true): Socket {
  const root = { raw: ca.der };
  const shown = { raw: issued.der, issuerCertificate: Object.assign(root, { issuerCertificate: root }) };
  return { encrypted: true, authorized, getPeerCertificate: () => shown } as unknown as Socket;
}

it('a certificate that runs out while the connection stays open counts no more', () => {
  const read = certificateReader(() => noRevocations);
  const socket = connection();
  expect(read(socket, Date.now()).kind).toBe('good');
  expect(read(socket, Date.now() + 31 * day).kind).toBe('untrusted');
  expect(read(socket, Date.now() - 2 * day).kind).toBe('untrusted');
});

it('a CA in between that was revoked takes all below it along', () => {
  const authority = readDeviceCertificate(new X509Certificate(ca.certificate).raw);
  const lists: RevocationLists = {
    ...noRevocations,
    isRevoked: ({ serial }) => serial === authority.serial,
  };
  expect(certificateReader(() => lists)(connection(), Date.now()).kind).toBe('revoked');
});

it('a certificate that TLS did not trust is none, and plain HTTP has none', () => {
  const read = certificateReader(() => noRevocations);
  expect(read(connection(false), Date.now()).kind).toBe('untrusted');
  expect(read({ encrypted: undefined } as unknown as Socket, Date.now()).kind).toBe('none');
});
