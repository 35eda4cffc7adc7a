import { Command, InvalidArgumentError, Option } from 'commander';
import {
  createPackageKey,
  listPackageKeys,
  openPackageKey,
  type PackageKeyAlgorithm,
  packageKeyAlgorithms,
  retirePackageKey,
} from '../../security/package-keys.ts';
import { writeJson } from '../output/json.ts';
import { nothing, table } from '../output/table.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { shortTime } from '../output/times.ts';
import { pkiSetting } from './ca.ts';

/** `muster pki package-key`: the pairs that software packages are signed with. */
export function packageKeyCommand(): Command {
  const keys = new Command('package-key')
    .summary('keys that software packages are signed with')
    .description(
      'Makes, lists and retires the key pairs of software packages. To replace one, make its successor, bring its public ' +
        'key to the gateways, sign anew, and retire the old one: until then both are valid.',
    );
  keys
    .command('create')
    .summary('make a pair')
    .option('--name <name>', 'what people call it', name, 'packages')
    .addOption(new Option('--algorithm <name>', 'kind of key').choices(packageKeyAlgorithms).default('ed25519'))
    .action(create);
  keys.command('list').summary('list all pairs').option('--json', 'print JSON').action(list);
  keys
    .command('show')
    .summary('print a public key, for gateways and for openssl')
    .argument('[id]', 'id of the pair, as listed; default: the newest valid one', keyId)
    .action(show);
  keys
    .command('retire')
    .summary('accept nothing that a pair has signed any more')
    .argument('<id>', 'id of the pair, as listed', keyId)
    .option('--force', 'even if it is the only valid one', false)
    .action(retire);
  return keys;
}

async function create(options: { readonly name: string; readonly algorithm: PackageKeyAlgorithm }): Promise<void> {
  const made = await createPackageKey(await pkiSetting(), options);
  writeLines(standardOutput(), [
    `made the package key ${made.id} (${made.algorithm}, "${made.name}")`,
    `gateways must trust its public key: muster pki package-key show ${made.id}`,
  ]);
}

async function list(options: { readonly json?: boolean }): Promise<void> {
  const keys = await listPackageKeys((await pkiSetting()).files);
  const out = standardOutput();
  if (options.json) return writeJson(out, { items: keys });
  if (keys.length === 0) return writeLines(out, ['no package keys; make one with "muster pki package-key create"']);
  const titles = ['id', 'name', 'algorithm', 'made', 'retired'];
  const rows = keys.map((key) => [
    key.id,
    key.name,
    key.algorithm,
    shortTime(key.createdAt) ?? nothing,
    shortTime(key.retiredAt) ?? nothing,
  ]);
  writeLines(
    out,
    table(
      titles.map((title) => ({ title })),
      rows,
    ),
  );
}

async function show(id: string | undefined): Promise<void> {
  const { record } = await openPackageKey(await pkiSetting(), id ?? null);
  standardOutput().write(record.publicKey);
}

async function retire(id: string, options: { readonly force: boolean }): Promise<void> {
  const retired = await retirePackageKey(await pkiSetting(), id, options.force);
  writeLines(standardOutput(), [`the package key ${retired.id} counts no more; uploads it has signed are refused`]);
}

export function keyId(value: string): string {
  if (!/^[0-9a-f]{16}$/.test(value)) throw new InvalidArgumentError('allowed: 16 hexadecimal digits, as listed');
  return value;
}

function name(value: string): string {
  if (!/^[\w .@-]{1,64}$/.test(value)) throw new InvalidArgumentError('allowed: 1 to 64 letters, digits and . _ - @');
  return value;
}
