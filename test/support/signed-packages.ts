import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileEntry, packIpk } from '../../src/files/packages/format/pack.ts';
import { unitFolder } from '../../src/files/packages/format/units.ts';

/** A key pair to sign packages with. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** PEM. */
  readonly publicKey: string;
}

export function signingKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

export interface PackageWish {
  readonly name?: string;
  readonly version: string;
  readonly architecture?: string;
  readonly depends?: string;
  /** Bytes. */
  readonly installedSize?: number;
  readonly autoStart?: boolean;
  readonly scripts?: Parameters<typeof packIpk>[0]['scripts'];
  /** Source of the unit's program; `port` is where it must answer. */
  readonly program?: string;
  /** null: not signed. */
  readonly key: KeyObject | null;
}

/** Answers every HTTP request with the name and version of its package. */
const answering = (text: string): string => `#!/usr/bin/env node
require('node:http').createServer((_, answer) => answer.end(${JSON.stringify(text)}))
  .listen(Number(process.env.MUSTER_UNIT_PORT), '127.0.0.1');
`;

/** A package with one execution unit, `<name>d`: a process that answers on a port. */
export function answeringPackage(wish: PackageWish): Promise<Buffer> {
  const { name = 'meter', version, architecture = 'all', autoStart = true } = wish;
  const unit = {
    name: `${name}d`,
    command: `usr/bin/${name}d`,
    port: 8080,
    autoStart,
    startSeconds: 5,
    stopSeconds: 2,
  };
  return packIpk(
    {
      control: {
        Package: name,
        Version: version,
        Architecture: architecture,
        Maintainer: 'Example Works <packages@example.org>',
        ...(wish.depends === undefined ? {} : { Depends: wish.depends }),
        ...(wish.installedSize === undefined ? {} : { 'Installed-Size': String(wish.installedSize) }),
      },
      scripts: wish.scripts ?? {},
      data: [
        fileEntry(`usr/bin/${name}d`, wish.program ?? answering(`${name} ${version}`), 0o755),
        fileEntry(`${unitFolder}${name}d.json`, JSON.stringify(unit)),
        fileEntry(`etc/${name}.conf`, `version=${version}\n`),
      ],
    },
    wish.key,
  );
}

/** Processes that have something below a folder in their environment: what was started in an offline root there. */
export async function processesBelow(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.includes(`=${folder}`) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}
