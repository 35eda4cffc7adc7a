import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MusterError, messageOf } from '../../base/errors.ts';
import { completeState, type GatewayState } from './state.ts';

/**
 * The state of one gateway on disk: always the old or the new one, never half of it (written aside, then renamed).
 * A kill of the process loses nothing that `save` has resolved for; there is no fsync, as this is no real flash.
 */
export class StateFile {
  readonly directory: string;
  #writing: Promise<void> | null = null;
  #next: { text: string; done: Promise<void> } | null = null;
  #sealed = false;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** @returns null at the very first start */
  async load(): Promise<GatewayState | null> {
    await mkdir(this.directory, { recursive: true });
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    const state = parse(text);
    if (state?.format !== 1) {
      throw new MusterError('invalidConfiguration', `${this.#path} is not a simulator state file of format 1`);
    }
    return completeState(state);
  }

  /** Resolves when this state, or a later one, is on disk. Saves that come while one is running are written as one. */
  save(state: GatewayState): Promise<void> {
    if (this.#sealed) return Promise.resolve();
    const text = JSON.stringify(state);
    if (this.#writing === null) {
      this.#writing = this.#write(text);
      return this.#writing;
    }
    if (this.#next) {
      this.#next.text = text;
      return this.#next.done;
    }
    const queued = { text, done: Promise.resolve() };
    queued.done = this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        this.#writing = this.#write(queued.text);
        return this.#writing;
      });
    this.#next = queued;
    return queued.done;
  }

  /** Nothing is written after this, not even what was queued; resolves when the write under way has ended. */
  async seal(): Promise<void> {
    this.#sealed = true;
    await this.#writing?.catch(() => undefined);
  }

  /** Waits for every save so far. */
  async settled(): Promise<void> {
    await this.#next?.done;
    await this.#writing;
  }

  async #write(text: string): Promise<void> {
    try {
      if (this.#sealed) return;
      const aside = `${this.#path}.new`;
      // Mode 0600: the file holds passwords.
      await writeFile(aside, text, { mode: 0o600 });
      await rename(aside, this.#path);
    } catch (error) {
      throw new MusterError('internal', `cannot write ${this.#path}: ${messageOf(error)}`, { cause: error });
    } finally {
      if (this.#next === null) this.#writing = null;
    }
  }

  get #path(): string {
    return join(this.directory, 'state.json');
  }
}

function parse(text: string): GatewayState | null {
  try {
    return JSON.parse(text) as GatewayState | null;
  } catch {
    return null;
  }
}
