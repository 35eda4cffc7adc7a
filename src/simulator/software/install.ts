import type { Gateway } from '../gateway/gateway.ts';
import { allocatedDisk } from '../model/shared/software-modules.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import { fetchPackage } from './fetch-package.ts';
import type { DuOperation, DuResult } from './operation.ts';
import type { PackageFacts } from './package.ts';
import { placeExecutionUnits, shownUrl } from './place.ts';
import { addUnit, deploymentUnits, diskInUse, execEnvReferred, execEnvs, isUp, type Unit } from './units.ts';
import { duUuid, isUuid, sameUuid } from './uuid.ts';

type Install = Extract<DuOperation, { kind: 'install' }>;

/** Installs one deployment unit. Its row is there from the beginning, Installing, and gone again after a failure. */
export async function install(gateway: Gateway, order: Install, signal: AbortSignal): Promise<DuResult> {
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

  const unit = addUnit(tree, 'DeploymentUnit');
  unit.set({ Status: 'Installing', URL: shownUrl(order.url), UUID: order.uuid, ExecutionEnvRef: execEnv.path });
  const facts = await fetchPackage(gateway, order, signal);
  const fault = 'code' in facts ? facts : unfit(gateway, order, facts, unit, execEnv);
  if (fault !== null || 'code' in facts) {
    unit.remove();
    return failed(fault!);
  }
  const uuid = order.uuid === '' ? duUuid(facts.name, facts.vendor) : order.uuid;
  unit.set({
    UUID: uuid,
    DUID: `${facts.name}-${facts.version}`.slice(0, 64),
    Name: facts.name.slice(0, 64),
    Vendor: facts.vendor,
    Version: facts.version,
    Description: facts.description,
    X_MUSTER_DiskSpace: String(facts.diskSpace),
    Status: 'Installed',
  });
  const resolved = placeExecutionUnits(tree, unit, facts);
  return {
    ...failed({ code: 0, message: '' }),
    uuid,
    deploymentUnitRef: unit.path,
    version: facts.version,
    currentState: 'Installed',
    resolved,
    executionUnitRefs: unit.list('ExecutionUnitList').map((execution) => execution.path),
    completedAt: gateway.now(),
  };
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
