import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { days } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import { type CertificateWish, type Issuer, issueCertificate, type SerialNumber } from './certificate.ts';
import { writeCrl } from './crl.ts';
import { decode, pem } from './der.ts';
import { decodeName, type NameParts } from './distinguished-name.ts';
import { deviceUri } from './identity.ts';
import { type IssuedCertificate, readRecord, recordLine } from './record.ts';
import type { PkiFiles } from './store.ts';

const makeKeyPair = promisify(generateKeyPair);
/** Clocks of gateways run behind. */
const backdateMs = days(1);
/** commonName is limited to 64 characters (RFC 5280 appendix A); a longer device id stands in the URI only. */
const longestCommonName = 64;

export interface IssuedPair {
  readonly serial: SerialNumber;
  readonly certificate: string;
  /** The private key in PEM, not encrypted; null where the caller has it. */
  readonly key: string | null;
}

/** A small certificate authority for one fleet: gateways prove themselves by what it signs, and so does the TLS door. */
export interface FleetCa {
  readonly certificate: string;
  /** @param publicKey of a request; without it a pair is made */
  issueDevice(wish: { deviceId: string; publicKey?: KeyObject; days: number }): Promise<IssuedPair>;
  issueServer(wish: { hosts: readonly string[]; days: number; publicKey?: KeyObject }): Promise<IssuedPair>;
  /** @throws MusterError `notFound` for a serial number or device without a good certificate */
  revoke(which: { serial: SerialNumber } | { deviceId: string }): Promise<readonly SerialNumber[]>;
  /** Signs a new revocation list. */
  refreshCrl(): Promise<string>;
}

/** What a fleet CA works with. */
export interface PkiSetting {
  readonly files: PkiFiles;
  /** Opens the private keys. */
  readonly password: string;
  readonly now: () => number;
}

export async function isInitialised(files: PkiFiles): Promise<boolean> {
  return (await files.read('ca.crt')) !== null;
}

/** @throws MusterError `conflict` when there is a CA already */
export async function initFleetCa(
  setting: PkiSetting,
  wish: { readonly name: string; readonly days: number },
): Promise<FleetCa> {
  const { files } = setting;
  return files.alone(async () => {
    if (await isInitialised(files)) throw new MusterError('conflict', `there is a fleet CA in ${files.folder} already`);
    const { privateKey, publicKey } = await makeKeyPair('rsa', { modulusLength: 3072 });
    const subject: NameParts = [
      ['O', 'Muster'],
      ['CN', wish.name],
    ];
    const { der } = issueCertificate(
      { purpose: 'ca', subject, publicKey, ...validity(setting.now(), wish.days) },
      { subject, key: privateKey },
    );
    await files.write('ca.key', encrypted(privateKey, setting.password));
    // Last: where it is, everything is.
    await files.write('ca.crt', pem('CERTIFICATE', der));
    const ca = openWith(setting, pem('CERTIFICATE', der), privateKey);
    await writeNewCrl(setting, { subject, key: privateKey });
    return ca;
  });
}

/** @throws MusterError `notFound` where none was made, `invalidConfiguration` when its key does not open */
export async function openFleetCa(setting: PkiSetting): Promise<FleetCa> {
  const [certificate, key] = await Promise.all([setting.files.read('ca.crt'), setting.files.read('ca.key')]);
  if (certificate === null || key === null) {
    throw new MusterError('notFound', `there is no fleet CA in ${setting.files.folder}; make one by muster pki init`);
  }
  return openWith(setting, certificate, openKey(key, setting.password, 'ca.key'));
}

export async function listIssued(files: PkiFiles): Promise<readonly IssuedCertificate[]> {
  return readRecord((await files.read('record.jsonl')) ?? '').certificates;
}

