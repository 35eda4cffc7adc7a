import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleLimits } from '../../../files/packages/format/bundle.ts';
import type { Declarations, InstalledUnit, RemovalReport } from './environment.ts';
import type { Step, Work } from './steps.ts';

/** One installed deployment unit as its environment keeps it: `units/<duid>/unit.json`. */
export interface UnitRecord extends InstalledUnit {
  /** Folder of its files below the unit's own; another one after every update. */
  readonly root: string;
  readonly units: Declarations;
  /** null: none. */
  readonly limits: BundleLimits | null;
}

/** The operation under way: `journal.json`. */
export interface Journal {
  readonly work: Work;
  readonly step: Step;
  readonly operation: string;
  readonly duid: string;
  /** Folder the new files go to; '' for an uninstall. */
  readonly root: string;
}

/** What the last operation removed: `removed.json`. */
export interface Removed {
  readonly operation: string;
  readonly units: readonly RemovalReport[];
}

/** The files of one environment below the gateway's folder. */
export class EnvironmentFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  unit(duid: string, ...below: string[]): string {
    return join(this.path, 'units', duid, ...below);
  }

  async prepare(): Promise<void> {
    await mkdir(join(this.path, 'units'), { recursive: true });
  }

  /** Every unit that has a record. */
  async records(): Promise<UnitRecord[]> {
    const found = await Promise.all((await this.folders()).map((duid) => this.record(duid)));
    return found.filter((record) => record !== null);
  }
  folders(): Promise<string[]> {
    return readdir(join(this.path, 'units'));
  }
  record(duid: string): Promise<UnitRecord | null> {
    return readJson<UnitRecord>(this.unit(duid, 'unit.json'));
  }
  writeRecord(record: UnitRecord): Promise<void> {
    return writeJson(this.unit(record.duid, 'unit.json'), record);
  }
  /** The unit counts as gone from here on, its files are still there. */
  async strikeRecord(duid: string): Promise<void> {
    await rm(this.unit(duid, 'unit.json'), { force: true });
  }
  async removeUnit(duid: string): Promise<void> {
    await rm(this.unit(duid), { recursive: true, force: true });
  }

  journal(): Promise<Journal | null> {
    return readJson<Journal>(join(this.path, 'journal.json'));
  }
  writeJournal(journal: Journal): Promise<void> {
    return writeJson(join(this.path, 'journal.json'), journal);
  }
  async clearJournal(): Promise<void> {
    await rm(join(this.path, 'journal.json'), { force: true });
  }

  removed(): Promise<Removed | null> {
    return readJson<Removed>(join(this.path, 'removed.json'));
  }
  writeRemoved(removed: Removed): Promise<void> {
    return writeJson(join(this.path, 'removed.json'), removed);
  }
}

async function readJson<T>(path: string): Promise<T | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** The old one or the new one, never half of it. */
async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(value));
  await rename(`${path}.new`, path);
}
