/** DeploymentUnit.{i}.Status; `absent`: there is no row. */
export type DeploymentUnitState = 'absent' | 'Installing' | 'Installed' | 'Updating' | 'Uninstalling' | 'Uninstalled';
export type DeploymentUnitTrigger = 'install' | 'update' | 'uninstall' | 'success' | 'failure' | 'removed';

/**
 * The machine of TR-157: what follows in a state from a trigger; what is missing does not happen. `install`, `update` and
 * `uninstall` are orders that were accepted, `removed` is the disappearance of the row. Where a failed removal leads is
 * not said by the standard; what is left is installed.
 */
export const deploymentUnitMachine: Readonly<
  Record<DeploymentUnitState, Readonly<Partial<Record<DeploymentUnitTrigger, DeploymentUnitState>>>>
> = {
  absent: { install: 'Installing' },
  Installing: { success: 'Installed', failure: 'absent' },
  Installed: { update: 'Updating', uninstall: 'Uninstalling' },
  Updating: { success: 'Installed', failure: 'Installed' },
  Uninstalling: { success: 'Uninstalled', failure: 'Installed' },
  Uninstalled: { removed: 'absent' },
};

/** Fault code of an operation that comes while another is carried out on the same unit: "invalid deployment unit state". */
export const unitBusyFault = 9029;

/** Whether an operation on the unit is under way. */
export function isBusyUnit(status: string | null): boolean {
  return status === 'Installing' || status === 'Updating' || status === 'Uninstalling';
}

/** Whether a unit with this status is on the device; one that does not tell its status is. */
export function isInstalledUnit(status: string | null): boolean {
  return status !== 'Installing' && status !== 'Uninstalled';
}

/** ExecutionUnit.{i}.Status */
export type ExecutionUnitState = 'Idle' | 'Starting' | 'Active' | 'Stopping';
export type ExecutionUnitTrigger = 'start' | 'stop' | 'success' | 'failure';

/**
 * The same for an execution unit. `start`: RequestedState Active, or AutoStart at its run level; `stop`: RequestedState
 * Idle, environment disabled, level lowered, or unit updated or removed. A failure to stop leaves what the device likes.
 */
export const executionUnitMachine: Readonly<
  Record<ExecutionUnitState, Readonly<Partial<Record<ExecutionUnitTrigger, ExecutionUnitState>>>>
> = {
  Idle: { start: 'Starting' },
  Starting: { success: 'Active', failure: 'Idle', stop: 'Stopping' },
  Active: { failure: 'Idle', stop: 'Stopping' },
  Stopping: { success: 'Idle' },
};

/** What writing RequestedState does in each state; `fault`: the device refuses it with a CWMP fault. */
export const requestedStateTable: Readonly<
  Record<'Idle' | 'Active', Readonly<Record<ExecutionUnitState, 'start' | 'stop' | 'ignored' | 'fault'>>>
> = {
  Idle: { Idle: 'ignored', Starting: 'stop', Active: 'stop', Stopping: 'ignored' },
  Active: { Idle: 'start', Starting: 'ignored', Active: 'ignored', Stopping: 'fault' },
};

/** ExecutionFaultCode of the standard; vendors add their own as `X_…`. */
export const executionFaultCodes: readonly string[] = [
  'NoFault',
  'FailureOnStart',
  'FailureOnAutoStart',
  'FailureOnStop',
  'FailureWhileActive',
  'DependencyFailure',
  'UnStartable',
];
