import { modulesReference } from '../datamodel/views/software-modules-references.ts';
import { sameUuid } from '../datamodel/views/software-modules-uuid.ts';
import type { OpenBlock, ParameterNews } from '../devices/parameters.ts';

/** One result of a (Autonomous)DUStateChangeComplete, as far as it tells of the tables. */
export interface ToldResult {
  readonly uuid: string;
  readonly deploymentUnitRef: string;
  readonly version: string;
  readonly currentState: string;
  readonly resolved: boolean;
  readonly executionUnitRefs: readonly string[];
  readonly fault: { readonly code: number };
}

/**
 * What results say about the device's parameters: so the stored tables follow at once, and a reading later confirms or
 * corrects them. A failed install left nothing to tell of. A result that does not name the row in the tables is placed by
 * its UUID among what is known; what cannot be placed is left to the reading.
 * @param modules path of the tables
 * @param known the stored parameters below it
 */
export function newsFromResults(results: readonly ToldResult[], modules: string, known: OpenBlock): ParameterNews {
  const root = modules.slice(0, modules.indexOf('.') + 1);
  const values: { name: string; value: string; type: string }[] = [];
  const complete: string[] = [];
  for (const result of results) {
    const { currentState } = result;
    if (currentState !== 'Installed' && currentState !== 'Uninstalled') continue;
    const rows = placesOf(result, modules, root, known);
    if (currentState === 'Uninstalled') {
      if (result.fault.code !== 0) continue;
      const units = result.executionUnitRefs.map((ref) => modulesReference(ref, root)).filter(isUnit);
      // Rows of another unit that has the same number by now stay.
      complete.push(...rows.map((row) => `${row}.`), ...units.map((row) => `${row}.`));
      continue;
    }
    for (const row of rows) {
      const put = (name: string, value: string, type: string): void => {
        values.push({ name: `${row}.${name}`, value, type });
      };
      put('Status', currentState, 'string');
      // After a failed update nobody knows which version is meant: that of before, or the one that failed.
      if (result.fault.code !== 0) continue;
      if (result.uuid !== '') put('UUID', result.uuid, 'string');
      if (result.version !== '') put('Version', result.version, 'string');
      const stored = known.get(`${row.slice(modules.length)}.Resolved`);
      // true may only mean that the device does not tell.
      if (!result.resolved || stored !== undefined) put('Resolved', result.resolved ? '1' : '0', 'boolean');
      if (result.executionUnitRefs.length > 0) put('ExecutionUnitList', result.executionUnitRefs.join(','), 'string');
    }
  }
  return { values, complete };
}

/** Status of the unit that a result is about, by what was known; null where it was not there, '' where it was not told. */
export function statusBefore(result: ToldResult, modules: string, known: OpenBlock): string | null {
  const root = modules.slice(0, modules.indexOf('.') + 1);
  for (const row of placesOf(result, modules, root, known)) {
    const inner = `${row.slice(modules.length)}.`;
    for (const key of known.keys()) if (key.startsWith(inner)) return known.get(`${inner}Status`)?.[0] ?? '';
  }
  return null;
}

const unitRow = /^(?:Device|InternetGatewayDevice)\.SoftwareModules\.(?:DeploymentUnit|ExecutionUnit)\.\d{1,9}$/;

function isUnit(reference: string): boolean {
  return unitRow.test(reference);
}

/** The rows that a result is about. */
function placesOf(result: ToldResult, modules: string, root: string, known: OpenBlock): string[] {
  const named = modulesReference(result.deploymentUnitRef, root);
  if (isUnit(named)) {
    const uuid = known.get(`${named.slice(modules.length)}.UUID`)?.[0] ?? '';
    const isOther = uuid !== '' && result.uuid !== '' && !sameUuid(uuid, result.uuid);
    return isOther && result.currentState === 'Uninstalled' ? [] : [named];
  }
  if (result.uuid === '') return [];
  const rows: string[] = [];
  for (const [key, [value]] of known) {
    if (!/^DeploymentUnit\.\d+\.UUID$/.test(key) || !sameUuid(value, result.uuid)) continue;
    const row = key.slice(0, -'.UUID'.length);
    const version = known.get(`${row}.Version`)?.[0] ?? '';
    // Several versions of a unit may be installed: only the one that was removed goes.
    if (result.currentState === 'Uninstalled' && result.version !== '' && version !== result.version) continue;
    rows.push(modules + row);
  }
  // Of several, none is known to be the one that was installed or updated.
  return result.currentState === 'Installed' && rows.length > 1 ? [] : rows;
}
