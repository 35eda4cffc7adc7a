import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRedis } from './bring-redis.ts';

export interface RedisServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A Redis server of this test file's own, on a free port, that keeps nothing. */
export async function startRedis(): Promise<RedisServer> {
  const program = await findRedis();
  if (!program) throw new Error('there is no Redis server; run `node test/support/bring-redis.ts` first');
  const folder = await mkdtemp(path.join(tmpdir(), 'muster-redis-'));
  // Somebody else may take the port between asking for it and using it.
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', 'protected-mode': 'no' };
    const child = spawn(
      program.path,
      Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
      { env: { ...process.env, ...program.env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const kill = (): boolean => child.kill('SIGKILL');
    process.once('exit', kill);
    if (await becomesReady(child)) {
      return {
        url: `redis://127.0.0.1:${port}`,
        async stop() {
          process.removeListener('exit', kill);
          if (child.exitCode === null) {
            child.kill('SIGTERM');
            await once(child, 'exit');
          }
          await rm(folder, { recursive: true, force: true });
        },
      };
    }
    process.removeListener('exit', kill);
    if (tries === 5) throw new Error(`${program.path} does not start`);
  }
}

async function becomesReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let output = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4000);
      if (/ready to accept connections/i.test(output)) resolve(true);
    });
    child.stderr!.resume();
    child.once('exit', () => resolve(false));
    child.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
