import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync as gunzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packBundle, readBundle } from '../../../src/files/packages/format/bundle.ts';
import { readIpk } from '../../../src/files/packages/format/ipk.ts';
import { fileEntry, packIpk, signIpk } from '../../../src/files/packages/format/pack.ts';
import { type PackageKey, packageKeyOf } from '../../../src/files/packages/format/signature.ts';
import { readTar, type TarEntry, writeTar } from '../../../src/files/packages/format/tar.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-packages-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pair = (kind: 'rsa' | 'ed25519') => {
  const { privateKey, publicKey } =
    kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  const key: PackageKey = packageKeyOf(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  return { privateKey, key };
};
const control = { Package: 'meter', Version: '1.0', Architecture: 'all', Maintainer: 'Example <x@example.org>' };
const data = [fileEntry('usr/bin/meterd', '#!/bin/sh\n', 0o755)];

describe('an .ipk', () => {
  test('is read in its control, scripts, data and units', async () => {
    const unit = { name: 'meterd', command: 'usr/bin/meterd', port: 8080 };
    const bytes = await packIpk(
      {
        control: {
          ...control,
          Depends: 'libc, ubus (>= 2.0) | dbus',
          'Installed-Size': '4096',
          Description: 'one\ntwo',
        },
        scripts: { postinst: '#!/bin/sh\nexit 0\n' },
        data: [...data, fileEntry('usr/lib/muster/units/meterd.json', JSON.stringify(unit))],
      },
      null,
    );
    const ipk = await readIpk(bytes, null);
    expect(ipk.control).toEqual({
      name: 'meter',
      version: '1.0',
      architecture: 'all',
      depends: [
        [{ name: 'libc', relation: null, version: '' }],
        [
          { name: 'ubus', relation: '>=', version: '2.0' },
          { name: 'dbus', relation: null, version: '' },
        ],
      ],
      installedSize: 4096,
      maintainer: 'Example <x@example.org>',
      description: 'one\ntwo',
      environment: null,
    });
    expect(Object.keys(ipk.scripts)).toEqual(['postinst']);
    expect(ipk.units).toMatchObject([{ name: 'meterd', port: 8080, autoStart: true, args: [] }]);
    expect(ipk.signedBy).toBeNull();
  });

  test('packed twice from the same parts is the same', async () => {
    expect(await packIpk({ control, data }, null)).toEqual(await packIpk({ control, data }, null));
  });

  test('made by tar and ar of the system is read too', async () => {
    const root = path.join(folder, 'system');
    await mkdir(path.join(root, 'data', 'etc', 'a'.repeat(60), 'b'.repeat(60)), { recursive: true });
    await writeFile(path.join(root, 'data', 'etc', 'a'.repeat(60), 'b'.repeat(60), 'config'), 'x=1\n');
    await writeFile(
      path.join(root, 'control'),
      Object.entries(control)
        .map(([k, v]) => `${k}: ${v}\n`)
        .join(''),
    );
    await writeFile(path.join(root, 'debian-binary'), '2.0\n');
    const at = { cwd: root };
    await run('tar', ['-czf', 'control.tar.gz', './control'], at);
    for (const format of ['gnu', 'ustar', 'pax']) {
      await run('tar', [`--format=${format}`, '-czf', 'data.tar.gz', '-C', 'data', '.'], at);
      await run('tar', ['-czf', 'tar.ipk', './debian-binary', './data.tar.gz', './control.tar.gz'], at);
      await rm(path.join(root, 'ar.ipk'), { force: true });
      await run('ar', ['r', 'ar.ipk', 'debian-binary', 'control.tar.gz', 'data.tar.gz'], at);
      for (const name of ['tar.ipk', 'ar.ipk']) {
        const ipk = await readIpk(await readFile(path.join(root, name)), null);
        expect(ipk.control.name).toBe('meter');
        expect(ipk.data.filter((entry) => entry.kind === 'file').map((entry) => entry.path)).toEqual([
          `etc/${'a'.repeat(60)}/${'b'.repeat(60)}/config`,
        ]);
      }
    }
  });

  test.each([
    ['without a version', { Package: 'a', Architecture: 'all' }, 'no Version'],
    ['with an odd name', { ...control, Package: '../a' }, 'Package is "../a"; allowed:'],
    ['with an odd dependency', { ...control, Depends: 'a (~ 1)' }, 'Depends holds "a (~ 1)"; allowed:'],
    ['with an odd size', { ...control, 'Installed-Size': '-1' }, 'Installed-Size is "-1"; allowed:'],
  ])('%s is refused', async (_, fields, why) => {
    await expect(packIpk({ control: fields, data }, null)).rejects.toMatchObject({
      code: 'invalidPackage',
      message: expect.stringContaining(why),
    });
  });

  test.each([
    ['{', 'is not JSON'],
    ['{"name":"a","command":"../../bin/sh"}', 'has command "../../bin/sh"; allowed:'],
    ['{"name":"a","command":"x","port":0}', 'has port 0; allowed: 1 to 65535'],
    ['{"name":"a","command":"x","shell":true}', 'has shell true; allowed:'],
  ])('with the unit %s is refused', async (text, why) => {
    const parts = { control, data: [fileEntry('usr/lib/muster/units/a.json', text)] };
    await expect(packIpk(parts, null)).rejects.toThrow(why);
  });
});

