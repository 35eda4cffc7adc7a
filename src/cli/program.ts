import { Command } from 'commander';
import { musterVersion } from './version.ts';

interface Entry {
  readonly name: string;
  readonly group: string;
  readonly summary: string;
  /** The module is read only when its command is asked for: `muster device list` need not load a database driver. */
  readonly load: () => Promise<Command>;
}

const run = 'Run Muster:';
const operate = 'Operate a fleet (against a running Muster):';
const lab = 'Laboratory:';

const entries: readonly Entry[] = [
  {
    name: 'start',
    group: run,
    summary: 'run Muster until it is told to stop',
    load: async () => (await import('./commands/start.ts')).startCommand(),
  },
  {
    name: 'migrate',
    group: run,
    summary: 'bring the database schema up to date and exit',
    load: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  },
  {
    name: 'pki',
    group: run,
    summary: 'certificates for gateways and for the TLS door',
    load: async () => (await import('./commands/pki.ts')).pkiCommand(),
  },
  {
    name: 'package',
    group: run,
    summary: 'make, sign, check and upload software packages',
    load: async () => (await import('./commands/package.ts')).packageCommand(),
  },
  {
    name: 'datamodel',
    group: run,
    summary: 'import, check and look up data-model definitions',
    load: async () => (await import('./commands/datamodel.ts')).datamodelCommand(),
  },
  {
    name: 'demo',
    group: run,
    summary: 'watch Muster upgrade a simulated fleet',
    load: async () => (await import('./commands/demo.ts')).demoCommand(),
  },
  {
    name: 'campaign',
    group: operate,
    summary: 'bring many gateways to a version, in waves',
    load: async () => (await import('./commands/campaign.ts')).campaignCommand(),
  },
  {
    name: 'blackout',
    group: operate,
    summary: 'times in which campaigns begin nothing, and the freeze',
    load: async () => (await import('./commands/blackout.ts')).blackoutCommand(),
  },
  {
    name: 'exclusion',
    group: operate,
    summary: 'gateways that campaigns leave alone',
    load: async () => (await import('./commands/exclusion.ts')).exclusionCommand(),
  },
  {
    name: 'relay',
    group: operate,
    summary: 'what the hosts that gateways download from can bear',
    load: async () => (await import('./commands/relay.ts')).relayCommand(),
  },
  {
    name: 'device',
    group: operate,
    summary: 'find gateways and look at one',
    load: async () => (await import('./commands/device.ts')).deviceCommand(),
  },
  {
    name: 'software',
    group: operate,
    summary: 'software modules: list, install, update, start, stop, remove',
    load: async () => (await import('./commands/software.ts')).softwareCommand(),
  },
  {
    name: 'events',
    group: operate,
    summary: 'hear what happens: software that changed, operations that ended',
    load: async () => (await import('./commands/events.ts')).eventsCommand(),
  },
  {
    name: 'file',
    group: operate,
    summary: 'upload and list firmware files',
    load: async () => (await import('./commands/file.ts')).fileCommand(),
  },
  {
    name: 'audit',
    group: operate,
    summary: 'who changed what, and whether that record is whole',
    load: async () => (await import('./commands/audit.ts')).auditCommand(),
  },
  {
    name: 'key',
    group: operate,
    summary: 'create, list and remove API keys',
    load: async () => (await import('./commands/key.ts')).keyCommand(),
  },
  {
    name: 'simulate',
    group: lab,
    summary: 'run a fleet of simulated gateways',
    load: async () => (await import('./commands/simulate.ts')).simulateCommand(),
  },
  {
    name: 'image',
    group: lab,
    summary: 'make and inspect firmware for simulated gateways',
    load: async () => (await import('./commands/image.ts')).imageCommand(),
  },
];

/** The program for these arguments: commands they name are there whole, the others with what the overview shows. */
export async function buildProgram(args: readonly string[]): Promise<Command> {
  const program = new Command('muster')
    .description('Muster, an auto configuration server (TR-069) that brings carrier fleets to new firmware in waves.')
    .version(musterVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    // Options after a command are the command's own: `file upload --version` is not `muster --version`.
    .enablePositionalOptions()
    .showHelpAfterError('Add --help to see what is allowed.')
    .exitOverride()
    .addHelpText('after', help);
  for (const { name, group, summary, load } of entries) {
    const command = args.includes(name) ? await load() : new Command(name);
    inheritSettings(command, program);
    program.addCommand(command.summary(summary).helpGroup(group));
  }
  program.helpCommand('help [command]', 'print the help of a command').commandsGroup('Help:');
  return program;
}

/** commander hands settings down at `command()` only, not to commands that were made elsewhere. */
function inheritSettings(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inheritSettings(child, command);
}

const help = `
Every command has its own --help. Commands that talk to a running Muster find it by --api or MUSTER_API_URL
(default http://127.0.0.1:7557) and show --key, MUSTER_KEY, MUSTER_ADMIN_KEY or the key file of the data directory.

Examples:
  muster demo                                  a fleet of 200 gateways upgraded before your eyes
  muster start                                 everything in one process, with its own PostgreSQL below ./var
  muster device list --filter 'softwareVersion < "2.0.0"'
  muster campaign watch <id>                   live progress of a campaign`;
