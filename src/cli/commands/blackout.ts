import { Command } from 'commander';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { Blackout } from '../api/resources.ts';
import { writeJson } from '../output/json.ts';
import { table } from '../output/table.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';

/** `muster blackout`: times in which campaigns begin nothing. */
export function blackoutCommand(): Command {
  const blackout = new Command('blackout').description(
    'Times in which campaigns begin nothing; gateways at work finish. One without an end is a freeze.',
  );
  withConnection(blackout.command('create'))
    .summary('keep campaigns from beginning anything for a time')
    .description(
      'Makes a blackout. Times are local times of --zone (2026-12-24T00:00) or instants (2026-12-24T00:00:00Z). Campaigns ' +
        'stop early enough for gateways to finish before it begins.',
    )
    .requiredOption('--reason <text>', 'why, for those who wonder')
    .option('--from <time>', 'when it begins; default: now')
    .requiredOption('--to <time>', 'when it is over')
    .option('--zone <zone>', 'zone of local times: a name such as Europe/Berlin, or device for that of each gateway')
    .option('--filter <filter>', 'only for gateways of this filter; default: all')
    .option('--json', 'print the answer of the API as JSON')
    .action(create);
  withConnection(blackout.command('freeze'))
    .summary('stop everything that has not begun, until the freeze is removed')
    .requiredOption('--reason <text>', 'why, for those who wonder')
    .option('--json', 'print the answer of the API as JSON')
    .action(create);
  withConnection(blackout.command('list'))
    .summary('list blackouts, newest first')
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(blackout.command('remove'))
    .summary('take a blackout back: what waits for it goes on')
    .argument('<id>', 'id of the blackout, as listed')
    .action(remove);
  return blackout;
}

interface CreateOptions extends ConnectionOptions {
  readonly reason: string;
  readonly from?: string;
  readonly to?: string;
  readonly zone?: string;
  readonly filter?: string;
  readonly json?: boolean;
}

async function create(options: CreateOptions): Promise<void> {
  const api = await connect(options);
  const { reason, from, to, zone, filter } = options;
  const made = await api.post<Blackout>('/blackouts', {
    reason,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(zone === undefined ? {} : { zone }),
    ...(filter === undefined ? {} : { scope: { filter } }),
  });
  const out = standardOutput();
  if (options.json) return writeJson(out, made);
  const until = made.to === null ? 'until it is removed' : `to ${made.to}`;
  writeLines(out, [`made blackout ${made.id} for ${scopeOf(made)}, from ${made.from} ${until} (${made.zone})`]);
}

async function list(options: ConnectionOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const page = await listUpTo<Blackout>(api, '/blackouts', {}, 10_000);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  if (page.items.length === 0) return writeLines(out, ['no blackouts']);
  const rows = page.items.map((one) => [
    one.id,
    one.from,
    one.to ?? 'until it is removed',
    one.zone,
    one.over ? 'yes' : 'no',
    scopeOf(one),
    one.reason,
    one.createdBy,
  ]);
  const titles = ['id', 'from', 'to', 'zone', 'over', 'for', 'reason', 'by'];
  writeLines(
    out,
    table(
      titles.map((title) => ({ title })),
      rows,
    ),
  );
}

function scopeOf({ scope }: Blackout): string {
  return scope === 'all' ? 'all gateways' : scope.filter;
}

async function remove(id: string, options: ConnectionOptions): Promise<void> {
  const api = await connect(options);
  await api.remove(`/blackouts/${encodeURIComponent(id)}`);
  writeLines(standardOutput(), [`removed blackout ${id}`]);
}
