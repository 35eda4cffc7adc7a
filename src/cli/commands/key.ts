import { Command, Option } from 'commander';
import { roles } from '../../security/api-keys.ts';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { ApiKey } from '../api/resources.ts';
import { instant } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { nothing, table } from '../output/table.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { shortTime } from '../output/times.ts';

/** `muster key`: who may use the API. */
export function keyCommand(): Command {
  const key = new Command('key').description('Creates, lists and removes API keys. Needs the key of an administrator.');
  withConnection(key.command('create'))
    .summary('make a key and print it, once')
    .description('Makes an API key and prints it. Muster keeps only its hash: it cannot be shown again.')
    .requiredOption('--name <name>', 'whose key it is, or what for')
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
    .option('--expires <time>', 'until when it is valid, e.g. 2027-01-31', instant)
    .option('--json', 'print the answer of the API as JSON')
    .action(create);
  withConnection(key.command('list'))
    .summary('list the keys, without their secrets')
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(key.command('remove'))
    .summary('withdraw a key')
    .argument('<id>', 'id of the key, as listed')
    .action(remove);
  return key;
}

interface CreateOptions extends ConnectionOptions {
  readonly name: string;
  readonly role: string;
  readonly expires?: string;
  readonly json?: boolean;
}

async function create(options: CreateOptions): Promise<void> {
  const api = await connect(options);
  const { name, role, expires } = options;
  const made = await api.post<{ id: string; key: string }>('/keys', {
    name,
    role,
    ...(expires === undefined ? {} : { expiresAt: expires }),
  });
  const out = standardOutput();
  if (options.json) return writeJson(out, made);
  writeLines(out, [`made key ${made.id} for ${name} (${role}); it is shown only now:`, made.key]);
}

async function list(options: ConnectionOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const page = await listUpTo<ApiKey>(api, '/keys', {}, 10_000);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  const rows = page.items.map((key) => [
    key.id,
    key.name,
    key.role,
    shortTime(key.createdAt) ?? nothing,
    shortTime(key.expiresAt) ?? 'never',
    shortTime(key.lastUsedAt) ?? nothing,
  ]);
  const titles = ['id', 'name', 'role', 'created', 'expires', 'last used'];
  writeLines(
    out,
    table(
      titles.map((title) => ({ title })),
      rows,
    ),
  );
}

async function remove(id: string, options: ConnectionOptions): Promise<void> {
  const api = await connect(options);
  await api.remove(`/keys/${encodeURIComponent(id)}`);
  writeLines(standardOutput(), [`removed key ${id}`]);
}
