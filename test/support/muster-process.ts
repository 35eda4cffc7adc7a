import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { choosePorts, type Ports } from '../../src/cli/demo/ports.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/platform/database/embedded/server.ts';
import { silentLogger } from '../../src/platform/log/log.ts';
import { adminKey, temporaryFolder, testEnvironment } from './muster.ts';
import { RestClient } from './rest-client.ts';
import { until } from './until.ts';

const main = path.join(import.meta.dirname, '../../src/cli/main.ts');

/** A `muster` command in a process of its own, to be killed. */
export class MusterCommand {
  readonly log: string;
  readonly #args: readonly string[];
  readonly #environment: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;

  /** @param log file for what it prints */
  constructor(args: readonly string[], environment: Readonly<Record<string, string>>, log: string) {
    this.#args = args;
    this.#environment = environment;
    this.log = log;
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('MUSTER_'));
    const output = await open(this.log, 'a');
    try {
      // The channel ends the child when this process is gone, whatever became of it.
      this.#child = spawn(process.execPath, [main, ...this.#args], {
        env: { ...Object.fromEntries(inherited), ...this.#environment },
        stdio: ['ignore', output.fd, output.fd, 'ipc'],
      });
      await once(this.#child, 'spawn');
    } finally {
      await output.close();
    }
  }

  /** As `kill -9` does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** @returns the exit status */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** The end of what it printed, for a failed test. */
  async lastWords(): Promise<string> {
    return (await readFile(this.log, 'utf8').catch(() => '')).slice(-4000);
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || !this.isRunning) return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }
}

/** Muster as operators run it, with a database of its own that outlives a kill. */
export class MusterProcess {
  readonly urls: { readonly acs: string; readonly api: string };
  readonly api: RestClient;
  readonly command: MusterCommand;
  readonly #folder: string;

  private constructor(folder: string, ports: Ports, settings: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.urls = { acs: `http://127.0.0.1:${ports.acs}/`, api: `http://127.0.0.1:${ports.api}/` };
    this.api = new RestClient(this.urls.api, adminKey);
    const environment = {
      ...testEnvironment,
      MUSTER_DATA_DIR: folder,
      MUSTER_ACS_PORT: String(ports.acs),
      MUSTER_API_PORT: String(ports.api),
      MUSTER_FILES_PORT: String(ports.files),
      MUSTER_LOG_LEVEL: 'warn',
      ...settings,
    };
    this.command = new MusterCommand(['start'], environment, path.join(folder, 'muster.log'));
  }

  /** Nothing runs yet. The ports stay the same over all starts. */
  static async prepare(settings: Readonly<Record<string, string>> = {}): Promise<MusterProcess> {
    // Below the range that outgoing connections take theirs from: none of them may sit on a port while Muster is down.
    const some = 12_000 + Math.floor(Math.random() * 15_000);
    const { ports } = await choosePorts({ acs: some, api: some + 1, files: some + 2 });
    return new MusterProcess(await temporaryFolder('muster-process-'), ports, settings);
  }

  async ready(limit = 60_000): Promise<void> {
    await until(
      'Muster is ready',
      async () => {
        if (!this.command.isRunning) throw new Error(`Muster ended by itself: ${await this.command.lastWords()}`);
        const answer = await fetch(new URL('/readyz', this.urls.api)).catch(() => null);
        await answer?.body?.cancel();
        return answer?.ok;
      },
      limit,
      50,
    );
  }

  /** Its database, while Muster is not running. */
  database(): Promise<EmbeddedServer> {
    return startEmbeddedServer(this.#folder, silentLogger);
  }

  /** Ends everything, also a database that a killed Muster left running. */
  async clear(): Promise<void> {
    await this.command.kill();
    if (existsSync(path.join(this.#folder, 'postgres', 'postmaster.pid'))) {
      const server = await this.database().catch(() => null);
      await server?.stop();
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}
