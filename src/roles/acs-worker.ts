import { isMusterError, messageOf } from '../base/errors.ts';
import { startAcs } from './acs.ts';
import type { FromWorker, ToWorker } from './acs-worker-talk.ts';
import { type Foundation, openFoundation } from './foundation.ts';
import type { RunningRole } from './role.ts';

/*
 * Program of one of several acs processes: the CWMP doors and nothing else. Started by acs-workers.ts, which tells it
 * what to do; signals are for the first process, which stops all in order.
 */

let foundation: Foundation | undefined;
let door: RunningRole | undefined;

const say = (message: FromWorker): void => void process.send?.(message);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// Without the first process nobody restarts or stops this one: its ports are given free for the next start.
process.on('disconnect', () => process.exit(1));
process.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'start':
      void start(message);
      return;
    case 'stop':
      void stop();
      return;
    case 'metrics':
      void foundation?.metrics.registry
        .getMetricsAsJSON()
        .then((metrics) => say({ type: 'metrics', number: message.number, metrics }));
  }
});
say({ type: 'here' });

async function start({ config, filesPort }: Extract<ToWorker, { type: 'start' }>): Promise<void> {
  try {
    foundation = await openFoundation(config, filesPort);
    door = await startAcs(foundation, 'doors');
    say({ type: 'listening' });
  } catch (error) {
    say({ type: 'failed', code: isMusterError(error) ? error.code : 'internal', message: messageOf(error) });
    process.exitCode = 1;
    await foundation?.close();
    process.disconnect();
  }
}

async function stop(): Promise<void> {
  await door?.stop().catch((error: unknown) => foundation?.log.warn({ error: messageOf(error) }, 'while stopping'));
  await foundation?.close();
  process.exit(0);
}
