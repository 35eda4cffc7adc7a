import { Command } from 'commander';
import { openStates } from '../../operations/states.ts';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { Device, Operation, Page, TimelineItem } from '../api/resources.ts';
import { deviceDetails } from '../device/details.ts';
import { deviceTable } from '../device/list.ts';
import { wholeNumber } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';

/** `muster device`: the fleet, and one gateway of it. */
export function deviceCommand(): Command {
  const device = new Command('device').description('Finds gateways and shows what is known about one.');
  withConnection(device.command('list'))
    .summary('list gateways')
    .option('--filter <filter>', `e.g. 'productClass = "MG100" and softwareVersion < "2.0.0"'`)
    .option('--search <text>', 'part of an id, serial number, address or subscriber')
    .option('--tag <tag>', 'only those with this tag')
    .option('--limit <n>', 'show at most so many', wholeNumber(1, 1_000_000), 50)
    .option('--json', 'print the answer of the API as JSON')
    .action(list);
  withConnection(device.command('show'))
    .summary('show one gateway: facts, work owed to it, recent history')
    .argument('<id>', 'device id, e.g. 00D09E-MG100-SIM000001')
    .option('--timeline <n>', 'entries of its history', wholeNumber(0, 500), 10)
    .option('--json', 'print the answers of the API as JSON')
    .action(show);
  return device;
}

interface ListOptions extends ConnectionOptions {
  readonly filter?: string;
  readonly search?: string;
  readonly tag?: string;
  readonly limit: number;
  readonly json?: boolean;
}

async function list(options: ListOptions): Promise<void> {
  const api = await connect(options);
  const { filter, search, tag, limit } = options;
  const page = await listUpTo<Device>(api, '/devices', { filter, search, tag, count: true }, limit);
  const out = standardOutput();
  if (options.json) return writeJson(out, page);
  writeLines(out, deviceTable(page, Date.now()));
}

async function show(id: string, options: ConnectionOptions & { timeline: number; json?: boolean }): Promise<void> {
  const api = await connect(options);
  const path = `/devices/${encodeURIComponent(id)}`;
  const device = await api.get<Device>(path);
  const [operations, timeline] = await Promise.all([
    api.get<Page<Operation>>(`${path}/operations`, { limit: 20 }),
    options.timeline === 0
      ? { items: [], next: null }
      : api.get<Page<TimelineItem>>(`${path}/timeline`, { limit: options.timeline }),
  ]);
  const open = operations.items.filter((operation) => openStates.includes(operation.state));
  const out = standardOutput();
  if (options.json) return writeJson(out, { device, operations: open, timeline: timeline.items });
  writeLines(out, deviceDetails(device, open, timeline.items, Date.now()));
}
