import { Command } from 'commander';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { Relay } from '../api/resources.ts';
import { decimalNumber, wholeNumber } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { nothing, table } from '../output/table.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';

/** `muster relay`: what the hosts that gateways download from can bear. */
export function relayCommand(): Command {
  const relay = new Command('relay').description(
    `Limits of the hosts that gateways download from, over all campaigns. Muster's own file server is the host "self".`,
  );
  withConnection(relay.command('set'))
    .summary('set the limits of a host')
    .argument('<host>', 'host as in URLs, with its port where they have one, or self')
    .option('--max-transfers <n>', 'gateways on it at once', wholeNumber(1, 1_000_000))
    .option('--per-minute <n>', 'gateways started per minute', decimalNumber(0.01, 1_000_000))
    .option('--json', 'print the answer of the API as JSON')
    .action(set);
  withConnection(relay.command('list'))
    .summary('list the hosts with limits')
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(relay.command('remove'))
    .summary('take the limits of a host away')
    .argument('<host>', 'the host, as listed')
    .action(remove);
  return relay;
}

interface SetOptions extends ConnectionOptions {
  readonly maxTransfers?: number;
  readonly perMinute?: number;
  readonly json?: boolean;
}

async function set(host: string, options: SetOptions): Promise<void> {
  const api = await connect(options);
  const { maxTransfers, perMinute } = options;
  const relay = await api.post<Relay>('/relays', {
    host,
    ...(maxTransfers === undefined ? {} : { maxTransfers }),
    ...(perMinute === undefined ? {} : { perMinute }),
  });
  const out = standardOutput();
  if (options.json) return writeJson(out, relay);
  const limits = [
    ...(relay.maxTransfers === null ? [] : [`${relay.maxTransfers} gateways at once`]),
    ...(relay.perMinute === null ? [] : [`${relay.perMinute} started per minute`]),
  ];
  writeLines(out, [`${relay.host}: ${limits.join(', ')}`]);
}

async function list(options: ConnectionOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const page = await listUpTo<Relay>(api, '/relays', {}, 10_000);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  if (page.items.length === 0) return writeLines(out, ['no host has limits']);
  const rows = page.items.map((one) => [
    one.host,
    String(one.maxTransfers ?? nothing),
    String(one.perMinute ?? nothing),
    one.createdBy,
  ]);
  const columns = [
    { title: 'host' },
    { title: 'at once', align: 'right' as const },
    { title: 'per minute', align: 'right' as const },
    { title: 'by' },
  ];
  writeLines(out, table(columns, rows));
}

async function remove(host: string, options: ConnectionOptions): Promise<void> {
  const api = await connect(options);
  await api.remove(`/relays/${encodeURIComponent(host)}`);
  writeLines(standardOutput(), [`removed the limits of ${host}`]);
}
