import { createPrivateKey, X509Certificate } from 'node:crypto';
import { days } from '../../base/durations.ts';
import { encrypted, openFleetCa, openKey, type PkiSetting } from './fleet-ca.ts';

/** PEM of a TLS server: its certificate with the CA behind it, and its key. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly key: string;
  /** It was made by this call. */
  readonly made: boolean;
}

const lifeDays = 398;
const renewBeforeMs = days(30);

/** The certificate of the TLS door from the fleet CA: made where there is none, it runs out, or it names another host. */
export async function serverCertificate(setting: PkiSetting, hosts: readonly string[]): Promise<ServerCertificate> {
  const { files, password } = setting;
  const [certificate, key] = await Promise.all([files.read('server.crt'), files.read('server.key')]);
  if (certificate !== null && key !== null && isGood(certificate, hosts, setting.now())) {
    return { certificate, key: plain(openKey(key, password, 'server.key')), made: false };
  }
  const ca = await openFleetCa(setting);
  const issued = await ca.issueServer({ hosts, days: lifeDays });
  const chain = issued.certificate + ca.certificate;
  await files.write('server.key', encrypted(createPrivateKey(issued.key!), password));
  await files.write('server.crt', chain);
  return { certificate: chain, key: issued.key!, made: true };
}

function isGood(certificate: string, hosts: readonly string[], now: number): boolean {
  const x509 = new X509Certificate(certificate);
  const names = (x509.subjectAltName ?? '').split(', ');
  return (
    Date.parse(x509.validTo) - now > renewBeforeMs &&
    hosts.every((host) => names.includes(`DNS:${host}`) || names.includes(`IP Address:${host}`))
  );
}

function plain(key: ReturnType<typeof openKey>): string {
  return key.export({ type: 'pkcs8', format: 'pem' }) as string;
}
