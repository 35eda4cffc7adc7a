import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { MusterError, messageOf } from '../../../base/errors.ts';
import type { PackageKey } from '../../../files/packages/format/signature.ts';
import type { TransferFault } from '../../transfer/transfer.ts';
import type { PackageFacts } from '../package.ts';
import type {
  EnvironmentKind,
  ExecutionEnvironment,
  ExecutionFault,
  InstalledUnit,
  Placement,
  Removal,
  RemovalReport,
  Running,
  UnitEnded,
} from './environment.ts';
import { admitted, containerForm, factsOf, nativeForm, type ReadForm, type UnpackedForm } from './package-form.ts';
import { EnvironmentFolder, type Journal, type Removed, type UnitRecord } from './record.ts';
import { recover } from './recover.ts';
import { keepScripts, runScript } from './scripts.ts';
import type { Step } from './steps.ts';
import { Supervisor } from './supervisor.ts';
import { unpack } from './unpack.ts';

export interface DiskEnvironmentParts {
  readonly kind: Exclude<EnvironmentKind, 'scripted'>;
  /** A folder of this environment's own. */
  readonly directory: string;
  /** Whose packages it takes. */
  readonly keys: readonly PackageKey[];
  readonly architecture: string;
  readonly unitEnded: UnitEnded;
  /** Called when a step is in the journal, before it is taken. */
  readonly onStep: (step: Step) => void;
}

/**
 * An environment on a real disk: every deployment unit has an offline root of its own, its execution units are
 * processes. `native` takes signed .ipk, `container` bundles with limits. One operation at a time: the gateway sees to
 * that. Each step is in the journal before it is taken; `recover` says what becomes of it when the power goes.
 */
export class DiskEnvironment implements ExecutionEnvironment {
  readonly kind: EnvironmentKind;
  readonly #parts: DiskEnvironmentParts;
  readonly #read: ReadForm;
  readonly #folder: EnvironmentFolder;
  readonly #supervisor: Supervisor;
  readonly #units = new Map<string, UnitRecord>();
  #removed: Removed | null = null;

  constructor(parts: DiskEnvironmentParts) {
    this.kind = parts.kind;
    this.#parts = parts;
    this.#read = parts.kind === 'native' ? nativeForm : containerForm;
    this.#folder = new EnvironmentFolder(parts.directory);
    this.#supervisor = new Supervisor(parts.unitEnded);
  }

