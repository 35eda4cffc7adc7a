import { Command, Option } from 'commander';
import { MusterError } from '../../base/errors.ts';
import type { ApiClient } from '../api/client.ts';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { listUpTo } from '../api/paging.ts';
import type { Device } from '../api/resources.ts';
import { several, wholeNumber } from '../options/values.ts';
import { writeJson } from '../output/json.ts';
import { printable } from '../output/printable.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { carryOut, type Ending } from '../software/carry-out.ts';
import { type Modules, modulesTable } from '../software/modules.ts';

/** `muster software`: modules on one gateway, or on all that a filter names. */
export function softwareCommand(): Command {
  const software = new Command('software').description(
    'Lists, installs, updates, starts, stops and removes software modules, on one gateway or on all that a filter names.',
  );
  onGateways(software.command('list')).summary('list the modules of gateways').action(list);
  withWork(software.command('install'))
    .summary('install a module')
    .argument(
      '<source>',
      'name of a package in the repository, with =version or without; its URL; or id of an uploaded file',
    )
    .option('--uuid <uuid>', 'UUID of the module; default: the one the gateway makes from its name and vendor')
    .option('--environment <path>', 'execution environment; default: the gateway chooses')
    .action((source: string, options: InstallOptions) => {
      const { uuid, environment } = options;
      const operation = { op: 'install', ...sourceOf(source), uuid, executionEnvRef: environment };
      return work(options, { kind: 'changeDuState', operations: [operation] });
    });
  withWork(software.command('update'))
    .summary('update a module, from where it came or from elsewhere')
    .argument('<uuid>', 'UUID of the module')
    .option('--from <source>', 'package, URL or file id, as for install; default: where it was installed from')
    .option('--module-version <version>', 'the installed version that is meant, where there are several')
    .action((uuid: string, options: UpdateOptions) => {
      const { from, moduleVersion } = options;
      const operation = { op: 'update', uuid, version: moduleVersion, ...(from === undefined ? {} : sourceOf(from)) };
      return work(options, { kind: 'changeDuState', operations: [operation] });
    });
  for (const [name, requestedState] of [
    ['start', 'Active'],
    ['stop', 'Idle'],
  ] as const) {
    withWork(software.command(name))
      .summary(`${name} an execution unit`)
      .argument('<unit>', 'its name, EUID or path')
      .addOption(
        new Option('--autostart <choice>', 'whether it starts with its environment from now on').choices(['yes', 'no']),
      )
      .action((executionUnit: string, options: TurnOptions) => {
        const autoStart = options.autostart === undefined ? undefined : options.autostart === 'yes';
        return work(options, { kind: 'setExecutionUnitState', executionUnit, requestedState, autoStart });
      });
  }
  withWork(software.command('remove'))
    .summary('remove a module')
    .argument('<uuid>', 'UUID of the module')
    .option('--module-version <version>', 'only this version; default: all')
    .option('--environment <path>', 'only from this execution environment; default: from all')
    .action((uuid: string, options: RemoveOptions) => {
      const operation = {
        op: 'uninstall',
        uuid,
        version: options.moduleVersion,
        executionEnvRef: options.environment,
      };
      return work(options, { kind: 'changeDuState', operations: [operation] });
    });
  return software;
}

interface GatewayOptions extends ConnectionOptions {
  readonly device?: readonly string[];
  readonly filter?: string;
  readonly limit: number;
  readonly json?: boolean;
}

interface WorkOptions extends GatewayOptions {
  readonly parallel: number;
  readonly wait: boolean;
}
interface InstallOptions extends WorkOptions {
  readonly uuid?: string;
  readonly environment?: string;
}
interface UpdateOptions extends WorkOptions {
  readonly from?: string;
  readonly moduleVersion?: string;
}
interface TurnOptions extends WorkOptions {
  readonly autostart?: string;
}
interface RemoveOptions extends WorkOptions {
  readonly moduleVersion?: string;
  readonly environment?: string;
}

function onGateways(command: Command): Command {
  return withConnection(command)
    .option('--device <id>', 'a gateway, e.g. 00D09E-MG100-SIM000001; may be given several times', several)
    .option('--filter <filter>', `all gateways that match, e.g. 'tag = "lab" and not du("speedtest")'`)
    .option('--limit <n>', 'refuse to touch more gateways than this', wholeNumber(1, 100_000), 100)
    .option('--json', 'print JSON');
}

function withWork(command: Command): Command {
  return onGateways(command)
    .option('--parallel <n>', 'gateways worked on at once', wholeNumber(1, 500), 20)
    .option('--no-wait', 'order it, and do not wait for its end')
    .addHelpText(
      'after',
      '\nPrints a line for each gateway as it ends. Exit status 0: all succeeded; 1: one or more did not.',
    );
}

async function list(options: GatewayOptions): Promise<void> {
  const api = await connect(options);
  const gateways = await gatewaysOf(api, options);
  const found: { id: string; modules: Modules }[] = [];
  for (const id of gateways) {
    found.push({ id, modules: await api.get<Modules>(`/devices/${encodeURIComponent(id)}/software`) });
  }
  const out = standardOutput();
  if (options.json) return writeJson(out, found);
  writeLines(out, modulesTable(found));
}

async function work(options: WorkOptions, order: Readonly<Record<string, unknown>>): Promise<void> {
  const api = await connect(options);
  const gateways = await gatewaysOf(api, options);
  const out = standardOutput();
  let ended = 0;
  const show = ({ id, outcome, detail }: Ending): void => {
    const count = String(++ended).padStart(String(gateways.length).length);
    writeLines(out, [`${count}/${gateways.length}  ${id}  ${outcome}  ${printable(detail)}`]);
  };
  const endings = await carryOut({
    api,
    gateways,
    order,
    parallel: options.parallel,
    wait: options.wait,
    ended: options.json ? () => {} : show,
  });
  const bad = endings.filter((one) => one.outcome === 'failed').length;
  if (options.json) writeJson(out, endings);
  else {
    const verb = options.wait ? 'succeeded' : 'ordered';
    writeLines(out, ['', `${endings.length - bad} ${verb}, ${bad} failed`]);
  }
  process.exitCode = bad === 0 ? 0 : 1;
}

/** The gateways that are meant, or why nobody can tell. */
async function gatewaysOf(api: ApiClient, { device, filter, limit }: GatewayOptions): Promise<readonly string[]> {
  if (device !== undefined && filter === undefined) return [...new Set(device)];
  if (device !== undefined || filter === undefined) {
    throw new MusterError('invalidRequest', 'say which gateways are meant: by --device, or by --filter');
  }
  const page = await listUpTo<Device>(api, '/devices', { filter, count: true }, limit);
  if (page.items.length === 0) throw new MusterError('notFound', `no gateway matches ${filter}`);
  if ((page.count ?? 0) > limit) {
    throw new MusterError(
      'invalidRequest',
      `${page.count} gateways match, more than --limit ${limit}; raise it, or use a module set (docs/software-modules.md)`,
    );
  }
  return page.items.map((one) => one.id);
}

/** What has a scheme is a URL, a UUID is a file, and anything else the name of a package, with `=version` or without. */
function sourceOf(text: string): Readonly<Record<string, unknown>> {
  if (/^[a-z]+:\/\//i.test(text)) return { url: text };
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return { fileId: text };
  const [, name = text, version] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  return { package: { name, ...(version === undefined ? {} : { version }) } };
}
