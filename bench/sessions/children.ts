import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { pinned } from './pin.ts';
import type { LoadOrder, LoadResult } from './protocol.ts';

const here = import.meta.dirname;
export const root = path.join(here, '../..');

function start(core: number, args: readonly string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const [command, all] = pinned(core, process.execPath, args);
  const child = spawn(command, all, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

/** The next thing a child says, or why it will say nothing. */
function firstMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      child.off('message', onMessage).off('error', onError).off('exit', onExit);
      then();
    };
    const onMessage = (message: unknown): void => settle(() => resolve(message as T));
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (code: number | null): void =>
      settle(() => reject(new TypeError(`a child process ended with ${code}`)));
    child.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

/** A server under test, in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

export async function startBareServer(core: number): Promise<ServerProcess> {
  const child = start(core, [path.join(here, 'bare-server.ts')]);
  const { port } = await firstMessage<{ port: number }>(child);
  return { pid: child.pid!, port, stop: () => ended(child) };
}

export interface LoadGenerator {
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}

export async function startLoadGenerator(core: number): Promise<LoadGenerator> {
  const child = start(core, [path.join(here, 'load.ts')]);
  await firstMessage(child);
  return {
    run(order) {
      const result = firstMessage<LoadResult>(child);
      child.send(order);
      return result;
    },
    stop: () => ended(child),
  };
}

export interface Gateway extends ServerProcess {
  readonly apiUrl: string;
  readonly inspectorPort: number;
}

/** Starts Muster as an operator would, on fixed ports. @param settings environment variables */
export async function startGateway(
  core: number,
  ports: { acs: number; api: number; files: number; inspector: number },
  settings: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): Promise<Gateway> {
  const env = {
    ...process.env,
    MUSTER_ACS_PORT: String(ports.acs),
    MUSTER_API_PORT: String(ports.api),
    MUSTER_FILES_PORT: String(ports.files),
    MUSTER_BIND: '127.0.0.1',
    MUSTER_PUBLIC_HOST: '127.0.0.1',
    MUSTER_PROVISIONING: 'off',
    MUSTER_LOG_LEVEL: 'warn',
    ...settings,
  };
  const child = start(core, [`--inspect-port=${ports.inspector}`, ...nodeOptions, 'src/cli/main.ts', 'start'], env);
  const apiUrl = `http://127.0.0.1:${ports.api}`;
  for (let i = 0; ; i++) {
    if (child.exitCode !== null || i > 300) throw new TypeError('the gateway did not start');
    const ready = await fetch(`${apiUrl}/readyz`).catch(() => null);
    if (ready?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { pid: child.pid!, port: ports.acs, apiUrl, inspectorPort: ports.inspector, stop: () => ended(child) };
}

/** Asks a child of ours to end, and waits. */
function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
  });
}
