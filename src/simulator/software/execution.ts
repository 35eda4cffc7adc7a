import type { Gateway } from '../gateway/gateway.ts';
import { deploymentUnits, executionUnits, type Unit } from './units.ts';

/** The deployment unit an execution unit belongs to; null for none. */
export function ownerOf(gateway: Gateway, execution: Unit): Unit | null {
  const owns = (unit: Unit): boolean => unit.get('ExecutionUnitList').split(',').includes(execution.path);
  return deploymentUnits(gateway.tree).find(owns) ?? null;
}

/** Starts an execution unit in its environment: Starting, then Active, or Idle with what went wrong. */
export async function startExecution(
  gateway: Gateway,
  execution: Unit,
  onFault: 'FailureOnStart' | 'FailureOnAutoStart' = 'FailureOnStart',
): Promise<void> {
  const owner = ownerOf(gateway, execution);
  if (owner === null) return;
  const environment = gateway.environments.at(execution.get('ExecutionEnvRef'));
  const [duid, name] = [owner.get('DUID'), execution.get('Name')];
  execution.set({ Status: 'Starting', ExecutionFaultCode: 'NoFault', ExecutionFaultMessage: '' });
  const fault = await environment.start(duid, name);
  // Stopped, or taken away, meanwhile.
  if (execution.get('Status') !== 'Starting') return;
  if (fault !== null) {
    const code = fault.code === 'FailureOnStart' ? onFault : fault.code;
    execution.set({ Status: 'Idle', ExecutionFaultCode: code, ExecutionFaultMessage: fault.message });
    return;
  }
  const running = environment.running(duid, name);
  execution.set({
    Status: 'Active',
    X_MUSTER_Pid: String(running?.pid ?? 0),
    X_MUSTER_Port: String(running?.port ?? 0),
  });
}

/** Stops an execution unit: Stopping, then Idle; FailureOnStop when it had to be killed. */
export async function stopExecution(gateway: Gateway, execution: Unit): Promise<void> {
  const owner = ownerOf(gateway, execution);
  if (owner === null) return;
  const environment = gateway.environments.at(execution.get('ExecutionEnvRef'));
  execution.set({ Status: 'Stopping' });
  const fault = await environment.stop(owner.get('DUID'), execution.get('Name'));
  const faulty: Record<string, string> =
    fault === null ? {} : { ExecutionFaultCode: fault.code, ExecutionFaultMessage: fault.message };
  if (execution.get('Status') === 'Stopping') {
    execution.set({ Status: 'Idle', X_MUSTER_Pid: '0', X_MUSTER_Port: '0', ...faulty });
  }
}

/** An execution unit ended by itself. */
export function executionEnded(gateway: Gateway, duid: string, name: string, message: string): void {
  const owner = deploymentUnits(gateway.tree).find((unit) => unit.get('DUID') === duid);
  const execution = owner?.list('ExecutionUnitList').find((unit) => unit.get('Name') === name);
  if (execution === undefined || gateway.power !== 'on') return;
  execution.set({
    Status: 'Idle',
    ExecutionFaultCode: 'FailureWhileActive',
    ExecutionFaultMessage: message.slice(0, 256),
    X_MUSTER_Pid: '0',
    X_MUSTER_Port: '0',
  });
  gateway.save().catch((error) => gateway.settings.onDefect(gateway.deviceId, error));
  gateway.noticed();
}

/** KiB of memory a running execution unit really has; null where nothing real stands behind it. */
export function memoryInUse(gateway: Gateway, number: number): number | null {
  if (!gateway.environments.onDisk) return null;
  const execution = executionUnits(gateway.tree).find((unit) => unit.path.endsWith(`.${number}`));
  const owner = execution === undefined ? null : ownerOf(gateway, execution);
  if (execution === undefined || owner === null) return null;
  return gateway.environments
    .at(execution.get('ExecutionEnvRef'))
    .memoryInUse(owner.get('DUID'), execution.get('Name'));
}
