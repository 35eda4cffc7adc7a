import { Command, InvalidArgumentError } from 'commander';
import { type ConnectionOptions, connect, withConnection } from '../api/connection.ts';
import { type EventItem, followEvents } from '../events/follow.ts';
import { eventLine } from '../events/line.ts';
import { standardOutput, writeLines } from '../output/terminal.ts';
import { stopSignals } from '../signals.ts';

/** `muster events`: what happens, as it happens or as it is kept. */
export function eventsCommand(): Command {
  return withConnection(new Command('events'))
    .description(
      'Shows events, one a line: software modules that changed, operations that ended. Without --after it shows what ' +
        'happens from now on, until it is stopped; with --after it shows what is kept and ends, unless --follow is given.',
    )
    .option('--types <list>', 'only these, e.g. software.state-changed,operation.completed')
    .option('--device <id>', 'only those of one gateway, e.g. 00D09E-MG100-SIM000001')
    .option('--after <id>', 'begin after this event; 0: with the oldest that is kept', eventId)
    .option('--follow', 'go on with what happens from now on')
    .option('--json', 'print each event as the API tells it, one a line')
    .addHelpText(
      'after',
      '\nA connection that breaks is made again, and nothing is lost. When it is stopped, the last line (on standard error)\n' +
        'says which --after to go on with.',
    )
    .action(show);
}

interface EventsOptions extends ConnectionOptions {
  readonly types?: string;
  readonly device?: string;
  readonly after?: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

async function show({ types, device, after, follow, json, ...connection }: EventsOptions): Promise<void> {
  const api = await connect(connection);
  const out = standardOutput();
  const stop = stopSignals();
  const heard = (event: EventItem): void => {
    if (event.type === 'stream.gap' && !json) process.stderr.write(`muster: ${eventLine(event)}\n`);
    else writeLines(out, [json ? JSON.stringify(event) : eventLine(event)]);
  };
  try {
    const place = await followEvents({
      api,
      ...(types === undefined ? {} : { types }),
      ...(device === undefined ? {} : { device }),
      ...(after === undefined ? {} : { after }),
      untilCaughtUp: after !== undefined && !follow,
      signal: stop.signal,
      heard,
    });
    if (place !== undefined && !json) process.stderr.write(`muster: go on with --after ${place}\n`);
  } finally {
    stop.release();
  }
}

function eventId(text: string): string {
  if (/^\d{1,15}$/.test(text)) return text;
  throw new InvalidArgumentError('The id of an event is allowed, or 0.');
}
