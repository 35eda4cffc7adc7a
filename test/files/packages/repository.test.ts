import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choosePlace, chooseVariant, type Variant } from '../../../src/files/packages/choose.ts';
import { readTar, writeTar } from '../../../src/files/packages/format/tar.ts';
import type { SoftwarePackage } from '../../../src/files/packages/package.ts';
import { createPackageKey, openPackageKey, retirePackageKey } from '../../../src/security/package-keys.ts';
import type { PkiSetting } from '../../../src/security/pki/fleet-ca.ts';
import { pkiFiles } from '../../../src/security/pki/store.ts';
import { muster as command } from '../../cli/support/run-command.ts';
import { masterSecret, withMuster } from '../../support/muster.ts';
import { answeringPackage, signingKey } from '../../support/signed-packages.ts';

const muster = withMuster();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-repository-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Uploaded {
  readonly id: string;
  readonly version: string;
  readonly package: SoftwarePackage;
}
const send = <T = Uploaded>(body: Buffer, query: Record<string, string> = {}) =>
  muster.api.ask<T>('POST', '/files', { query: { name: 'meter.ipk', fileType: 'Software Package', ...query }, body });
const cli = (...args: string[]) => command(args, { MUSTER_DATA_DIR: muster.dataDir, MUSTER_SECRET: masterSecret });
/** Keys are opened with what the command line derives from the master secret; tests that sign directly say it outright. */
const setting = (): PkiSetting => ({ files: pkiFiles(muster.dataDir), password: 'a password of tests', now: Date.now });

test('an .ipk is read at upload and shown with what is known of it; unsigned or tampered ones are refused', async () => {
  const { id } = await createPackageKey(setting(), { name: 'first', algorithm: 'ed25519' });
  const { privateKey } = await openPackageKey(setting(), null);
  const good = await answeringPackage({
    version: '1.0',
    depends: 'libc, ubus (>= 2) | dbus',
    installedSize: 123_456,
    key: privateKey,
  });
  const made = await send(good);
  expect(made.status).toBe(201);
  const expected = {
    format: 'ipk',
    name: 'meter',
    version: '1.0',
    architecture: 'all',
    execEnvType: '',
    depends: ['libc', 'ubus (>= 2) | dbus'],
    installedSize: 123_456,
    maintainer: 'Example Works <packages@example.org>',
    description: '',
    units: ['meterd'],
    signedBy: id,
  };
  expect(made.body).toMatchObject({ version: '1.0', fileType: 'Software Package', package: expected });
  expect(await muster.api.get(`/files/${made.body.id}`)).toMatchObject({ package: expected });
  expect(await muster.api.get<{ items: Uploaded[] }>('/files')).toMatchObject({ items: [{ package: expected }] });

  const unsigned = await answeringPackage({ version: '1.1', key: null });
  const foreign = await answeringPackage({ version: '1.1', key: signingKey().privateKey });
  const entries = readTar('x', gunzipSync(good));
  const data = readTar('x', gunzipSync(unsigned)).find((entry) => entry.path === 'data.tar.gz')!;
  const tampered = gzipSync(writeTar(entries.map((entry) => (entry.path === data.path ? data : entry))));
  for (const [bytes, why] of [
    [unsigned, 'checksums: the package is not signed'],
    [foreign, 'signature.sig: it is no signature over checksums'],
    [tampered, 'data.tar.gz: its SHA-256 is not the one in checksums'],
    [Buffer.from('nonsense'), 'neither a gzip tar nor an ar archive'],
  ] as const) {
    const refused = await send<{ code: string; detail: string }>(bytes);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'invalidPackage', detail: expect.stringContaining(why) },
    });
  }
  expect((await muster.api.get<{ items: Uploaded[] }>('/files')).items).toHaveLength(1);
});

