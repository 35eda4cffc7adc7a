import type { Gateway } from '../gateway/gateway.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import { fetchPackage } from './fetch-package.ts';
import type { DuOperation, DuResult } from './operation.ts';
import { compareVersions, type PackageFacts } from './package.ts';
import { placeExecutionUnits, removeExecutionUnits, shownUrl } from './place.ts';
import { deploymentUnits, isUp, type Unit } from './units.ts';
import { isUuid, sameUuid } from './uuid.ts';

type Update = Extract<DuOperation, { kind: 'update' }>;

/** Updates what the operation selects: one unit by UUID or by stored URL, or every unit there is. */
export async function update(gateway: Gateway, order: Update, signal: AbortSignal): Promise<DuResult[]> {
  const startedAt = gateway.now();
  const selected = select(gateway, order);
  if ('code' in selected) {
    return [{ ...resultOf(gateway, null, startedAt, selected), uuid: order.uuid, version: order.version }];
  }
  const results: DuResult[] = [];
  for (const unit of selected) {
    const begun = gateway.now();
    const fault = await updateOne(gateway, order, unit, signal);
    results.push(resultOf(gateway, unit, begun, fault));
  }
  return results;
}

function select({ tree }: Gateway, { uuid, version, url }: Update): Unit[] | TransferFault {
  const all = deploymentUnits(tree);
  if (uuid === '' && url === '') return all;
  if (uuid === '') {
    const found = all.filter((unit) => unit.get('URL') === shownUrl(url));
    return found.length > 0 ? found : { code: 9028, message: url };
  }
  if (!isUuid(uuid)) return { code: 9022, message: uuid };
  const found = all.filter((unit) => sameUuid(unit.get('UUID'), uuid));
  const versions = new Set(found.map((unit) => unit.get('Version')));
  if (version === '' && versions.size > 1) return { code: 9031, message: [...versions].join(', ') };
  const named = version === '' ? found : found.filter((unit) => unit.get('Version') === version);
  return named.length > 0 ? named : { code: 9028, message: `${uuid} ${version}`.trim() };
}

/** @returns null when the unit is updated; after a fault it is what it was */
async function updateOne(
  gateway: Gateway,
  order: Update,
  unit: Unit,
  signal: AbortSignal,
): Promise<TransferFault | null> {
  const { tree } = gateway;
  if (unit.get('Status') !== 'Installed') return { code: 9029, message: unit.get('Status') };
  if (!isUp(tree, unit.get('ExecutionEnvRef'))) return { code: 9024, message: unit.get('ExecutionEnvRef') };
  unit.set({ Status: 'Updating' });
  const before = unit.list('ExecutionUnitList').map((execution) => ({ execution, status: execution.get('Status') }));
  for (const { execution } of before) execution.set({ Status: 'Idle' });
  const url = order.url === '' ? unit.get('URL') : order.url;
  const facts = await fetchPackage(gateway, { url, username: order.username, password: order.password }, signal);
  const fault = 'code' in facts ? facts : unfit(gateway, unit, facts);
  if (fault !== null || 'code' in facts) {
    unit.set({ Status: 'Installed' });
    for (const { execution, status } of before) execution.set({ Status: status });
    return fault;
  }
  removeExecutionUnits(unit);
  unit.set({
    URL: shownUrl(url),
    DUID: `${facts.name}-${facts.version}`.slice(0, 64),
    Version: facts.version,
    Description: facts.description,
    X_MUSTER_DiskSpace: String(facts.diskSpace),
    Status: 'Installed',
  });
  placeExecutionUnits(tree, unit, facts);
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
  return twin ? { code: 9032, message: facts.version } : null;
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
