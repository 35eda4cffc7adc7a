import path from 'node:path';
import { Command } from 'commander';
import { minutes } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import { runDemo } from '../demo/run.ts';
import { wholeNumber } from '../options/values.ts';
import { standardOutput } from '../output/terminal.ts';
import { stopSignals } from '../signals.ts';

/** With --exit nobody watches: a demo that hangs has to end by itself. */
const exitLimit = minutes(6);
const interrupted = 130;

/** `muster demo`: the whole product on one machine in a minute and a half. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Starts Muster with a PostgreSQL of its own and a fleet of simulated gateways, brings the fleet to new firmware in ' +
        'three waves over real CWMP sessions, with real downloads and things going wrong on the way, and checks that ' +
        'every gateway ended as it should. Then it keeps running until Ctrl-C, for you to look around.',
    )
    .option('--exit', 'end after the campaign; exit status 1 when a gateway ended otherwise than it should', false)
    .option('--count <n>', 'number of gateways', wholeNumber(20, 20_000), 200)
    .option('--seed <n>', 'decides which gateways misbehave', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option(
      '--keep',
      'carry on with the data of the last demo (same --count and --seed) instead of beginning afresh',
      false,
    )
    .option('--dir <folder>', 'where it keeps its data', path.join('var', 'demo'))
    .action(demo);
}

interface DemoOptions {
  readonly exit: boolean;
  readonly count: number;
  readonly seed: number;
  readonly keep: boolean;
  readonly dir: string;
}

async function demo({ dir, ...wish }: DemoOptions): Promise<void> {
  const signals = stopSignals();
  const limit = AbortSignal.timeout(exitLimit);
  const signal = wish.exit ? AbortSignal.any([signals.signal, limit]) : signals.signal;
  const right = await runDemo({ ...wish, root: path.resolve(dir) }, standardOutput(), signal);
  signals.release();
  if (right === null && !signals.signal.aborted) {
    throw new MusterError('overloaded', `the demo did not end within ${exitLimit / 60_000} minutes`);
  }
  process.exitCode = right === null ? interrupted : right ? 0 : 1;
}
