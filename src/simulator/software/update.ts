import type { Gateway } from '../gateway/gateway.ts';
import { allocatedDisk } from '../model/shared/software-modules.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import { startExecution, stopExecution } from './execution.ts';
import { fetchPackage } from './fetch-package.ts';
import type { DuOperation, DuResult } from './operation.ts';
import { compareVersions, type PackageFacts } from './package.ts';
import { placeExecutionUnits, removeExecutionUnits, showFacts, shownUrl } from './place.ts';
import { deploymentUnits, diskInUse, isUp, type Unit } from './units.ts';
import { isUuid, sameUuid } from './uuid.ts';

type Update = Extract<DuOperation, { kind: 'update' }>;

/** Updates what the operation selects: one unit by UUID or by stored URL, or every unit there is. */
export async function update(
  gateway: Gateway,
  operation: string,
  order: Update,
  signal: AbortSignal,
): Promise<DuResult[]> {
  const startedAt = gateway.now();
  const selected = select(gateway, operation, order);
  if ('code' in selected) {
    return [{ ...resultOf(gateway, null, startedAt, selected), uuid: order.uuid, version: order.version }];
  }
  const results: DuResult[] = [];
  for (const unit of selected) {
    const begun = gateway.now();
    const fault = await updateOne(gateway, operation, order, unit, signal);
    results.push(resultOf(gateway, unit, begun, fault));
  }
  return results;
}

function select(gateway: Gateway, operation: string, { uuid, version, url }: Update): Unit[] | TransferFault {
  const all = deploymentUnits(gateway.tree);
  if (uuid === '' && url === '') return all;
  if (uuid === '') {
    const found = all.filter((unit) => unit.get('URL') === shownUrl(url));
    return found.length > 0 ? found : { code: 9028, message: url };
  }
  if (!isUuid(uuid)) return { code: 9022, message: uuid };
  const found = all.filter((unit) => sameUuid(unit.get('UUID'), uuid));
  const versions = new Set(found.map((unit) => unit.get('Version')));
  if (version === '' && versions.size > 1) return { code: 9031, message: [...versions].join(', ') };
  // What this very operation has updated already has another version than the one it names.
  const named =
    version === ''
      ? found
      : found.filter((unit) => unit.get('Version') === version || updatedBy(gateway, unit) === operation);
  return named.length > 0 ? named : { code: 9028, message: `${uuid} ${version}`.trim() };
}

/** The operation that brought a unit to its version; null: nobody knows. */
function updatedBy({ environments }: Gateway, unit: Unit): string | null {
  const installed = environments.at(unit.get('ExecutionEnvRef')).list();
  return installed.find(({ duid }) => duid === unit.get('DUID'))?.operation ?? null;
}

/** @returns null when the unit is updated; after a fault it is what it was */
async function updateOne(
  gateway: Gateway,
  operation: string,
  order: Update,
  unit: Unit,
  signal: AbortSignal,
): Promise<TransferFault | null> {
  const { tree } = gateway;
  if (unit.get('Status') !== 'Installed') return { code: 9029, message: unit.get('Status') };
  if (!isUp(tree, unit.get('ExecutionEnvRef'))) return { code: 9024, message: unit.get('ExecutionEnvRef') };
  if (updatedBy(gateway, unit) === operation) return null;
  const environment = gateway.environments.at(unit.get('ExecutionEnvRef'));
  unit.set({ Status: 'Updating' });
  const before = unit.list('ExecutionUnitList').map((execution) => ({ execution, status: execution.get('Status') }));
  const running = before.filter(({ status }) => status === 'Active' || status === 'Starting');
  await Promise.all(running.map(({ execution }) => stopExecution(gateway, execution)));
  const kept = async (fault: TransferFault): Promise<TransferFault> => {
    unit.set({ Status: 'Installed' });
    await Promise.all(running.map(({ execution }) => startExecution(gateway, execution)));
    return fault;
  };
  const url = order.url === '' ? unit.get('URL') : order.url;
  const source = { url, username: order.username, password: order.password };
  const fetched = await fetchPackage(gateway, source, environment, signal);
  if ('code' in fetched) return kept(fetched);
  const { bytes, facts } = fetched;
  const fault = unfit(gateway, unit, facts);
  if (fault !== null) return kept(fault);
  const placement = { operation, uuid: unit.get('UUID'), url: shownUrl(url), bytes, facts, signal };
  const failed = await environment.update(unit.get('DUID'), placement);
  if (failed !== null) return kept(failed);
  // Units that were down stay down; new ones start if they start by themselves.
  const down = before.filter((one) => !running.includes(one)).map(({ execution }) => execution.get('Name'));
  const up = running.map(({ execution }) => execution.get('Name'));
  removeExecutionUnits(unit);
  unit.set({ URL: shownUrl(url), Status: 'Installed' });
  showFacts(unit, facts);
  const autoStart = { ...facts, idleUnits: facts.idleUnits?.filter((name) => !up.includes(name)) ?? [] };
  await placeExecutionUnits(gateway, unit, autoStart, new Set(down));
  for (const execution of unit.list('ExecutionUnitList')) {
    if (facts.idleUnits?.includes(execution.get('Name'))) execution.set({ AutoStart: 'false' });
  }
  return null;
}

function unfit({ tree }: Gateway, unit: Unit, facts: PackageFacts): TransferFault | null {
  const present = unit.get('Version');
  const order = compareVersions(facts.version, present);
  if (order < 0) return { code: 9030, message: `${facts.version} is older than ${present}` };
  const twin = deploymentUnits(tree).some(
    (other) =>
      sameUuid(other.get('UUID'), unit.get('UUID')) &&
      other.get('ExecutionEnvRef') === unit.get('ExecutionEnvRef') &&
      compareVersions(other.get('Version'), facts.version) === 0,
  );
  if (twin) return { code: 9032, message: facts.version };
  if (facts.name.slice(0, 64) !== unit.get('Name')) return { code: 9025, message: `the package is ${facts.name}` };
  const free = allocatedDisk - diskInUse(tree, Number(unit.get('ExecutionEnvRef').split('.').pop()));
  // Both versions lie on the disk for a while.
  return facts.diskSpace > free ? { code: 9027, message: `${facts.diskSpace} KiB wanted, ${free} free` } : null;
}

function resultOf(gateway: Gateway, unit: Unit | null, startedAt: number, fault: TransferFault | null): DuResult {
  return {
    uuid: unit?.get('UUID') ?? '',
    deploymentUnitRef: unit?.path ?? '',
    version: unit?.get('Version') ?? '',
    currentState: unit === null ? 'Failed' : 'Installed',
    resolved: unit?.get('Resolved') === 'true',
    executionUnitRefs: unit?.list('ExecutionUnitList').map((execution) => execution.path) ?? [],
    startedAt,
    completedAt: gateway.now(),
    fault: fault ?? { code: 0, message: '' },
    performed: 'Update',
  };
}
