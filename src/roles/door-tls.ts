import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { TlsMaterial } from '../acs/doors.ts';
import { MusterError, messageOf } from '../base/errors.ts';
import type { Config } from '../platform/config/config.ts';
import type { Secrets } from '../platform/config/secrets.ts';
import { noRevocations, type RevocationLists, readCrls } from '../security/pki/crl.ts';
import { isInitialised, type PkiSetting } from '../security/pki/fleet-ca.ts';
import { serverCertificate } from '../security/pki/server-certificate.ts';
import { pkiFiles } from '../security/pki/store.ts';

/** What the TLS door shows, whom it trusts, and whom no more. */
export interface DoorTls {
  readonly material: TlsMaterial;
  readonly revocations: RevocationLists;
  /** Changes with any of the files it was read from. */
  readonly stamp: string;
}

/**
 * The certificate and key given by the operator, else those of the fleet CA, which issues them where it has to.
 * @returns null when there are neither, and nobody asked for the door
 * @throws MusterError `invalidConfiguration` naming the file or the variable
 */
export async function loadDoorTls(config: Config, secrets: Secrets, now: () => number): Promise<DoorTls | null> {
  const { tls } = config;
  if (config.ports.acsTls === null) return null;
  const files = pkiFiles(config.dataDir);
  const setting: PkiSetting = { files, password: tls.pkiPassword ?? secrets.pki.toString('base64url'), now };
  const fleet = await isInitialised(files);
  if ((tls.certificate === undefined) !== (tls.key === undefined)) {
    throw new MusterError(
      'invalidConfiguration',
      'MUSTER_ACS_TLS_CERT and MUSTER_ACS_TLS_KEY belong together: set both',
    );
  }
  if (tls.certificate === undefined && !fleet) {
    if (!tls.wanted && !config.cpe.auth.includes('certificate') && config.ports.acs !== null) return null;
    throw new MusterError(
      'invalidConfiguration',
      'the TLS door has no certificate: set MUSTER_ACS_TLS_CERT and MUSTER_ACS_TLS_KEY, or make a CA by muster pki init',
    );
  }
  const own =
    tls.certificate === undefined
      ? await serverCertificate(setting, [config.publicHost])
      : { certificate: await text(tls.certificate), key: await text(tls.key!) };
  const ca = tls.deviceCa === undefined ? await files.read('ca.crt') : await text(tls.deviceCa);
  if (ca === null && config.cpe.auth.includes('certificate')) {
    throw new MusterError(
      'invalidConfiguration',
      'MUSTER_CPE_AUTH has certificate, but no CA is known: set MUSTER_CPE_CA, or make one by muster pki init',
    );
  }
  const wants = config.cpe.auth.includes('certificate');
  return {
    material: { certificate: own.certificate, key: own.key, deviceCa: wants ? ca : null },
    revocations: ca === null ? noRevocations : readCrls(await crlText(config, files), certificatesOf(ca)),
    stamp: await doorTlsStamp(config),
  };
}

/** Sizes and times of the files that {@link loadDoorTls} reads: cheap enough to ask every few seconds. */
export async function doorTlsStamp(config: Config): Promise<string> {
  const { tls } = config;
  const files = pkiFiles(config.dataDir);
  const read = [
    tls.certificate ?? files.pathOf('server.crt'),
    tls.key ?? files.pathOf('server.key'),
    tls.deviceCa ?? files.pathOf('ca.crt'),
    tls.deviceCrl ?? files.pathOf('crl.pem'),
  ];
  const stamps = await Promise.all(
    read.map((file) =>
      stat(file).then(
        ({ mtimeMs, size, ino }) => `${mtimeMs}:${size}:${ino}`,
        () => '-',
      ),
    ),
  );
  return stamps.join(' ');
}

async function crlText(config: Config, files: ReturnType<typeof pkiFiles>): Promise<string> {
  if (config.tls.deviceCrl !== undefined) return text(config.tls.deviceCrl);
  // A list of the fleet CA says nothing about the certificates of another one.
  return config.tls.deviceCa === undefined ? ((await files.read('crl.pem')) ?? '') : '';
}

function certificatesOf(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch (cause) {
    throw new MusterError('invalidConfiguration', 'the CA of gateways (MUSTER_CPE_CA) cannot be read', { cause });
  }
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new MusterError('invalidConfiguration', `cannot read ${file}: ${messageOf(error)}`);
  }
}