test('the same package again is the same file; other bytes under its version are refused; variants stand side by side', async () => {
  const { privateKey } = await openPackageKey(setting(), null);
  const one = await answeringPackage({ version: '3.0', key: privateKey });
  const other = await answeringPackage({ version: '3.0', depends: 'libc', key: privateKey });
  const [first, again] = [await send(one), await send(one)];
  expect(again.body.id).toBe(first.body.id);
  expect(await send(other)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('meter 3.0 (all) is there already with other bytes') },
  });
  expect((await send(other, { execEnvType: 'OSGi' })).body.package).toMatchObject({ execEnvType: 'OSGi' });
  expect(await send(other, { version: '3.1' })).toMatchObject({ status: 422, body: { code: 'contradiction' } });
  const named = (query: Record<string, string>) =>
    muster.api.get<{ items: Uploaded[] }>('/files', { package: 'meter', version: '3.0', ...query });
  expect((await named({})).items).toHaveLength(2);
  expect((await named({ execEnvType: 'OSGi' })).items).toMatchObject([{ package: { execEnvType: 'OSGi' } }]);
  expect((await named({ execEnvType: 'Linux' })).items).toMatchObject([{ id: first.body.id }]);
  expect((await named({ version: '9' })).items).toEqual([]);
  const left = await muster.pool.query('SELECT FROM software_package WHERE version = $1', ['3.0']);
  expect(left.rowCount).toBe(2);
  await muster.api.good('DELETE', `/files/${first.body.id}`);
  expect((await send(other)).status).toBe(201);
});

