import type { PackageKey } from '../../../files/packages/format/signature.ts';
import type { TransferFault } from '../../transfer/transfer.ts';
import { type PackageFacts, readAnyPackage } from '../package.ts';
import type { ExecutionEnvironment, ExecutionFault, InstalledUnit, RemovalReport, Running } from './environment.ts';

/** Nothing but the data model: thousands of gateways have one at no cost. What they have installed stands in their tree. */
export class ScriptedEnvironment implements ExecutionEnvironment {
  readonly kind = 'scripted';
  readonly #keys: readonly PackageKey[] | null;

  constructor(keys: readonly PackageKey[] | null) {
    this.#keys = keys;
  }

  list(): readonly InstalledUnit[] {
    return [];
  }
  examine(bytes: Buffer, fileName: string): Promise<PackageFacts | TransferFault> {
    return readAnyPackage(bytes, fileName, this.#keys);
  }
  async install({ facts }: { readonly facts: PackageFacts }): Promise<{ readonly duid: string }> {
    return { duid: `${facts.name}-${facts.version}`.slice(0, 64) };
  }
  async update(): Promise<null> {
    return null;
  }
  async start(): Promise<ExecutionFault | null> {
    return null;
  }
  async stop(): Promise<ExecutionFault | null> {
    return null;
  }
  async uninstall(): Promise<TransferFault | null> {
    return null;
  }
  async powerOn(): Promise<void> {}
  async powerOff(): Promise<void> {}
  removedBy(): readonly RemovalReport[] {
    return [];
  }
  running(): Running | null {
    return null;
  }
  memoryInUse(): number | null {
    return null;
  }
}
