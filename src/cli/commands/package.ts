import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { MusterError, messageOf } from '../../base/errors.ts';
import { dependencyText } from '../../files/packages/format/control.ts';
import { readIpk, type ScriptName, scriptNames } from '../../files/packages/format/ipk.ts';
import { fileEntry, packIpk, signIpk } from '../../files/packages/format/pack.ts';
import { packageKeyOf } from '../../files/packages/format/signature.ts';
import type { TarEntry } from '../../files/packages/format/tar.ts';
import { openPackageKey, validPackageKeys } from '../../security/package-keys.ts';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { uploadFile } from '../api/upload.ts';
import { byteCount } from '../output/bytes.ts';
import { writeJson } from '../output/json.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { pkiSetting } from '../pki/ca.ts';
import { keyId } from '../pki/package-keys.ts';

/** `muster package`: software packages, made, signed, checked and brought into the repository. */
export function packageCommand(): Command {
  const command = new Command('package').description(
    'Makes, signs and checks software packages (.ipk), and uploads them. Keys come from "muster pki package-key", or from ' +
      'PEM files.',
  );
  signing(command.command('pack'))
    .summary('make a package of a folder')
    .description(
      'Packs a folder as package tools lay it out: CONTROL/control and scripts in CONTROL/, everything else as it is to lie ' +
        'on the device. Execution units are declared in usr/lib/muster/units/*.json.',
    )
    .argument('<folder>', 'the folder')
    .option('--unsigned', 'do not sign it', false)
    .requiredOption('--out <file>', 'where to write the package')
    .action(pack);
  signing(command.command('sign'))
    .summary('sign a package, in place of any signature it has')
    .argument('<file>', 'the package')
    .requiredOption('--out <file>', 'where to write the signed package')
    .action(sign);
  command
    .command('verify')
    .summary('check a package and its signature')
    .argument('<file>', 'the package')
    .option(
      '--public-key <files...>',
      'PEM files of the keys it may be signed with; default: the valid ones of this Muster',
    )
    .option('--json', 'print JSON')
    .action(verify);
  withConnection(command.command('upload'))
    .summary('bring a package into the repository')
    .argument('<file>', 'the package')
    .option('--version <version>', 'of a package that does not say so itself')
    .option('--exec-env-type <type>', 'type of the execution environment it is for, e.g. Linux')
    .option('--json', 'print the answer of the API as JSON')
    .action(upload);
  return command;
}

interface SigningOptions {
  readonly keyId?: string;
  readonly key?: string;
}

function signing(command: Command): Command {
  return command
    .addOption(new Option('--key-id <id>', 'the pair to sign with; default: the newest valid one').argParser(keyId))
    .addOption(new Option('--key <file>', 'a private key in PEM (RSA or Ed25519) instead').conflicts('keyId'));
}

async function signingKey(options: SigningOptions): Promise<KeyObject> {
  if (options.key === undefined) return (await openPackageKey(await pkiSetting(), options.keyId ?? null)).privateKey;
  const pem = await bytesOf(options.key);
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new MusterError('invalidRequest', `${options.key} is not a private key in PEM without a password`, {
      cause: error,
    });
  }
}

async function pack(
  folder: string,
  options: SigningOptions & { readonly unsigned: boolean; readonly out: string },
): Promise<void> {
  const key = options.unsigned ? null : await signingKey(options);
  const text = (await bytesOf(path.join(folder, 'CONTROL', 'control'))).toString('utf8');
  const scripts: Partial<Record<ScriptName, string>> = {};
  for (const name of await readdir(path.join(folder, 'CONTROL'))) {
    const script = scriptNames.find((known) => known === name);
    if (script !== undefined) scripts[script] = await readFile(path.join(folder, 'CONTROL', name), 'utf8');
  }
  const data = (await entriesBelow(folder, '')).filter(
    ({ path }) => path !== 'CONTROL' && !path.startsWith('CONTROL/'),
  );
  const bytes = await packIpk({ control: fieldsOf(text), scripts, data }, key);
  await save(options.out, bytes);
  const { control } = await readIpk(bytes, null);
  const signed = key === null ? 'not signed' : 'signed';
  writeLines(standardOutput(), [
    `packed ${control.name} ${control.version} (${byteCount(bytes.length)}, ${signed}): ${options.out}`,
  ]);
}

