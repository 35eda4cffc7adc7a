import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, afterEach, expect, test } from 'vitest';
import { writeCrl } from '../../src/security/pki/crl.ts';
import { pem } from '../../src/security/pki/der.ts';
import { lifetime, TestCa } from '../security/support/certificates.ts';
import { faultCode, type Login, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';

const ca = new TestCa('Gateways');
const stranger = new TestCa('Gateways');
const server = ca.issue({ purpose: 'server', subject: [['CN', 'acs']], hosts: ['127.0.0.1'] });
const folder = mkdtempSync(path.join(tmpdir(), 'muster-tls-'));
const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
let crlNumber = 0;
const crl = (...serials: string[]): string =>
  file(
    'ca.crl',
    pem(
      'X509 CRL',
      writeCrl(
        { subject: ca.subject, key: ca.key },
        serials.map((serial) => ({ serial, at: new Date() })),
        { number: ++crlNumber, thisUpdate: new Date(), nextUpdate: lifetime().notAfter },
      ),
    ),
  );

const muster = withMuster({
  environment: {
    MUSTER_ACS_TLS_PORT: '0',
    MUSTER_CPE_AUTH: 'certificate,digest,basic',
    MUSTER_ACS_TLS_CERT: file('server.crt', server.certificate + ca.certificate),
    MUSTER_ACS_TLS_KEY: file('server.key', server.key),
    MUSTER_CPE_CA: file('ca.crt', ca.certificate),
    MUSTER_CPE_CRL: crl(),
  },
});
const cpes: ScriptedCpe[] = [];
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave().catch(() => {}))));
afterAll(() => rmSync(folder, { recursive: true }));

const nobody: Login = { username: 'nobody', password: 'none' };
const of = (serial: string, issuer = ca, when = lifetime()) =>
  issuer.issue({ subject: [['CN', `00D09E-TEST-${serial}`]], ...when });

function cpe(serial: string, certificate: { certificate: string; key: string } | null, login = nobody): ScriptedCpe {
  const own = certificate ? { cert: certificate.certificate, key: certificate.key } : {};
  const made = new ScriptedCpe(muster.urls.acsTls, serial, login, { ca: ca.certificate, ...own });
  cpes.push(made);
  return made;
}

test('a gateway speaks by its certificate alone, without a challenge', async () => {
  const device = cpe('T1', of('T1'));
  const reply = await device.send({ body: device.informEnvelope(), headers: { 'Content-Type': 'text/xml' } });
  expect(reply.status).toBe(200);
  expect(reply.headers['set-cookie']![0]).toMatch(/; Secure$/);
  device.cookie = reply.headers['set-cookie']![0]!.split(';')[0]!;
  expect((await device.send({ headers: { 'Content-Length': 0 } })).status).toBe(204);
});

test('its certificate does not speak for another gateway: 8001, nothing is made, and it is noted', async () => {
  await cpe('T2', of('T2')).session();
  expect(faultCode(await cpe('T3', of('T2')).inform())).toBe(8001);
  expect((await muster.pool.query("SELECT 1 FROM device WHERE serial_number = 'T3'")).rows).toEqual([]);
  const notes = async () =>
    (
      await muster.api.get<{ items: { type: string; detail?: string }[] }>('/devices/00D09E-TEST-T2/timeline')
    ).items.filter((item) => item.type === 'security');
  const [note] = await until('it is noted', async () => ((await notes()).length > 0 ? notes() : null));
  expect(note).toMatchObject({
    what: 'impostor',
    detail: expect.stringContaining('the certificate of 00D09E-TEST-T2'),
  });
});

for (const [what, certificate] of [
  ['of another CA by the same name', of('T4', stranger)],
  ['that has run out', of('T4', ca, lifetime(-20, -10))],
  ['that is not valid yet', of('T4', ca, lifetime(10, 20))],
  ['for servers', ca.issue({ purpose: 'server', subject: [['CN', '00D09E-TEST-T4']] })],
  ['that names nobody', ca.issue({ subject: [['CN', 'gateway']] })],
] as const) {
  test(`a certificate ${what} is as good as none: challenged, and a login will do`, async () => {
    expect((await cpe('T4', certificate).inform()).status).toBe(401);
    expect((await cpe('T4', certificate, sharedLogin).inform()).status).toBe(200);
  });
}

