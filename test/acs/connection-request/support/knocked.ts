import { systemClock } from '../../../../src/base/clock.ts';
import type { Called } from '../../../../src/simulator/connection-request/called.ts';
import { goodManner, type KnockManner } from '../../../../src/simulator/connection-request/manner.ts';
import { ConnectionRequestServer } from '../../../../src/simulator/connection-request/server.ts';

export const login = { username: 'muster', password: 'p@ss w0rd' };

/** A gateway that only counts how often it was called. */
export class Bell implements Called {
  login = login;
  reachable = true;
  rung = 0;
  ring: () => void = () => undefined;

  connectionRequested(): void {
    this.rung++;
    this.ring();
  }
}

/** A connection-request port that behaves as the test wants it. */
export async function knockedAt(
  manner: Partial<KnockManner> = {},
  wish: { host?: string; path?: string; requests?: number; bell?: Bell } = {},
) {
  const { host = '127.0.0.1', path = '/knock', requests = 1000, bell = new Bell() } = wish;
  const rate = { requests, window: 60_000 };
  const server = new ConnectionRequestServer({ host, port: 0, rate, clock: systemClock });
  await server.listen();
  server.addAt(path, bell, { ...goodManner, ...manner });
  return { bell, url: `${server.origin}${path}`, server };
}
