import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DiskEnvironment } from './disk-environment.ts';
import type { EnvironmentKind, ExecutionEnvironment, UnitEnded } from './environment.ts';
import { ScriptedEnvironment } from './scripted.ts';
import type { Step } from './steps.ts';
import type { PackageKey } from './trusted-keys.ts';

export interface EnvironmentParts {
  /** Of the first environment; the others are scripted. */
  readonly kind: EnvironmentKind;
  /** The gateway's folder. */
  readonly directory: string;
  /** null: signatures are not looked at, which only a scripted environment does. */
  readonly keys: readonly PackageKey[] | null;
  readonly architecture: string;
  readonly unitEnded: UnitEnded;
  readonly onStep: (step: Step) => void;
}

/** The execution environments of one gateway, by the instance number in ExecEnv. */
export class Environments {
  readonly #first: ExecutionEnvironment;
  readonly #others: ExecutionEnvironment;
  readonly #directory: string;

  constructor({ kind, directory, keys, ...parts }: EnvironmentParts) {
    this.#others = new ScriptedEnvironment(keys);
    this.#directory = join(directory, 'exec-env-1');
    this.#first =
      kind === 'scripted'
        ? this.#others
        : new DiskEnvironment({ ...parts, kind, directory: this.#directory, keys: keys ?? [] });
  }

  /** @param path of the ExecEnv row, without the final dot */
  at(path: string): ExecutionEnvironment {
    return path.endsWith('.ExecEnv.1') ? this.#first : this.#others;
  }
  /** The one that may be on disk. */
  get first(): ExecutionEnvironment {
    return this.#first;
  }
  get onDisk(): boolean {
    return this.#first.kind !== 'scripted';
  }

  /** Nothing is installed any more: a factory reset. */
  async wipe(): Promise<void> {
    if (this.onDisk) await rm(this.#directory, { recursive: true, force: true });
  }
}
