import type { UnitDeclaration } from '../../../files/packages/format/units.ts';
import type { TransferFault } from '../../transfer/transfer.ts';
import type { PackageFacts } from '../package.ts';

export type EnvironmentKind = 'scripted' | 'native' | 'container';
export const environmentKinds: readonly EnvironmentKind[] = ['scripted', 'native', 'container'];

/** One deployment unit an environment has. */
export interface InstalledUnit {
  /** The environment's own name for it: DUID of the data model. */
  readonly duid: string;
  readonly uuid: string;
  readonly url: string;
  readonly facts: PackageFacts;
  /** The operation that brought it to this version. */
  readonly operation: string;
}

/** A package on its way into an environment. */
export interface Placement {
  /** Names the operation over all power cuts: what it has done already is not done again. */
  readonly operation: string;
  readonly uuid: string;
  /** As the data model shows it. */
  readonly url: string;
  readonly bytes: Buffer;
  readonly facts: PackageFacts;
  /** Fires when the power goes. */
  readonly signal: AbortSignal;
}

/** A deployment unit on its way out, and how the report will name it if the power goes in between. */
export interface Removal {
  readonly operation: string;
  readonly duid: string;
  readonly report: RemovalReport;
  readonly signal: AbortSignal;
}

export interface RemovalReport {
  readonly uuid: string;
  readonly version: string;
  readonly deploymentUnitRef: string;
  readonly executionUnitRefs: readonly string[];
}

/** Why an execution unit does not run. */
export interface ExecutionFault {
  readonly code: 'FailureOnStart' | 'FailureOnStop' | 'FailureWhileActive' | 'UnStartable';
  readonly message: string;
}

/** What is known of a running execution unit. */
export interface Running {
  readonly pid: number;
  /** Where it answers; null: nowhere. */
  readonly port: number | null;
}

/**
 * An execution environment: where deployment units live and execution units run. What the ACS sees of it, its order
 * and its faults by CWMP are the gateway's business; this is what really happens.
 */
export interface ExecutionEnvironment {
  readonly kind: EnvironmentKind;
  list(): readonly InstalledUnit[];
  /** What a package says of itself once it has passed the checks of this environment, or why it has not. */
  examine(bytes: Buffer, fileName: string): Promise<PackageFacts | TransferFault>;
  /** @returns the DUID, or why nothing was installed; then nothing is left behind */
  install(placement: Placement): Promise<{ readonly duid: string } | TransferFault>;
  /** Its execution units are down when it returns. @returns why it is what it was, or null */
  update(duid: string, placement: Placement): Promise<TransferFault | null>;
  start(duid: string, unit: string): Promise<ExecutionFault | null>;
  stop(duid: string, unit: string): Promise<ExecutionFault | null>;
  uninstall(removal: Removal): Promise<TransferFault | null>;

  /** Puts in order what a power cut left. */
  powerOn(): Promise<void>;
  /** Nothing runs once this resolves. */
  powerOff(): Promise<void>;
  /** What an operation removed before the power went; the report of a repeated one needs it. */
  removedBy(operation: string): readonly RemovalReport[];
  /** null: it does not run, or nothing real stands behind it. */
  running(duid: string, unit: string): Running | null;
  /** KiB; null: unknown. */
  memoryInUse(duid: string, unit: string): number | null;
}

/** How an environment tells that a unit ended by itself. */
export type UnitEnded = (duid: string, unit: string, message: string) => void;

/** One maintainer or unit declaration, as the disk environments need it. */
export type Declarations = readonly UnitDeclaration[];
