import { Command } from 'commander';
import { readConfig } from '../../platform/config/config.ts';
import { readRoles, runnableRoles } from '../../platform/config/environment.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { stopSignals } from '../signals.ts';
import { musterVersion } from '../version.ts';
import { welcome } from '../welcome.ts';

/** `muster start`: runs roles in this process until a signal. */
export function startCommand(): Command {
  return new Command('start')
    .description(
      'Runs Muster until SIGINT or SIGTERM. Without MUSTER_DATABASE_URL it brings its own PostgreSQL, whose data it keeps ' +
        'in MUSTER_DATA_DIR (./var). Everything else is set by environment variables too: see docs/operating.md.',
    )
    .option('--roles <names>', `comma list of ${runnableRoles.join(', ')}; default: all`)
    .addHelpText(
      'after',
      '\nStopping: the first signal ends running sessions and stops in order (exit status 0), a second one ends the\n' +
        'process at once (130).\n\n' +
        'Examples:\n  muster start\n  MUSTER_DATABASE_URL=postgres://muster:secret@db/muster muster start --roles acs,files',
    )
    .action(start);
}

async function start(options: { readonly roles?: string }): Promise<void> {
  const config = readConfig(process.env, {
    ...(options.roles === undefined ? {} : { roles: readRoles(options.roles) }),
    terminal: process.stdout.isTTY,
  });
  // Before anything runs: a signal during the start stops as soon as there is something to stop.
  const signals = stopSignals();
  const { startMuster } = await import('../../main.ts');
  const running = await startMuster(config);
  writeLines(standardOutput(), welcome(running, musterVersion(), config.dataDir));
  await signals.asked;
  await running.stop();
  signals.release();
}
