import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findXmppServer, type XmppProgram } from './bring-xmpp-server.ts';

/** A Prosody of this test file's own, on a free port, with the accounts that it is given. */
export class XmppServer {
  readonly domain = 'localhost';
  readonly #program: XmppProgram;
  readonly #folder: string;
  #port = 0;
  #child: ChildProcess | null = null;
  #log = '';

  private constructor(program: XmppProgram, folder: string) {
    this.#program = program;
    this.#folder = folder;
  }

  /** @param accounts user name → password */
  static async start(accounts: Readonly<Record<string, string>>): Promise<XmppServer> {
    const program = await findXmppServer();
    if (!program) throw new Error('there is no XMPP server; run `node test/support/bring-xmpp-server.ts` first');
    const server = new XmppServer(program, await mkdtemp(path.join(tmpdir(), 'muster-xmpp-')));
    for (const [name, password] of Object.entries(accounts)) await server.account(name, password);
    await server.resume();
    return server;
  }

  get service(): string {
    return `xmpp://127.0.0.1:${this.#port}`;
  }

  /** What it printed since it was started. */
  get log(): string {
    return this.#log;
  }

  /** Makes an account, or changes its password. */
  async account(name: string, password: string): Promise<void> {
    const folder = path.join(this.#folder, 'data', this.domain, 'accounts');
    await mkdir(folder, { recursive: true });
    await chmod(this.#folder, 0o755);
    await writeFile(
      path.join(folder, `${encodeName(name)}.dat`),
      `return { ["password"] = ${JSON.stringify(password)} };\n`,
    );
  }

  /** Starts it on the port that it had, if it had one. */
  async resume(): Promise<void> {
    for (let tries = 1; ; tries++) {
      const port = this.#port || (await freePort());
      if (await this.#launch(port)) {
        this.#port = port;
        return;
      }
      if (tries === 5) throw new Error(`the XMPP server does not start:\n${this.#log}`);
    }
  }

  /** Stops it at once, connections and all. */
  async pause(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.pause();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #launch(port: number): Promise<boolean> {
    const program = this.#program;
    await writeFile(path.join(this.#folder, 'prosody.cfg.lua'), configuration(this.#folder, this.domain, port));
    await writeFile(path.join(this.#folder, 'main.lua'), await this.#main());
    this.#log = '';
    const child = spawn(
      program.lua,
      [path.join(this.#folder, 'main.lua'), '--config', path.join(this.#folder, 'prosody.cfg.lua')],
      { env: { ...process.env, ...program.env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const kill = (): boolean => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.removeListener('exit', kill));
    this.#child = child;
    return new Promise((resolve) => {
      const hear = (text: string): void => {
        this.#log = (this.#log + text).slice(-20_000);
        if (this.#log.includes("Activated service 'c2s' on [127.0.0.1]")) resolve(true);
        else if (/Failed to open server port|unable to bind/i.test(this.#log)) {
          kill();
          resolve(false);
        }
      };
      child.stdout!.setEncoding('utf8').on('data', hear);
      child.stderr!.setEncoding('utf8').on('data', hear);
      child.once('exit', () => resolve(false));
      child.once('error', () => resolve(false));
    });
  }

  /** Prosody's main script with the folders it was built for replaced by those it lies in. */
  async #main(): Promise<string> {
    const text = await readFile(this.#program.script, 'utf8');
    const folders = { CFG_SOURCEDIR: this.#program.source, CFG_PLUGINDIR: path.join(this.#program.source, 'modules/') };
    return Object.entries({
      ...folders,
      CFG_CONFIGDIR: this.#folder,
      CFG_DATADIR: path.join(this.#folder, 'data'),
    }).reduce(
      (script, [name, folder]) => script.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}='${folder}';`),
      text,
    );
  }
}

function configuration(folder: string, domain: string, port: number): string {
  return `run_as_root = true
daemonize = false
data_path = "${folder}/data"
pidfile = "${folder}/prosody.pid"
certificates = "${folder}"
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
c2s_require_encryption = false
s2s_ports = {}
modules_enabled = { "saslauth", "roster", "disco", "ping" }
modules_disabled = { "s2s", "http", "tls", "posix" }
authentication = "internal_plain"
log = { info = "*console" }
VirtualHost "${domain}"
`;
}

/** Names of account files: everything but letters and digits is percent-encoded. */
function encodeName(name: string): string {
  return [...Buffer.from(name)]
    .map((byte) =>
      /[A-Za-z0-9]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