function openWith(setting: PkiSetting, certificate: string, key: KeyObject): FleetCa {
  const { files } = setting;
  const x509 = new X509Certificate(certificate);
  if (!x509.publicKey.equals(createPublicKey(key))) {
    throw new MusterError('invalidConfiguration', `ca.key and ca.crt in ${files.folder} do not belong together`);
  }
  // Fields of TBSCertificate: version, serial, algorithm, issuer, validity, subject.
  const subject = decodeName(((decode(x509.raw).value as Asn1List)[0]!.value as Asn1List)[5]!);
  const issuer: Issuer = { subject, key };

  async function issue(
    wish: Omit<CertificateWish, 'publicKey' | 'notBefore' | 'notAfter'> & { purpose: 'client' | 'server' },
    of: string,
    life: number,
    given: KeyObject | undefined,
  ): Promise<IssuedPair> {
    const pair = given ? null : await makeKeyPair('rsa', { modulusLength: 2048 });
    const valid = validity(setting.now(), life);
    // Nothing outlives the one who vouches for it.
    const end = new Date(x509.validTo);
    const notAfter = valid.notAfter < end ? valid.notAfter : end;
    const { der, serial } = issueCertificate(
      { ...wish, publicKey: given ?? pair!.publicKey, notBefore: valid.notBefore, notAfter },
      issuer,
    );
    await files.alone(async () => {
      const { purpose } = wish;
      const at = new Date(setting.now()).toISOString();
      const [from, to] = [valid.notBefore.toISOString(), notAfter.toISOString()];
      await files.append(
        'record.jsonl',
        recordLine({ did: 'issue', serial, purpose, of, notBefore: from, notAfter: to, at }),
      );
      await files.write(`issued/${serial}.crt`, pem('CERTIFICATE', der));
    });
    const keyPem = pair ? (pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string) : null;
    return { serial, certificate: pem('CERTIFICATE', der), key: keyPem };
  }

  return {
    certificate,
    issueDevice({ deviceId, publicKey, days: life }) {
      const subject: NameParts = [
        ['O', 'Muster fleet'],
        ...(deviceId.length <= longestCommonName ? ([['CN', deviceId]] as const) : []),
      ];
      return issue({ purpose: 'client', subject, uris: [`${deviceUri}${deviceId}`] }, deviceId, life, publicKey);
    },
    issueServer({ hosts, days: life, publicKey }) {
      const subject: NameParts = [
        ['O', 'Muster'],
        ...(hosts[0]!.length <= longestCommonName ? ([['CN', hosts[0]!]] as const) : []),
      ];
      return issue({ purpose: 'server', subject, hosts }, hosts.join(','), life, publicKey);
    },
    revoke(which) {
      return files.alone(async () => {
        const good = (await listIssued(files)).filter((c) => c.revokedAt === null);
        const chosen = good.filter((c) =>
          'serial' in which ? c.serial === which.serial : c.purpose === 'client' && c.of === which.deviceId,
        );
        if (chosen.length === 0) {
          const what = 'serial' in which ? `with the serial number ${which.serial}` : `for ${which.deviceId}`;
          throw new MusterError('notFound', `the fleet CA has no certificate ${what} that is not revoked`);
        }
        const at = new Date(setting.now()).toISOString();
        await files.append(
          'record.jsonl',
          chosen.map(({ serial }) => recordLine({ did: 'revoke', serial, at })).join(''),
        );
        await writeNewCrl(setting, issuer);
        return chosen.map((c) => c.serial);
      });
    },
    refreshCrl: () => files.alone(() => writeNewCrl(setting, issuer)),
  };
}

type Asn1List = readonly ReturnType<typeof decode>[];

/** A list is good for long: the door reads a new one as soon as it is there, and clients may not. */
const crlDays = 365;

async function writeNewCrl({ files, now }: PkiSetting, issuer: Issuer): Promise<string> {
  const { certificates, lastCrlNumber } = readRecord((await files.read('record.jsonl')) ?? '');
  const thisUpdate = new Date(now());
  // Past its end a certificate is void anyway.
  const revoked = certificates.flatMap((c) =>
    c.revokedAt !== null && c.notAfter > thisUpdate ? [{ serial: c.serial, at: c.revokedAt }] : [],
  );
  const number = lastCrlNumber + 1;
  const nextUpdate = new Date(now() + days(crlDays));
  const text = pem('X509 CRL', writeCrl(issuer, revoked, { number, thisUpdate, nextUpdate }));
  await files.append('record.jsonl', recordLine({ did: 'crl', number, at: thisUpdate.toISOString() }));
  await files.write('crl.pem', text);
  return text;
}

function validity(now: number, life: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(now - backdateMs), notAfter: new Date(now + days(life)) };
}

export function encrypted(key: KeyObject, passphrase: string): string {
  return key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }) as string;
}

/** @throws MusterError `invalidConfiguration` when the password is not the right one */
export function openKey(text: string, passphrase: string, name: string): KeyObject {
  try {
    return createPrivateKey({ key: text, passphrase });
  } catch (cause) {
    throw new MusterError(
      'invalidConfiguration',
      `the key in ${name} does not open; was MUSTER_PKI_PASSWORD, MUSTER_SECRET or the data directory changed?`,
      { cause },
    );
  }
}
