import { Command } from 'commander';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { Exclusion } from '../api/resources.ts';
import { instant, several } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { table } from '../output/table.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { shortTime } from '../output/times.ts';

/** `muster exclusion`: gateways that campaigns leave alone. */
export function exclusionCommand(): Command {
  const exclusion = new Command('exclusion').description('Gateways that campaigns leave alone, and why.');
  withConnection(exclusion.command('create'))
    .summary('keep campaigns off some gateways')
    .description(
      'Excludes gateways, by a filter or by their ids. Campaigns skip them; where the exclusion ends within seven days, ' +
        'they wait for its end. What has begun on a gateway goes on.',
    )
    .requiredOption('--reason <text>', 'why, for those who wonder')
    .option('--filter <filter>', 'those of this filter, also those that come to fit it later')
    .option('--device <id>', 'one gateway; repeatable', several)
    .option('--until <time>', 'until when, e.g. 2027-01-31; default: until it is removed', instant)
    .option('--json', 'print the answer of the API as JSON')
    .action(create);
  withConnection(exclusion.command('list'))
    .summary('list exclusions, newest first')
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(exclusion.command('remove'))
    .summary('take an exclusion back')
    .argument('<id>', 'id of the exclusion, as listed')
    .action(remove);
  return exclusion;
}

interface CreateOptions extends ConnectionOptions {
  readonly reason: string;
  readonly filter?: string;
  readonly device?: readonly string[];
  readonly until?: string;
  readonly json?: boolean;
}

async function create(options: CreateOptions, command: Command): Promise<void> {
  const { reason, filter, device, until } = options;
  if ((filter === undefined) === (device === undefined))
    command.error('error: say which gateways: by --filter or by --device, one of the two');
  const api = await connect(options);
  const made = await api.post<Exclusion>('/exclusions', {
    reason,
    scope: filter === undefined ? { devices: device } : { filter },
    ...(until === undefined ? {} : { until }),
  });
  const out = standardOutput();
  if (options.json) return writeJson(out, made);
  writeLines(out, [`made exclusion ${made.id} for ${scopeOf(made)}, ${endOf(made)}`]);
}

async function list(options: ConnectionOptions & { readonly json?: boolean }): Promise<void> {
  const api = await connect(options);
  const page = await listUpTo<Exclusion>(api, '/exclusions', {}, 10_000);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  if (page.items.length === 0) return writeLines(out, ['no exclusions']);
  const rows = page.items.map((one) => [one.id, scopeOf(one), endOf(one), one.reason, one.createdBy]);
  const titles = ['id', 'for', 'until', 'reason', 'by'];
  writeLines(
    out,
    table(
      titles.map((title) => ({ title })),
      rows,
    ),
  );
}

function scopeOf({ scope }: Exclusion): string {
  if ('filter' in scope) return scope.filter;
  const [first = ''] = scope.devices;
  return scope.count === 1 ? first : `${first} and ${scope.count - 1} more`;
}

function endOf({ until }: Exclusion): string {
  return until === null ? 'until it is removed' : `until ${shortTime(until)}`;
}

async function remove(id: string, options: ConnectionOptions): Promise<void> {
  const api = await connect(options);
  await api.remove(`/exclusions/${encodeURIComponent(id)}`);
  writeLines(standardOutput(), [`removed exclusion ${id}`]);
}
