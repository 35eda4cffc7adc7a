import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import forge from 'node-forge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureAlgorithm, signed } from '../../src/security/pki/algorithms.ts';
import { readCrls, serialOf, writeCrl } from '../../src/security/pki/crl.ts';
import { bits, decode, encode, integer, pem, sequence, tagged } from '../../src/security/pki/der.ts';
import { encodeName } from '../../src/security/pki/distinguished-name.ts';
import {
  type FleetCa,
  initFleetCa,
  listIssued,
  openFleetCa,
  type PkiSetting,
} from '../../src/security/pki/fleet-ca.ts';
import { isCertificateOf, readDeviceCertificate } from '../../src/security/pki/identity.ts';
import { readCertificateRequest } from '../../src/security/pki/request.ts';
import { serverCertificate } from '../../src/security/pki/server-certificate.ts';
import { pkiFiles } from '../../src/security/pki/store.ts';
import { lifetime, TestCa } from './support/certificates.ts';

const day = 86_400_000;
const device = '00D09E-MG100-SIM0001';
let folder: string;
let setting: PkiSetting;
let ca: FleetCa;
let now = Date.now();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-pki-'));
  setting = { files: pkiFiles(folder), password: 'a password of the fleet CA', now: () => now };
  ca = await initFleetCa(setting, { name: 'Test CA', days: 3650 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the fleet CA', () => {
  it('signs itself, may sign others, and nobody below it may', () => {
    const root = new X509Certificate(ca.certificate);
    expect(root.ca).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(root.subject).toBe('O=Muster\nCN=Test CA');
  });

  it('is made once', async () => {
    await expect(initFleetCa(setting, { name: 'Other', days: 1 })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps its files to itself and its key encrypted', async () => {
    expect((await stat(setting.files.folder)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(setting.files.folder)) {
      const { mode } = await stat(path.join(setting.files.folder, name));
      expect([name, mode & 0o077]).toEqual([name, 0]);
    }
    expect(await readFile(setting.files.pathOf('ca.key'), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  });

  it('opens with its password only', async () => {
    const wrong = { ...setting, password: 'another password' };
    await expect(openFleetCa(wrong)).rejects.toMatchObject({ code: 'invalidConfiguration' });
    expect((await openFleetCa(setting)).certificate).toBe(ca.certificate);
  });

  it('says so where there is none', async () => {
    const nowhere = { ...setting, files: pkiFiles(path.join(folder, 'nowhere')) };
    await expect(openFleetCa(nowhere)).rejects.toMatchObject({ code: 'notFound' });
  });
});

describe('a certificate for a gateway', () => {
  it('names it, is signed, is good for clients only, and is in the record', async () => {
    const issued = await ca.issueDevice({ deviceId: device, days: 100 });
    const x509 = new X509Certificate(issued.certificate);
    expect(x509.checkIssued(new X509Certificate(ca.certificate))).toBe(true);
    expect(x509.verify(new X509Certificate(ca.certificate).publicKey)).toBe(true);
    expect(x509.subjectAltName).toBe(`URI:urn:muster:device:${device}`);
    expect(x509.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(x509.ca).toBe(false);
    expect(x509.checkPrivateKey(createPrivateKey(issued.key!))).toBe(true);
    expect(x509.serialNumber.toLowerCase()).toBe(issued.serial);
    expect(await listIssued(setting.files)).toContainEqual(
      expect.objectContaining({ serial: issued.serial, of: device, purpose: 'client', revokedAt: null }),
    );
  });

  it('is read by another implementation', async () => {
    const issued = await ca.issueDevice({ deviceId: device, days: 100 });
    const read = forge.pki.certificateFromPem(issued.certificate);
    expect(forge.pki.certificateFromPem(ca.certificate).verify(read)).toBe(true);
    expect(read.subject.getField('CN').value).toBe(device);
  });

  it('does not outlive the CA', async () => {
    const issued = await ca.issueDevice({ deviceId: device, days: 30_000 });
    const end = new X509Certificate(issued.certificate).validTo;
    expect(Date.parse(end)).toBe(Date.parse(new X509Certificate(ca.certificate).validTo));
  });

  it('is issued to the key of a request, whose names do not count', async () => {
    const { publicKey, privateKey } = forge.pki.rsa.generateKeyPair(2048);
    const csr = forge.pki.createCertificationRequest();
    csr.publicKey = publicKey;
    csr.setSubject([{ name: 'commonName', value: '00D09E-MG100-VICTIM' }]);
    csr.sign(privateKey, forge.md.sha256.create());
    const request = readCertificateRequest(forge.pki.certificationRequestToPem(csr));
    const issued = await ca.issueDevice({ deviceId: device, publicKey: request.publicKey, days: 10 });
    expect(issued.key).toBeNull();
    const names = readDeviceCertificate(new X509Certificate(issued.certificate).raw);
    expect(names.ids).toEqual([device]);
    expect(new X509Certificate(issued.certificate).publicKey.equals(request.publicKey)).toBe(true);
  });

  it('runs through two at once without losing either', async () => {
    const before = (await listIssued(setting.files)).length;
    await Promise.all(Array.from({ length: 4 }, (_, i) => ca.issueDevice({ deviceId: `00D09E-MG100-P${i}`, days: 1 })));
    expect((await listIssued(setting.files)).length).toBe(before + 4);
  });
});

describe('a certificate request', () => {
  function request(kind: 'ec' | 'ed25519' | 'rsa', options: object, signer?: 'other'): string {
    const pair = generateKeyPairSync(kind as 'ec', options as { namedCurve: string });
    const other = generateKeyPairSync(kind as 'ec', options as { namedCurve: string });
    const info = sequence(
      integer(Buffer.of(0)),
      encodeName([['CN', 'x']]),
      decode(pair.publicKey.export({ type: 'spki', format: 'der' })),
      tagged(0),
    );
    const key = signer === 'other' ? other.privateKey : pair.privateKey;
    const der = encode(sequence(info, signatureAlgorithm(key), bits(signed(encode(info), key))));
    return pem('CERTIFICATE REQUEST', der);
  }

  it('may have an RSA, EC or Ed25519 key', () => {
    for (const text of [
      request('ec', { namedCurve: 'P-256' }),
      request('ec', { namedCurve: 'P-384' }),
      request('ed25519', {}),
      request('rsa', { modulusLength: 2048 }),
    ]) {
      expect(readCertificateRequest(text).subject).toEqual([['CN', 'x']]);
    }
  });

  it.each([
    ['signed by another key', request('ec', { namedCurve: 'P-256' }, 'other'), 'not signed by its own key'],
    ['with a weak key', request('rsa', { modulusLength: 1024 }), 'RSA of 1024 bits'],
    ['with an odd curve', request('ec', { namedCurve: 'secp256k1' }), 'secp256k1'],
    ['that is text', 'hello', 'holds no PEM block'],
    [
      'that is not DER',
      '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----',
      'not a PKCS#10',
    ],
  ])('is refused %s', (_, text, why) => {
    expect(() => readCertificateRequest(text)).toThrow(
      expect.objectContaining({ code: 'invalidRequest', message: expect.stringContaining(why) }),
    );
  });
});

describe('a revocation list', () => {
  const issuers = () => [new X509Certificate(ca.certificate)];
  const listed = async () => readCrls((await setting.files.read('crl.pem'))!, issuers());
  const parsed = (text: string) => readDeviceCertificate(new X509Certificate(text).raw);

  it('holds what was revoked by serial number or by device, and nothing else', async () => {
    const [a, b, c] = await Promise.all(
      ['A', 'B', 'B'].map((s) => ca.issueDevice({ deviceId: `00D09E-MG100-${s}`, days: 9 })),
    );
    expect((await listed()).isRevoked(parsed(a!.certificate))).toBe(false);
    expect(await ca.revoke({ serial: a!.serial })).toEqual([a!.serial]);
    expect((await listed()).isRevoked(parsed(a!.certificate))).toBe(true);
    expect((await listed()).isRevoked(parsed(b!.certificate))).toBe(false);
    expect((await ca.revoke({ deviceId: '00D09E-MG100-B' })).toSorted()).toEqual([b!.serial, c!.serial].toSorted());
    expect((await listed()).isRevoked(parsed(c!.certificate))).toBe(true);
  });

  it('has no second entry for a certificate that is void already', async () => {
    await expect(ca.revoke({ deviceId: '00D09E-MG100-B' })).rejects.toMatchObject({ code: 'notFound' });
    await expect(ca.revoke({ serial: '00' })).rejects.toMatchObject({ code: 'notFound' });
  });

  it('loses nothing when several are revoked at once, and no two lists have one number', async () => {
    const many = await Promise.all(
      Array.from({ length: 5 }, (_, i) => ca.issueDevice({ deviceId: `00D09E-MG100-R${i}`, days: 9 })),
    );
    await Promise.all(many.map(({ serial }) => ca.revoke({ serial })));
    const lists = await listed();
    expect(many.filter(({ certificate }) => !lists.isRevoked(parsed(certificate)))).toEqual([]);
    const numbers = [...(await setting.files.read('record.jsonl'))!.matchAll(/"did":"crl","number":(\d+)/g)].map(
      (m) => m[1],
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('leaves out what has run out, and numbers grow', async () => {
    const short = await ca.issueDevice({ deviceId: '00D09E-MG100-SHORT', days: 1 });
    await ca.revoke({ serial: short.serial });
    expect((await listed()).isRevoked(parsed(short.certificate))).toBe(true);
    now += 2 * day;
    await ca.refreshCrl();
    expect((await listed()).isRevoked(parsed(short.certificate))).toBe(false);
    now -= 2 * day;
  });

  it('of somebody else is refused', () => {
    const other = new TestCa('Test CA');
    const when = { number: 1, thisUpdate: new Date(), nextUpdate: new Date(Date.now() + day) };
    const forged = pem('X509 CRL', writeCrl({ subject: [['CN', 'Test CA']], key: other.key }, [], when));
    expect(() => readCrls(forged, issuers())).toThrow(/not signed by any known CA/);
    expect(readCrls(forged, [new X509Certificate(other.certificate)]).size).toBe(0);
  });

  it('that was changed is refused', async () => {
    const der = Buffer.from((await setting.files.read('crl.pem'))!.replace(/-----.*-----|\s/g, ''), 'base64');
    der[der.length - 10]! ^= 1;
    expect(() => readCrls(pem('X509 CRL', der), issuers())).toThrow(/not signed by any known CA/);
    expect(() => readCrls(pem('X509 CRL', der.subarray(0, 20)), issuers())).toThrow(/cannot be read/);
  });

  it('compares serial numbers as numbers', () => {
    expect(serialOf(Buffer.from('0080', 'hex'))).toBe(serialOf(Buffer.from('80', 'hex')));
  });
});

describe('the certificate of the TLS door', () => {
  it('is made once, with the CA behind it, for its host', async () => {
    const made = await serverCertificate(setting, ['acs.example.net']);
    expect(made.made).toBe(true);
    const [leaf, root] = made.certificate.match(/-----BEGIN[\s\S]+?END CERTIFICATE-----/g)!;
    expect(new X509Certificate(leaf!).checkHost('acs.example.net')).toBe('acs.example.net');
    expect(new X509Certificate(leaf!).checkIssued(new X509Certificate(root!))).toBe(true);
    expect((await serverCertificate(setting, ['acs.example.net'])).certificate).toBe(made.certificate);
    expect(await setting.files.read('server.key')).toContain('ENCRYPTED');
  });

  it('is made anew for another host, an address, or when it runs out', async () => {
    const first = await serverCertificate(setting, ['acs.example.net']);
    const other = await serverCertificate(setting, ['192.0.2.7']);
    expect(other.made).toBe(true);
    expect(new X509Certificate(other.certificate).checkIP('192.0.2.7')).toBe('192.0.2.7');
    const v6 = await serverCertificate(setting, ['2001:db8::1:7']);
    expect(new X509Certificate(v6.certificate).checkIP('2001:db8::1:7')).toBe('2001:db8::1:7');
    now += 380 * day;
    expect((await serverCertificate(setting, ['acs.example.net'])).certificate).not.toBe(first.certificate);
    now -= 380 * day;
  });
});

describe('the identity in a certificate', () => {
  const vendor = new TestCa('Vendor CA');
  const one = { oui: '00D09E', productClass: 'MG100', serialNumber: 'SIM0001' };
  const odd = { oui: '00D09E', productClass: 'A-B', serialNumber: 'C D' };
  const read = (wish: Parameters<TestCa['issue']>[0]) => readDeviceCertificate(vendor.issue(wish).der);

  const own: [what: string, wish: Parameters<TestCa['issue']>[0], device: typeof one][] = [
    ['our URI', { subject: [['O', 'x']], uris: [`urn:muster:device:${device}`] }, one],
    ['a USP endpoint id', { subject: [['O', 'x']], uris: ['urn:bbf:usp:id:ops::00D09E-MG100-SIM0001'] }, one],
    ['a USP endpoint id without a class', { subject: [['O', 'x']], uris: ['urn:bbf:usp:id:os::00D09E-SIM0001'] }, one],
    ['CN with class', { subject: [['CN', device]] }, one],
    ['CN without class', { subject: [['CN', '00d09e-SIM0001']] }, one],
    [
      'serialNumber and OU',
      {
        subject: [
          ['OU', '00d09e'],
          ['serialNumber', 'SIM0001'],
        ],
      },
      one,
    ],
    ['CN with encoded parts', { subject: [['CN', '00D09E-A%2DB-C%20D']] }, odd],
  ];
  it.each(own)('%s is that of its device and of no other', (_, wish, of) => {
    const certificate = read(wish);
    expect(isCertificateOf(certificate, of)).toBe(true);
    expect(isCertificateOf(certificate, { ...of, serialNumber: 'SIM0002' })).toBe(false);
    expect(isCertificateOf(certificate, { ...of, oui: '00D09F' })).toBe(false);
    expect(isCertificateOf(certificate, { ...of, serialNumber: '' })).toBe(false);
  });

  it.each([
    ['a host name', { subject: [['CN', 'cpe.example.net']] }],
    ['a class only', { subject: [['CN', '00D09E']] }],
    ['an O', { subject: [['O', device]] }],
    ['a serial number without OUI', { subject: [['serialNumber', 'SIM0001']] }],
    [
      'two OUs that are OUIs',
      {
        subject: [
          ['OU', '00D09E'],
          ['OU', '00D09F'],
          ['serialNumber', 'SIM0001'],
        ],
      },
    ],
    ['another URI', { subject: [['O', 'x']], uris: ['https://00D09E-MG100-SIM0001/'] }],
  ] as [string, Parameters<TestCa['issue']>[0]][])('%s is nobody', (_, wish) => {
    const certificate = read(wish);
    expect([...certificate.ids, ...certificate.serials]).toEqual([]);
  });

  it('does not let a dash in a class or serial number make one device out of another', () => {
    const certificate = read({ subject: [['CN', '00D09E-A-B']] });
    expect(isCertificateOf(certificate, { oui: '00D09E', productClass: 'A', serialNumber: 'B' })).toBe(true);
    expect(isCertificateOf(certificate, { oui: '00D09E', productClass: '', serialNumber: 'A-B' })).toBe(false);
    expect(isCertificateOf(certificate, { oui: '00D09E', productClass: 'A-B', serialNumber: '' })).toBe(false);
  });

  it('tells from when to when', () => {
    const { notBefore, notAfter } = read({ subject: [['CN', device]], ...lifetime(-3, 4) });
    expect(Math.round((notAfter - notBefore) / day)).toBe(7);
  });
});

it('a record whose last line was cut is read up to there', async () => {
  const lines = (await setting.files.read('record.jsonl'))!;
  const before = await listIssued(setting.files);
  await writeFile(setting.files.pathOf('record.jsonl'), `${lines}\n{"did":"issue","ser`);
  expect(await listIssued(setting.files)).toEqual(before);
  await ca.issueDevice({ deviceId: device, days: 1 });
  expect(await listIssued(setting.files)).toHaveLength(before.length + 1);
});
