import type { Gateway } from '../gateway/gateway.ts';
import { allocatedDisk } from '../model/shared/software-modules.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import { fetchPackage } from './fetch-package.ts';
import type { DuOperation, DuResult } from './operation.ts';
import type { PackageFacts } from './package.ts';
import { placeExecutionUnits, showFacts, shownUrl } from './place.ts';
import { addUnit, deploymentUnits, diskInUse, execEnvReferred, execEnvs, isUp, type Unit } from './units.ts';
import { duUuid, isUuid, sameUuid } from './uuid.ts';

type Install = Extract<DuOperation, { kind: 'install' }>;

/** Installs one deployment unit. Its row is there from the beginning, Installing, and gone again after a failure. */
export async function install(
  gateway: Gateway,
  operation: string,
  order: Install,
  signal: AbortSignal,
): Promise<DuResult> {
  const startedAt = gateway.now();
  const { tree } = gateway;
  const failed = (fault: TransferFault): DuResult => ({
    uuid: order.uuid,
    deploymentUnitRef: '',
    version: '',
    currentState: 'Failed',
    resolved: false,
    executionUnitRefs: [],
    startedAt,
    completedAt: gateway.now(),
    fault,
    performed: 'Install',
  });
  if (order.uuid !== '' && !isUuid(order.uuid)) return failed({ code: 9022, message: order.uuid });
  const execEnv = order.execEnv === '' ? firstUp(gateway) : execEnvReferred(tree, order.execEnv);
  if (execEnv === null) return failed({ code: 9023, message: order.execEnv || 'no execution environment is up' });
  if (!isUp(tree, execEnv.path)) return failed({ code: 9024, message: execEnv.path });

  const environment = gateway.environments.at(execEnv.path);
  const installed = (unit: Unit): DuResult => ({
    ...failed({ code: 0, message: '' }),
    uuid: unit.get('UUID'),
    deploymentUnitRef: unit.path,
    version: unit.get('Version'),
    currentState: 'Installed',
    resolved: unit.get('Resolved') === 'true',
    executionUnitRefs: unit.list('ExecutionUnitList').map((execution) => execution.path),
    completedAt: gateway.now(),
  });
  // The power went after it was done and before that was noted.
  const done = environment.list().find((one) => one.operation === operation);
  const there = deploymentUnits(tree).find((unit) => unit.get('DUID') === done?.duid);
  if (there !== undefined) return installed(there);

  const unit = addUnit(tree, 'DeploymentUnit');
  unit.set({ Status: 'Installing', URL: shownUrl(order.url), UUID: order.uuid, ExecutionEnvRef: execEnv.path });
  const refused = (fault: TransferFault): DuResult => {
    unit.remove();
    return failed(fault);
  };
  const fetched = await fetchPackage(gateway, order, environment, signal);
  if ('code' in fetched) return refused(fetched);
  const { bytes, facts } = fetched;
  const fault = unfit(gateway, order, facts, unit, execEnv);
  if (fault !== null) return refused(fault);
  const uuid = order.uuid === '' ? duUuid(facts.name, facts.vendor) : order.uuid;
  const placed = await environment.install({ operation, uuid, url: shownUrl(order.url), bytes, facts, signal });
  if ('code' in placed) return refused(placed);
  unit.set({ UUID: uuid, DUID: placed.duid, Status: 'Installed' });
  showFacts(unit, facts);
  await placeExecutionUnits(gateway, unit, facts, new Set());
  return installed(unit);
}

function firstUp({ tree }: Gateway): Unit | null {
  return execEnvs(tree).find((unit) => isUp(tree, unit.path)) ?? null;
}

/** Why this package cannot be installed here, or null. */
function unfit(
  { tree }: Gateway,
  order: Install,
  facts: PackageFacts,
  unit: Unit,
  execEnv: Unit,
): TransferFault | null {
  if (facts.environment !== null && facts.environment !== execEnv.get('Type')) {
    return { code: 9025, message: `the package is for ${facts.environment}` };
  }
  const uuid = order.uuid === '' ? duUuid(facts.name, facts.vendor) : order.uuid;
  const twin = deploymentUnits(tree).find(
    (other) =>
      other.path !== unit.path &&
      sameUuid(other.get('UUID'), uuid) &&
      other.get('Version') === facts.version &&
      other.get('ExecutionEnvRef') === execEnv.path,
  );
  if (twin !== undefined) return { code: 9026, message: twin.path };
  const number = Number(execEnv.path.split('.').pop());
  const free = allocatedDisk - diskInUse(tree, number);
  return facts.diskSpace > free ? { code: 9027, message: `${facts.diskSpace} KiB wanted, ${free} free` } : null;
}
