import type { Gateway } from '../gateway/gateway.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import type { DuOperation, DuResult } from './operation.ts';
import { removeExecutionUnits } from './place.ts';
import { deploymentUnits, execEnvReferred, isUp, type Unit } from './units.ts';
import { isUuid, sameUuid } from './uuid.ts';

type Uninstall = Extract<DuOperation, { kind: 'uninstall' }>;

/** Removes what the operation selects: every version and place of a UUID, unless it names one. */
export function uninstall(gateway: Gateway, order: Uninstall): DuResult[] {
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
  const selected = select(gateway, order);
  if ('code' in selected) return [result({ fault: selected })];
  return selected.map((unit) => {
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
    const executionUnitRefs = removeExecutionUnits(unit);
    unit.remove();
    return result({ ...facts, currentState: 'Uninstalled', executionUnitRefs });
  });
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
