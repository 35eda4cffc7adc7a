import { readFile } from 'node:fs/promises';
import { seconds, sleep } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import type { GatewayStatistics } from '../../simulator/statistics.ts';

const limit = seconds(15);

/** What each gateway says about itself, as the simulator writes it; not older than `since`. */
export async function fleetAccount(
  path: string,
  since: number,
  signal: AbortSignal,
): Promise<readonly GatewayStatistics[]> {
  const end = performance.now() + limit;
  for (;;) {
    const account = await read(path);
    if (account !== null && Date.parse(account.at) >= since) return account.gateways;
    if (signal.aborted || performance.now() > end) {
      throw new MusterError(
        'internal',
        `the simulator does not write ${path}; what its gateways did cannot be compared`,
      );
    }
    await sleep(200, signal);
  }
}

interface Account {
  readonly at: string;
  readonly gateways: readonly GatewayStatistics[];
}

async function read(path: string): Promise<Account | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Account);
}
