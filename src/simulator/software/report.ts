import { formatDateTime } from '../../cwmp/rpc/schema.ts';
import type { Owed } from '../gateway/owed.ts';
import type { ParameterTree } from '../model/tree.ts';
import type { DuResult } from './operation.ts';

function told(result: DuResult) {
  return {
    UUID: result.uuid,
    DeploymentUnitRef: result.deploymentUnitRef,
    Version: result.version,
    CurrentState: result.currentState,
    Resolved: result.resolved,
    ExecutionUnitRefList: result.executionUnitRefs.join(','),
    StartTime: formatDateTime(new Date(result.startedAt)),
    CompleteTime: formatDateTime(new Date(result.completedAt)),
    Fault: { FaultCode: result.fault.code, FaultString: result.fault.message },
  };
}

/** What a ChangeDUState has come to, in the order of its operations. */
export function stateChange(commandKey: string, results: readonly DuResult[]): Owed {
  return {
    event: '11 DU STATE CHANGE COMPLETE',
    commandKey,
    call: { method: 'DUStateChangeComplete', args: { Results: results.map(told), CommandKey: commandKey } },
  };
}

/** What changed without the ACS, as far as DUStateChangeComplPolicy lets it through; null for nothing. */
export function autonomousChange(tree: ParameterTree, results: readonly DuResult[]): Owed | null {
  const policy = (name: string): string =>
    tree.value(`${tree.root.path}ManagementServer.DUStateChangeComplPolicy.${name}`);
  const listed = (name: string, item: string): boolean =>
    policy(name)
      .split(',')
      .some((entry) => entry.trim() === item);
  const passes = ({ performed, fault }: DuResult): boolean => {
    if (!listed('OperationTypeFilter', performed)) return false;
    const kind = fault.code === 0 ? 'Success' : 'Failure';
    if (policy('ResultTypeFilter') !== 'Both' && policy('ResultTypeFilter') !== kind) return false;
    return fault.code === 0 || policy('FaultCodeFilter') === '' || listed('FaultCodeFilter', String(fault.code));
  };
  const passed = policy('Enable') === 'true' ? results.filter(passes) : [];
  if (passed.length === 0) return null;
  return {
    event: '12 AUTONOMOUS DU STATE CHANGE COMPLETE',
    commandKey: null,
    call: {
      method: 'AutonomousDUStateChangeComplete',
      args: { Results: passed.map((result) => ({ ...told(result), OperationPerformed: result.performed })) },
    },
  };
}