async function sign(file: string, options: SigningOptions & { readonly out: string }): Promise<void> {
  await save(options.out, await signIpk(await bytesOf(file), await signingKey(options)));
  writeLines(standardOutput(), [`signed ${file}: ${options.out}`]);
}

async function verify(
  file: string,
  options: { readonly publicKey?: string[]; readonly json?: boolean },
): Promise<void> {
  const pems =
    options.publicKey === undefined
      ? await validPackageKeys((await pkiSetting()).files)
      : await Promise.all(options.publicKey.map(async (one) => (await bytesOf(one)).toString('utf8')));
  const { control, units, dataSize, signedBy } = await readIpk(await bytesOf(file), pems.map(packageKeyOf));
  const out = standardOutput();
  const units_ = units.map((unit) => unit.name);
  const depends = control.depends.map(dependencyText);
  if (options.json) return writeJson(out, { ...control, depends, units: units_, dataSize, signedBy });
  writeLines(out, [
    `${control.name} ${control.version} for ${control.architecture}: good, signed by ${signedBy}`,
    ...(depends.length === 0 ? [] : [`needs ${depends.join(', ')}`]),
    ...(units_.length === 0 ? [] : [`runs ${units_.join(', ')}`]),
  ]);
}

interface UploadOptions extends ConnectionOptions {
  readonly version?: string;
  readonly execEnvType?: string;
  readonly json?: boolean;
}

async function upload(file: string, options: UploadOptions): Promise<void> {
  const api = await connect(options);
  const { version, execEnvType } = options;
  const stored = await uploadFile(api, file, {
    fileType: 'Software Package',
    ...(version === undefined ? {} : { version }),
    ...(execEnvType === undefined ? {} : { execEnvType }),
  });
  const out = standardOutput();
  if (options.json) return writeJson(out, stored);
  writeLines(out, [`uploaded ${stored.name} (${byteCount(stored.size)}, version ${stored.version}) as ${stored.id}`]);
}

/** Everything below a folder, links as links. */
async function entriesBelow(folder: string, below: string): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  for (const found of await readdir(path.join(folder, below), { withFileTypes: true })) {
    const name = below === '' ? found.name : `${below}/${found.name}`;
    const place = path.join(folder, name);
    const mode = found.isSymbolicLink() ? 0o777 : (await stat(place)).mode & 0o777;
    if (found.isSymbolicLink()) entries.push({ kind: 'link', path: name, target: await readlink(place) });
    else if (found.isDirectory())
      entries.push({ kind: 'directory', path: name, mode }, ...(await entriesBelow(folder, name)));
    else if (found.isFile()) entries.push(fileEntry(name, await readFile(place), mode));
    else throw new MusterError('invalidRequest', `${place} is neither a file nor a folder nor a symbolic link`);
  }
  return entries;
}

/** Fields of a control file in their order; what is wrong with them is found when the package is read again. */
function fieldsOf(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  let last = '';
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '')) {
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line)) fields[last] = `${fields[last] ?? ''}\n${line.trim()}`;
    else if (colon > 0) {
      last = line.slice(0, colon).trim();
      fields[last] = line.slice(colon + 1).trim();
    } else
      throw new MusterError(
        'invalidPackage',
        `CONTROL/control has the line "${line.slice(0, 80)}"; allowed: Field: value`,
      );
  }
  return fields;
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new MusterError('invalidRequest', `cannot read ${file}: ${messageOf(error)}`);
  }
}

async function save(file: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw new MusterError('invalidRequest', `cannot write ${file}: ${messageOf(error)}`);
  }
}