test('the same package uploaded twice at once is one', async () => {
  const { privateKey } = await openPackageKey(setting(), null);
  const bytes = await Promise.all(
    ['', 'libc'].map((depends) => answeringPackage({ version: '4.0', depends, key: privateKey })),
  );
  const answers = await Promise.all(bytes.map((one) => send(one)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('an opaque bundle is taken with its name and version, and not without', async () => {
  const bytes = Buffer.from('PK whatever an environment understands');
  expect(await send(bytes, { name: 'bundle.jar' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'version' }] },
  });
  const made = await send(bytes, { name: 'bundle.jar', version: '7', execEnvType: 'OSGi' });
  expect(made.body.package).toMatchObject({
    format: 'opaque',
    name: 'bundle.jar',
    version: '7',
    execEnvType: 'OSGi',
    signedBy: null,
  });
});

test('two keys are valid while one replaces another; what a retired one signed is refused', async () => {
  const old = await openPackageKey(setting(), null);
  await expect(retirePackageKey(setting(), old.record.id, false)).rejects.toThrow('the only valid package key');
  const { id } = await createPackageKey(setting(), { name: 'second', algorithm: 'rsa' });
  const next = await openPackageKey(setting(), null);
  expect(next.record.id).toBe(id);
  expect((await send(await answeringPackage({ version: '5.0', key: old.privateKey }))).body.package.signedBy).toBe(
    old.record.id,
  );
  expect((await send(await answeringPackage({ version: '5.1', key: next.privateKey }))).body.package.signedBy).toBe(id);
  await retirePackageKey(setting(), old.record.id, false);
  expect((await send(await answeringPackage({ version: '5.2', key: old.privateKey }))).status).toBe(422);
  expect((await send(await answeringPackage({ version: '5.2', key: next.privateKey }))).status).toBe(201);
  await expect(openPackageKey(setting(), old.record.id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(openPackageKey({ ...setting(), password: 'another' }, null)).rejects.toMatchObject({
    code: 'invalidConfiguration',
  });
});

test('on the command line: a key is made, a folder packed, the package verified, signed anew with openssl keys, uploaded', async () => {
  const root = path.join(folder, 'meter');
  await mkdir(path.join(root, 'CONTROL'), { recursive: true });
  await mkdir(path.join(root, 'usr', 'bin'), { recursive: true });
  await writeFile(
    path.join(root, 'CONTROL', 'control'),
    'Package: clock\nVersion: 1.0\nArchitecture: all\nDescription: a\n b\n',
  );
  await writeFile(path.join(root, 'CONTROL', 'postinst'), '#!/bin/sh\nexit 0\n');
  await writeFile(path.join(root, 'usr', 'bin', 'clock'), '#!/bin/sh\ndate\n', { mode: 0o755 });
  const packed = path.join(folder, 'clock.ipk');

  expect((await cli('pki', 'package-key', 'create', '--name', 'third')).stdout).toMatch(
    /^made the package key [0-9a-f]{16}/,
  );
  expect(await cli('package', 'pack', root, '--out', packed)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^packed clock 1\.0 \(.*, signed\)/),
  });
  expect(await cli('package', 'verify', packed)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('clock 1.0 for all: good, signed by'),
  });
  const { stdout } = await cli('pki', 'package-key', 'list', '--json');
  expect((JSON.parse(stdout) as { items: { name: string }[] }).items.map((key) => key.name)).toEqual([
    'first',
    'second',
    'third',
  ]);

  const [key, pub, signed] = ['key.pem', 'key.pub', 'signed.ipk'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const openssl = promisify(execFile);
  await openssl('openssl', ['genrsa', '-out', key, '2048']);
  await openssl('openssl', ['rsa', '-in', key, '-pubout', '-out', pub]);
  expect((await cli('package', 'sign', packed, '--key', key, '--out', signed)).status).toBe(0);
  expect((await cli('package', 'verify', signed, '--public-key', pub)).status).toBe(0);
  const refused = await cli('package', 'verify', signed);
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toContain('signature.sig: it is no signature over checksums by a trusted key');
  expect((await send(await readFile(signed))).status).toBe(422);
  expect((await send(await readFile(packed))).body.package).toMatchObject({ name: 'clock', description: 'a\nb' });
});

test('the variant for a device is the one for its environment and architecture, and none where that is unclear', () => {
  const variant = (fileId: string, execEnvType: string, architecture: string): Variant =>
    ({ fileId, execEnvType, architecture }) as Variant;
  const any = variant('any', '', 'all');
  const linux = variant('linux', 'Linux', 'all');
  const [mips, arm] = [variant('mips', 'Linux', 'mips_24kc'), variant('arm', 'Linux', 'aarch64_generic')];
  const all = [any, linux, mips, arm];
  expect(chooseVariant(all, 'Linux', 'mips_24kc')).toBe(mips);
  expect(chooseVariant(all, 'Linux', 'x86_64')).toBe(linux);
  expect(chooseVariant(all, 'OSGi', 'mips_24kc')).toBe(any);
  expect(chooseVariant(all, 'Linux', null)).toBe(linux);
  expect(chooseVariant([mips], 'Linux', null)).toBe(mips);
  expect(chooseVariant([mips, arm], 'Linux', null)).toBeNull();
  expect(chooseVariant([linux], 'OSGi', null)).toBeNull();
  // Devices tell their processor, packages are built for a kind of it.
  expect(chooseVariant([mips, arm], 'Linux', 'aarch64')).toBe(arm);
  expect(chooseVariant([mips], 'Linux', 'mipsel')).toBeNull();
});

test('of several environments the one that a variant is made for is chosen, and none where two would do', () => {
  const variant = (fileId: string, execEnvType: string): Variant =>
    ({ fileId, execEnvType, architecture: 'all' }) as Variant;
  const [any, linux, osgi] = [variant('any', ''), variant('linux', 'Linux'), variant('osgi', 'OSGi')];
  const places = ['Linux', 'OSGi'].map((type, i) => ({ path: `Device.SoftwareModules.ExecEnv.${i + 1}`, type }));
  expect(choosePlace([any, osgi], places, null)).toEqual({ variant: osgi, environment: places[1]!.path });
  expect(choosePlace([osgi], places.slice(1), null)).toEqual({ variant: osgi, environment: null });
  expect(choosePlace([any], places, null)).toEqual({ variant: any, environment: null });
  expect(choosePlace([linux, osgi], places, null)).toBe('several');
  expect(choosePlace([osgi], places.slice(0, 1), null)).toBe('none');
});