describe('a signature', () => {
  test.each(['rsa', 'ed25519'] as const)('by %s is checked, and names its key', async (kind) => {
    const { privateKey, key } = pair(kind);
    const other = pair('ed25519').key;
    const bytes = await packIpk({ control, data }, privateKey);
    expect((await readIpk(bytes, [other, key])).signedBy).toBe(key.id);
    await expect(readIpk(bytes, [other])).rejects.toThrow(`signature.sig: it is no signature over checksums`);
    await expect(readIpk(bytes, [])).rejects.toThrow('no package key is known here');
  });

  test('is missing from an unsigned package', async () => {
    const bytes = await packIpk({ control, data }, null);
    await expect(readIpk(bytes, [pair('ed25519').key])).rejects.toThrow('checksums: the package is not signed');
  });

  test.each(['control.tar.gz', 'data.tar.gz', 'checksums', 'signature.sig'])(
    'does not bear another %s',
    async (name) => {
      const { privateKey, key } = pair('ed25519');
      const mine = outer(await packIpk({ control, data }, privateKey));
      const theirs = outer(
        await packIpk(
          { control: { ...control, Version: '1.1' }, data: [fileEntry('x', 'y')] },
          pair('ed25519').privateKey,
        ),
      );
      const mixed = mine.map((entry) => (entry.path === name ? theirs.find((one) => one.path === name)! : entry));
      const failing = name === 'checksums' ? 'signature.sig' : name;
      await expect(readIpk(repacked(mixed), [key])).rejects.toThrow(new RegExp(`^${failing}: `));
      // Even where signatures are not asked for, checksums that are there must be right.
      if (name !== 'signature.sig')
        await expect(readIpk(repacked(mixed), null)).rejects.toThrow(/^(control|data)\.tar\.gz: /);
    },
  );

  test('can be given anew, and openssl agrees with both kinds', async () => {
    for (const kind of ['rsa', 'ed25519'] as const) {
      const { privateKey, key } = pair(kind);
      const bytes = await signIpk(await packIpk({ control, data }, pair('rsa').privateKey), privateKey);
      expect((await readIpk(bytes, [key])).signedBy).toBe(key.id);
      const files = { checksums: '', 'signature.sig': '' };
      for (const name of Object.keys(files) as (keyof typeof files)[]) {
        const entry = outer(bytes).find((one) => one.path === name)!;
        files[name] = path.join(folder, name);
        await writeFile(files[name], entry.kind === 'file' ? entry.content : '');
      }
      const pem = path.join(folder, 'key.pem');
      await writeFile(pem, key.publicKey.export({ type: 'spki', format: 'pem' }));
      const arguments_ =
        kind === 'rsa'
          ? ['dgst', '-sha256', '-verify', pem, '-signature', files['signature.sig'], files.checksums]
          : [
              'pkeyutl',
              '-verify',
              '-pubin',
              '-inkey',
              pem,
              '-rawin',
              '-in',
              files.checksums,
              '-sigfile',
              files['signature.sig'],
            ];
      expect((await run('openssl', arguments_)).stdout).toMatch(/Verified OK|Verified Successfully/);
    }
  });

  test('by a weak or foreign kind of key is none', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' });
    expect(() => packageKeyOf(weak.toString())).toThrow('rsa of 1024 bits; allowed: ed25519, rsa of 2048 bits or more');
    expect(() => packageKeyOf('nothing')).toThrow('not a public key in PEM');
  });
});

