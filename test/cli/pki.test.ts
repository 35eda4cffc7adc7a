import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import forge from 'node-forge';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { pkiCommand } from '../../src/cli/commands/pki.ts';
import { type Running, startMuster } from '../../src/main.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { ScriptedCpe } from '../support/cpe.ts';
import { withDatabase } from '../support/database.ts';
import { temporaryFolder, testEnvironment } from '../support/muster.ts';
import { until } from '../support/until.ts';

const database = withDatabase(2);
let dataDir: string;
let folder: string;
let running: Running | undefined;
let said = '';
const cpes: ScriptedCpe[] = [];

beforeAll(async () => {
  dataDir = await temporaryFolder('muster-pki-data-');
  folder = await mkdtemp(path.join(tmpdir(), 'muster-pki-out-'));
});
beforeEach(() => {
  vi.stubEnv('MUSTER_DATA_DIR', dataDir);
  vi.stubEnv('MUSTER_SECRET', testEnvironment.MUSTER_SECRET);
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await Promise.all(cpes.splice(0).map((one) => one.leave().catch(() => {})));
});
afterAll(async () => {
  await running?.stop();
  await Promise.all([dataDir, folder].map((one) => rm(one, { recursive: true, force: true })));
});

const muster = async (...args: string[]): Promise<string> => {
  said = '';
  const command = pkiCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  for (const child of command.commands) child.exitOverride().configureOutput({ writeErr: () => {} });
  await command.parseAsync(args, { from: 'user' });
  return said;
};
const out = (name: string): string => path.join(folder, name);
const start = (settings: Record<string, string>) =>
  startMuster(
    readConfig({
      ...testEnvironment,
      MUSTER_DATA_DIR: dataDir,
      MUSTER_DATABASE_URL: database.url,
      MUSTER_ACS_PORT: 'off',
      MUSTER_ACS_TLS_PORT: '0',
      MUSTER_CPE_AUTH: 'certificate',
      ...settings,
    }),
  );

it('Muster does not start a TLS door that nobody gave a certificate, and says what to do', async () => {
  await expect(start({})).rejects.toMatchObject({
    code: 'invalidConfiguration',
    message: expect.stringContaining('make a CA by muster pki init'),
  });
  await expect(start({ MUSTER_ACS_TLS_CERT: out('x') })).rejects.toThrow(/belong together/);
  await expect(start({ MUSTER_ACS_TLS_CERT: out('x'), MUSTER_ACS_TLS_KEY: out('x') })).rejects.toThrow(/cannot read/);
});

it('init makes the CA, once', async () => {
  expect(await muster('init', '--name', 'Test fleet')).toContain('gateways must trust');
  await expect(muster('init')).rejects.toMatchObject({ code: 'conflict' });
  expect(new X509Certificate(await readFile(path.join(dataDir, 'pki/ca.crt'))).subject).toContain('CN=Test fleet');
});

it('issue writes a certificate and a key that only its owner reads, and writes over nothing', async () => {
  expect(await muster('issue', '--device', '00D09E-TEST-P1', '--out', out('p1.crt'))).toContain('00D09E-TEST-P1');
  expect((await stat(out('p1.crt.key'))).mode & 0o777).toBe(0o600);
  await expect(muster('issue', '--device', '00D09E-TEST-P2', '--out', out('p1.crt'))).rejects.toThrow(/cannot write/);
});

it('issue takes a request', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const csr = forge.pki.createCertificationRequest();
  const pem = (key: typeof pair.publicKey): string => key.export({ type: 'spki', format: 'pem' }) as string;
  csr.publicKey = forge.pki.publicKeyFromPem(pem(pair.publicKey));
  csr.setSubject([{ name: 'commonName', value: 'whatever' }]);
  csr.sign(
    forge.pki.privateKeyFromPem(pair.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string),
    forge.md.sha256.create(),
  );
  await writeFile(out('p3.csr'), forge.pki.certificationRequestToPem(csr));
  await muster('issue', '--device', '00D09E-TEST-P3', '--csr', out('p3.csr'), '--out', out('p3.crt'));
  const issued = new X509Certificate(await readFile(out('p3.crt')));
  expect(issued.publicKey.equals(pair.publicKey)).toBe(true);
  await expect(stat(out('p3.crt.key'))).rejects.toThrow();
});

it.each([
  [['issue', '--out', 'x'], 'either --device or --host'],
  [['issue', '--device', '00D09E-A', '--host', 'b', '--out', 'x'], 'either --device or --host'],
  [['issue', '--host', 'a b', '--out', 'x'], '--host is "a b"'],
  [['issue', '--device', 'me', '--out', 'x'], 'a device id such as'],
  [['issue', '--device', '00D09E-A', '--days', '0', '--out', 'x'], '1 to 36500 days'],
  [['issue', '--device', '00D09E-A', '--csr', '/nowhere/x', '--out', 'x'], 'cannot read /nowhere/x'],
  [['revoke'], 'either --device or --serial'],
  [['revoke', '--serial', 'ff'], 'no certificate with the serial number ff'],
] as [string[], string][])('%j is refused with a reason', async (args, why) => {
  await expect(muster(...args)).rejects.toThrow(why);
});

it('the whole story: the door shows a certificate of the CA, lets its gateways in, and those that are revoked no more', async () => {
  running = await start({});
  expect(running.urls.acs).toBeUndefined();
  const ca = await readFile(path.join(dataDir, 'pki/ca.crt'), 'utf8');
  const [cert, key] = await Promise.all([readFile(out('p1.crt'), 'utf8'), readFile(out('p1.crt.key'), 'utf8')]);
  const cpe = (tls: object): ScriptedCpe => {
    const made = new ScriptedCpe(running!.urls.acsTls!, 'P1', { username: 'x', password: 'y' }, { ca, ...tls });
    cpes.push(made);
    return made;
  };
  const device = cpe({ cert, key });
  expect(await device.session()).toBeNull();
  // Certificates only: there is nothing to challenge with.
  expect((await cpe({}).inform()).status).toBe(403);

  expect(await muster('revoke', '--device', '00D09E-TEST-P1')).toMatch(/revoked [0-9a-f]{32}/);
  await until('the door knows', async () => (await device.inform()).status === 403, 10_000, 200);
  const listed = JSON.parse(await muster('list', '--json')) as { items: { of: string; revokedAt: string | null }[] };
  expect(listed.items.find((item) => item.of === '00D09E-TEST-P1')?.revokedAt).not.toBeNull();
  expect(listed.items.some((item) => item.of === '127.0.0.1')).toBe(true);
  expect(await muster('list')).toContain('00D09E-TEST-P3');
  expect(await muster('crl')).toContain('BEGIN X509 CRL');
});

it('another password or secret does not open the keys, and the start says so', async () => {
  vi.stubEnv('MUSTER_PKI_PASSWORD', 'not the right password');
  await expect(muster('crl')).rejects.toThrow(/does not open/);
});
