import type { Gateway } from '../gateway/gateway.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import { startExecution, stopExecution } from './execution.ts';
import type { DuOperation, DuResult } from './operation.ts';
import { removeExecutionUnits } from './place.ts';
import { deploymentUnits, execEnvReferred, isUp, type Unit } from './units.ts';
import { isUuid, sameUuid } from './uuid.ts';

type Uninstall = Extract<DuOperation, { kind: 'uninstall' }>;

/** Removes what the operation selects: every version and place of a UUID, unless it names one. */
export async function uninstall(
  gateway: Gateway,
  operation: string,
  order: Uninstall,
  signal: AbortSignal,
): Promise<DuResult[]> {
  const startedAt = gateway.now();
  const result = (changes: Partial<DuResult>): DuResult => ({
    uuid: order.uuid,
    deploymentUnitRef: '',
    version: order.version,
    currentState: 'Failed',
    resolved: false,
    executionUnitRefs: [],
    startedAt,
    completedAt: gateway.now(),
    fault: { code: 0, message: '' },
    performed: 'Uninstall',
    ...changes,
  });
  // What was removed before the power went belongs to the result of the repeated operation.
  const gone = gateway.environments.first
    .removedBy(operation)
    .map((one) => result({ ...one, currentState: 'Uninstalled' }));
  const selected = select(gateway, order);
  if ('code' in selected) return gone.length > 0 ? gone : [result({ fault: selected })];
  const results: DuResult[] = [...gone];
  for (const unit of selected) results.push(await removeOne(unit));
  return results;

  async function removeOne(unit: Unit): Promise<DuResult> {
    const facts = {
      uuid: unit.get('UUID'),
      deploymentUnitRef: unit.path,
      version: unit.get('Version'),
      resolved: unit.get('Resolved') === 'true',
    };
    const kept = (fault: TransferFault): DuResult =>
      result({
        ...facts,
        currentState: 'Installed',
        executionUnitRefs: unit.list('ExecutionUnitList').map((execution) => execution.path),
        fault,
      });
    if (unit.get('Status') !== 'Installed') return kept({ code: 9029, message: unit.get('Status') });
    const execEnv = unit.get('ExecutionEnvRef');
    if (!isUp(gateway.tree, execEnv)) return kept({ code: 9024, message: execEnv });
    unit.set({ Status: 'Uninstalling' });
    const executions = unit.list('ExecutionUnitList');
    const running = executions.filter((execution) => ['Active', 'Starting'].includes(execution.get('Status')));
    await Promise.all(running.map((execution) => stopExecution(gateway, execution)));
    const executionUnitRefs = executions.map((execution) => execution.path);
    const { uuid, version, deploymentUnitRef } = facts;
    const report = { uuid, version, deploymentUnitRef, executionUnitRefs };
    const removal = { operation, duid: unit.get('DUID'), report, signal };
    const fault = await gateway.environments.at(execEnv).uninstall(removal);
    if (fault !== null) {
      unit.set({ Status: 'Installed' });
      await Promise.all(running.map((execution) => startExecution(gateway, execution)));
      return kept(fault);
    }
    removeExecutionUnits(unit);
    unit.remove();
    return result({ ...facts, currentState: 'Uninstalled', executionUnitRefs });
  }
}

function select({ tree }: Gateway, { uuid, version, execEnv }: Uninstall): Unit[] | TransferFault {
  if (!isUuid(uuid)) return { code: 9022, message: uuid };
  const environment = execEnv === '' ? null : execEnvReferred(tree, execEnv);
  if (execEnv !== '' && environment === null) return { code: 9023, message: execEnv };
  const found = deploymentUnits(tree).filter(
    (unit) =>
      sameUuid(unit.get('UUID'), uuid) &&
      (version === '' || unit.get('Version') === version) &&
      (environment === null || unit.get('ExecutionEnvRef') === environment.path),
  );
  return found.length > 0 ? found : { code: 9028, message: `${uuid} ${version}`.trim() };
}