describe('an archive', () => {
  const link = (where: string, target: string): TarEntry => ({ kind: 'link', path: where, target });
  const file = (where: string): TarEntry => fileEntry(where, 'x');
  test.each<[string, TarEntry[], string]>([
    ['that leaves its root', [file('../x')], 'leaves the root'],
    ['that leaves it in the middle', [file('a/../../x')], 'leaves the root'],
    ['with a link out of it', [link('a/b', '../../x')], 'leaves the root'],
    ['with an absolute link', [link('a', '/etc/passwd')], 'would leave the root'],
    ['with a link that goes down and up', [link('a', 'b/../..')], 'goes up again'],
    ['that writes through a link', [link('a', 'b'), file('a/x')], 'lies below the link a'],
    ['that puts a link where something lies', [file('a/x'), link('a', 'b')], 'is there twice'],
    ['with a name twice', [file('a'), file('a')], 'is there twice'],
    ['with control characters', [file('a\nb')], 'holds control characters'],
  ])('%s is refused', (_, entries, why) => {
    expect(() => readTar('data.tar.gz', writeTar(entries))).toThrow(why);
  });

  test('with a device, a hard link or an absolute name is refused', () => {
    for (const [at, byte, why] of [
      [156, '3', 'is of type "3"'],
      [156, '1', 'is of type "1"'],
      [0, '/', 'is absolute'],
    ] as const) {
      const tar = writeTar([file('abc')]);
      tar.write(byte, at, 'latin1');
      const sum = tar.subarray(0, 512).reduce((total, one, i) => total + (i >= 148 && i < 156 ? 0x20 : one), 0);
      tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
      expect(() => readTar('data.tar.gz', tar)).toThrow(why);
    }
  });

  test('that is damaged or cut short is refused', () => {
    const tar = writeTar([fileEntry('a', 'x'.repeat(2000))]);
    expect(() => readTar('data.tar.gz', tar.subarray(0, 1200))).toThrow('cut short');
    tar[0] = 0x7a;
    expect(() => readTar('data.tar.gz', tar)).toThrow('wrong checksum');
  });

  test('keeps no set-user-id', () => {
    expect(readTar('data.tar.gz', writeTar([fileEntry('a', 'x', 0o4755)]))).toMatchObject([{ mode: 0o755 }]);
  });

  test('that blows up is refused before it does', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 9 });
    const ipk = repacked([
      fileEntry('debian-binary', '2.0\n'),
      fileEntry(
        'control.tar.gz',
        gzipSync(writeTar([fileEntry('control', 'Package: a\nVersion: 1\nArchitecture: all\n')])),
      ),
      fileEntry('data.tar.gz', bomb),
    ]);
    await expect(readIpk(ipk, null)).rejects.toThrow('data.tar.gz unpacks to more than 268435456 bytes');
  });
});

test('a bundle is read with its limits, and signed as an .ipk is', async () => {
  const { privateKey, key } = pair('ed25519');
  const limits = { memoryKiB: 1024, processes: 4, files: 32 };
  const bytes = await packBundle({ name: 'box', version: '2', vendor: 'Example', limits }, data, privateKey);
  expect(await readBundle(bytes, [key])).toMatchObject({
    control: { name: 'box', architecture: 'all' },
    limits,
    signedBy: key.id,
  });
  await expect(readBundle(bytes, [pair('rsa').key])).rejects.toThrow('signature.sig');
  await expect(packBundle({ name: 'box', version: '2', limits: { ...limits, files: 0 } }, data, null)).rejects.toThrow(
    'limits.files is 0; allowed: 1 to 65536',
  );
});

function outer(ipk: Buffer): TarEntry[] {
  return readTar('the package', gunzip(ipk));
}
function repacked(entries: readonly TarEntry[]): Buffer {
  return gzipSync(writeTar(entries));
}