test('without a certificate a login will do, Basic too, as this is TLS', async () => {
  expect((await cpe('T5', null).inform()).status).toBe(401);
  expect((await cpe('T5', null, sharedLogin).inform()).status).toBe(200);
  const basic = `Basic ${Buffer.from(`${sharedLogin.username}:${sharedLogin.password}`).toString('base64')}`;
  const device = cpe('T6', null);
  const reply = await device.send({ body: device.informEnvelope(), headers: { Authorization: basic } });
  expect(reply.status).toBe(200);
  device.cookie = reply.headers['set-cookie']![0]!.split(';')[0]!;
  const plain = new ScriptedCpe(muster.urls.acs, 'T6', nobody);
  cpes.push(plain);
  expect((await plain.send({ body: plain.informEnvelope(), headers: { Authorization: basic } })).status).toBe(401);
});

test('a session that began by certificate is of no use to whoever has its cookie', async () => {
  const device = cpe('T7', of('T7'));
  await device.inform();
  const thief = cpe('T8', of('T8'));
  thief.cookie = device.cookie;
  expect((await thief.send({ headers: { 'Content-Length': 0 } })).status).toBe(403);
  const without = cpe('T8', null);
  without.cookie = device.cookie;
  expect((await without.send({ headers: { 'Content-Length': 0 } })).status).toBe(403);
  thief.cookie = null;
  without.cookie = null;
  expect((await device.empty()).status).toBe(204);
});

test('a certificate that is revoked is refused, on the connection that is open already and in spite of a login', async () => {
  const revoked = of('T9');
  const device = cpe('T9', revoked, sharedLogin);
  const neighbour = cpe('T10', of('T10'));
  expect(await device.session()).toBeNull();
  expect(await neighbour.session()).toBeNull();
  crl(revoked.serial);
  await until('the list is read anew', async () => (await device.inform()).status === 403, 10_000, 200);
  expect((await cpe('T9', revoked, sharedLogin).inform()).status).toBe(403);
  expect(await neighbour.session()).toBeNull();
  crl();
  await until('the list is read anew', async () => (await cpe('T9', revoked).inform()).status === 200, 10_000, 200);
});

test('a list that nobody signed changes nothing', async () => {
  const revoked = of('T11');
  crl(revoked.serial);
  await until('the list is read anew', async () => (await cpe('T11', revoked).inform()).status === 403, 10_000, 200);
  file('ca.crl', pem('X509 CRL', Buffer.from('3000', 'hex')));
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect((await cpe('T11', revoked).inform()).status).toBe(403);
  crl();
});

test('a certificate is told on a resumed TLS session too', async () => {
  const { certificate, key } = of('T12');
  const { port } = new URL(muster.urls.acsTls);
  const options = { port: Number(port), host: '127.0.0.1', ca: ca.certificate, cert: certificate, key };
  const ask = (session?: Buffer): Promise<{ reused: boolean; status: string; session: Buffer | undefined }> =>
    new Promise((resolve, reject) => {
      const socket = tls.connect({ ...options, maxVersion: 'TLSv1.2', ...(session ? { session } : {}) });
      let kept: Buffer | undefined;
      socket.on('session', (ticket) => {
        kept = ticket;
      });
      const body = new ScriptedCpe(muster.urls.acsTls, 'T12', nobody).informEnvelope();
      socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      socket.once('data', (data) => {
        resolve({ reused: socket.isSessionReused(), status: data.toString('latin1', 9, 12), session: kept });
        socket.destroy();
      });
      socket.once('error', reject);
    });
  const first = await ask();
  expect(first.status).toBe('200');
  const second = await ask(first.session);
  expect(second).toMatchObject({ reused: true, status: '200' });
});

test('TLS 1.1 is not spoken, nor is anything but TLS', async () => {
  const { port } = new URL(muster.urls.acsTls);
  const old = (version: tls.SecureVersion): Promise<string> =>
    new Promise((resolve) => {
      const options = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0', ca: ca.certificate };
      const socket = tls.connect({ port: Number(port), host: '127.0.0.1', ...options }, () => {
        resolve('connected');
        socket.destroy();
      });
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  expect(await old('TLSv1.2')).toBe('connected');
  expect(await old('TLSv1.1')).not.toBe('connected');
  const plain = new ScriptedCpe(`http://127.0.0.1:${port}/`, 'T13', nobody);
  await expect(plain.inform()).rejects.toThrow();
});
