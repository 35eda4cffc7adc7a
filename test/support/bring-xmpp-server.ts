import { accessSync, constants } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { bring, libraryFolders, namesIn, run, unpackedTo, unpackFromDistribution } from './debian-packages.ts';

export interface XmppProgram {
  /** The Lua interpreter. */
  readonly lua: string;
  /** Prosody's main script. */
  readonly script: string;
  /** The folder of its Lua files. */
  readonly source: string;
  /** What it needs in its environment to find its libraries. */
  readonly env: Readonly<Record<string, string>>;
}

/** Prosody as installed on this machine, or the one unpacked earlier; null where there is none. */
export async function findXmppServer(): Promise<XmppProgram | null> {
  return (await findBelow('/')) ?? (await findBelow(unpackedTo('prosody')));
}

async function findBelow(root: string): Promise<XmppProgram | null> {
  const script = path.join(root, 'usr/bin/prosody');
  const source = path.join(root, 'usr/lib/prosody');
  if (!isReadable(script) || !isReadable(source)) return null;
  const programs = await readdir(path.join(root, 'usr/bin')).catch(() => []);
  for (const name of programs
    .filter((one) => /^lua5\.\d$/.test(one))
    .sort()
    .reverse()) {
    const lua = path.join(root, 'usr/bin', name);
    const env = root === '/' ? {} : await environmentOf(root, name.slice(3));
    const modules = ['socket', 'lxp', 'lfs', 'ssl', 'util.encodings'].map((one) => `require '${one}'`).join('; ');
    const paths = `package.path = '${source}/?.lua;' .. package.path; package.cpath = '${source}/?.so;' .. package.cpath`;
    const works = await run(lua, ['-e', `${paths}; ${modules}`], { env: { ...process.env, ...env } }).catch(() => null);
    if (works) return { lua, script, source, env };
  }
  return null;
}

/** Where Lua finds modules, and the loader libraries, in packages that are only unpacked. */
async function environmentOf(root: string, version: string): Promise<Record<string, string>> {
  const libraries = await libraryFolders(root);
  return {
    LUA_PATH: ['?.lua', '?/init.lua'].map((file) => path.join(root, 'usr/share/lua', version, file)).join(';'),
    LUA_CPATH: libraries.map((folder) => path.join(folder, 'lua', version, '?.so')).join(';'),
    LD_LIBRARY_PATH: libraries.join(':'),
  };
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === import.meta.filename) {
  await bring('XMPP server', 'Install the package prosody, so that it is below /usr.', async () => {
    const found =
      (await findXmppServer()) ??
      (await unpackFromDistribution({
        name: 'prosody',
        packageSets: [['prosody']],
        // `lua5.4-sec` is a name that `lua-sec` goes by.
        needs: (depends) =>
          namesIn(depends)
            .filter((name) => /^(lib|lua)/.test(name))
            .map((name) => name.replace(/^lua5\.\d-/, 'lua-')),
        // Lua modules all come from one place; libraries from the machine, where it has them.
        mayBeInstalled: (name) => !name.startsWith('lua'),
        find: findBelow,
      }));
    return found.script;
  });
}