  list(): readonly InstalledUnit[] {
    return [...this.#units.values()];
  }
  removedBy(operation: string): readonly RemovalReport[] {
    return this.#removed?.operation === operation ? this.#removed.units : [];
  }
  running(duid: string, unit: string): Running | null {
    return this.#supervisor.running(duid, unit);
  }
  memoryInUse(duid: string, unit: string): number | null {
    return this.#supervisor.memoryInUse(duid, unit);
  }

  async powerOn(): Promise<void> {
    await this.#folder.prepare();
    await recover(this.#folder);
    this.#units.clear();
    for (const record of await this.#folder.records()) this.#units.set(record.duid, record);
    this.#removed = await this.#folder.removed();
    this.#supervisor.powerOn();
  }
  powerOff(): Promise<void> {
    return this.#supervisor.powerOff();
  }

  async examine(bytes: Buffer): Promise<PackageFacts | TransferFault> {
    const form = await this.#admit(bytes);
    return 'code' in form ? form : factsOf(form);
  }

  async install(placement: Placement): Promise<{ readonly duid: string } | TransferFault> {
    const { operation, bytes, signal } = placement;
    const form = await this.#admit(bytes);
    if ('code' in form) return form;
    const duid = `${form.control.name.slice(0, 50)}-${randomBytes(4).toString('hex')}`;
    const root = newRoot();
    const step = this.#steps({ work: 'install', operation, duid, root }, signal);
    const path = this.#folder.unit(duid, root);
    try {
      await step('install.begun');
      await step('install.unpack');
      await this.#unpack(duid, root, form);
      await step('install.preinst');
      await this.#script(duid, `${root}.new`, 'preinst', 'install', signal);
      await step('install.place');
      await rename(`${path}.new`, path);
      await step('install.postinst');
      await this.#script(duid, root, 'postinst', 'configure', signal);
      await step('install.record');
      await this.#record(recordOf(placement, form, duid, root));
      await step('install.recorded');
      await this.#done('install.done', signal);
      return { duid };
    } catch (error) {
      return await this.#failed(error, signal);
    }
  }

  async update(duid: string, placement: Placement): Promise<TransferFault | null> {
    const { operation, bytes, signal } = placement;
    const form = await this.#admit(bytes);
    if ('code' in form) return form;
    const before = this.#units.get(duid);
    if (before === undefined) return { code: 9028, message: duid };
    const root = newRoot();
    const step = this.#steps({ work: 'update', operation, duid, root }, signal);
    const path = this.#folder.unit(duid, root);
    try {
      await step('update.begun');
      await step('update.stop');
      await this.#stopAll(before);
      await step('update.unpack');
      await this.#unpack(duid, root, form);
      await step('update.prerm');
      await this.#script(duid, before.root, 'prerm', 'upgrade', signal);
      await step('update.preinst');
      await this.#script(duid, `${root}.new`, 'preinst', 'upgrade', signal);
      await step('update.place');
      await rename(`${path}.new`, path);
      await step('update.postinst');
      await this.#script(duid, root, 'postinst', 'configure', signal);
      await step('update.record');
      await this.#record({ ...recordOf(placement, form, duid, root), uuid: before.uuid });
      await step('update.recorded');
      await step('update.clean');
      await rm(this.#folder.unit(duid, before.root), { recursive: true, force: true });
      await rm(this.#folder.unit(duid, `${before.root}.scripts`), { recursive: true, force: true });
      await this.#done('update.done', signal);
      return null;
    } catch (error) {
      return await this.#failed(error, signal);
    }
  }

  async uninstall({ operation, duid, report, signal }: Removal): Promise<TransferFault | null> {
    const record = this.#units.get(duid);
    if (record === undefined) return { code: 9028, message: duid };
    const step = this.#steps({ work: 'uninstall', operation, duid, root: '' }, signal);
    try {
      await step('uninstall.begun');
      await step('uninstall.stop');
      await this.#stopAll(record);
      await step('uninstall.prerm');
      await this.#script(duid, record.root, 'prerm', 'remove', signal);
      await step('uninstall.record');
      this.#removed = { operation, units: [...this.removedBy(operation), report] };
      await this.#folder.writeRemoved(this.#removed);
      await this.#folder.strikeRecord(duid);
      this.#units.delete(duid);
      await step('uninstall.recorded');
      await step('uninstall.postrm');
      // The unit is gone whatever its last script says.
      await this.#script(duid, record.root, 'postrm', 'remove', signal).catch(ignoreScript);
      await step('uninstall.remove');
      await this.#folder.removeUnit(duid);
      await this.#done('uninstall.done', signal);
      return null;
    } catch (error) {
      return await this.#failed(error, signal);
    }
  }

  async start(duid: string, unit: string): Promise<ExecutionFault | null> {
    const record = this.#units.get(duid);
    const declared = record?.units.find((one) => one.name === unit);
    if (record === undefined || declared === undefined) {
      return { code: 'UnStartable', message: `${unit} is not declared in its package` };
    }
    const root = this.#folder.unit(duid, record.root);
    return this.#supervisor.start({ duid, root, unit: declared, limits: record.limits });
  }
  stop(duid: string, unit: string): Promise<ExecutionFault | null> {
    return this.#supervisor.stop(duid, unit);
  }

  #admit(bytes: Buffer): Promise<UnpackedForm | TransferFault> {
    return admitted(this.#read, bytes, this.#parts.keys, this.#parts.architecture);
  }

  #steps(head: Omit<Journal, 'step'>, signal: AbortSignal): (step: Step) => Promise<void> {
    return async (step) => {
      signal.throwIfAborted();
      await this.#folder.writeJournal({ ...head, step });
      this.#parts.onStep(step);
      signal.throwIfAborted();
    };
  }

  async #done(step: Step, signal: AbortSignal): Promise<void> {
    await this.#folder.clearJournal();
    this.#parts.onStep(step);
    signal.throwIfAborted();
  }

  async #unpack(duid: string, root: string, form: UnpackedForm): Promise<void> {
    await unpack(this.#folder.unit(duid, `${root}.new`), form.data);
    const scripts = this.#folder.unit(duid, `${root}.scripts`);
    await unpack(scripts, []);
    await keepScripts(scripts, form.scripts);
  }

  async #script(duid: string, root: string, name: string, argument: string, signal: AbortSignal): Promise<void> {
    const script = this.#folder.unit(duid, `${root.replace(/\.new$/, '')}.scripts`, name);
    const said = await runScript(script, this.#folder.unit(duid, root), argument, signal);
    signal.throwIfAborted();
    if (said !== null) throw new ScriptFailed(said);
  }

  async #record(record: UnitRecord): Promise<void> {
    await this.#folder.writeRecord(record);
    this.#units.set(record.duid, record);
  }

  async #stopAll(record: UnitRecord): Promise<void> {
    await Promise.all(record.units.map((unit) => this.#supervisor.stop(record.duid, unit.name)));
  }

  /** Undoes what was begun and names the fault. When the power went, everything stays as it lies: the next start undoes. */
  async #failed(error: unknown, signal: AbortSignal): Promise<TransferFault> {
    if (signal.aborted) throw error;
    await recover(this.#folder);
    if (error instanceof ScriptFailed) return { code: 9001, message: error.message };
    const full = ['ENOSPC', 'EDQUOT', 'EMFILE', 'ENOMEM'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (full) return { code: 9027, message: messageOf(error) };
    throw error;
  }
}

/** A maintainer script that refuses is no defect of ours. */
class ScriptFailed extends MusterError {
  constructor(detail: string) {
    super('invalidPackage', detail);
  }
}

function ignoreScript(error: unknown): void {
  if (!(error instanceof ScriptFailed)) throw error;
}

const newRoot = (): string => `root-${randomBytes(4).toString('hex')}`;

function recordOf(placement: Placement, form: UnpackedForm, duid: string, root: string): UnitRecord {
  const { uuid, url, facts, operation } = placement;
  return { duid, uuid, url, facts, operation, root, units: form.units, limits: form.limits };
}
