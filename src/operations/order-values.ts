import { type ErrorItem, MusterError } from '../base/errors.ts';
import type { DeviceKey } from '../base/ids.ts';
import { checkValue } from '../datamodel/check-value.ts';
import type { DataModels } from '../datamodel/models.ts';
import { definitionPathOf, parsePath } from '../datamodel/path.ts';
import { type RootModel, rootModelOf } from '../datamodel/root-model.ts';
import type { QuirkBook } from '../devices/quirks/book.ts';
import type { QuirkSettings } from '../devices/quirks/settings.ts';
import { kindOfDevice, type ReportedParameter, reportedParameters } from '../devices/reported-store.ts';
import type { Queryable } from '../platform/database/pool.ts';

/** What values are checked against. */
export interface ValueRules {
  readonly models: DataModels;
  readonly quirks: QuirkBook;
}

interface OrderedValue {
  readonly path: string;
  readonly value: string;
  readonly type?: string | undefined;
}

/** Parameters that tell `Device:1` from `Device:2`. */
const summary = 'Device.DeviceSummary';
const rootVersion = 'Device.RootDataModelVersion';

/**
 * Checks the values of an order against the data model, what the device told and its quirks, and gives them the types
 * they are sent with. Orders of other kinds pass as they are.
 * @throws MusterError `invalidRequest` with an item for every value that cannot be set
 */
export async function checkOrderedValues<Order>(
  db: Queryable,
  rules: ValueRules,
  device: DeviceKey,
  kind: string,
  order: Order,
): Promise<{ readonly order: Order; readonly warnings: readonly string[] }> {
  const { values, path: object } = order as { values?: readonly OrderedValue[]; path?: string };
  if (!values || values.length === 0 || (kind !== 'setParameterValues' && kind !== 'addObject'))
    return { order, warnings: [] };
  const known = await kindOfDevice(db, device);
  if (!known) return { order, warnings: [] };
  // Which instance it will be is not known yet; the alias only stands for one.
  const pathOf = (value: OrderedValue): string => (kind === 'addObject' ? `${object}[new].${value.path}` : value.path);
  const asked = values.map(pathOf);
  const reported = await reportedParameters(db, device, [...(kind === 'addObject' ? [] : asked), summary, rootVersion]);
  const root = rootOf(known.root, reported, asked);
  const { settings } = rules.quirks.profileOf(known);

  const warnings: string[] = [];
  const items: ErrorItem[] = [];
  const checked = values.map((value, i) => {
    const path = asked[i]!;
    const mapped = ownSpelling(settings, path, value.value);
    if (mapped !== undefined)
      return { ...value, value: mapped, type: value.type ?? reported.get(path)?.type ?? 'string' };
    const verdict = checkValue(rules.models, root, {
      path,
      value: value.value,
      type: value.type,
      reported: reported.get(path),
      skipWritableCheck: settings.skipWritableCheck,
    });
    if (!verdict.ok) {
      items.push({ path: `values.${i}`, message: verdict.message });
      return value;
    }
    warnings.push(...verdict.warnings);
    return { ...value, value: verdict.value, type: verdict.type };
  });
  if (items.length > 0) throw new MusterError('invalidRequest', `${kind}: ${items[0]!.message}`, { items });
  return { order: { ...order, values: checked }, warnings };
}

function rootOf(
  root: string | null,
  reported: ReadonlyMap<string, ReportedParameter>,
  asked: readonly string[],
): RootModel {
  return (
    rootModelOf({
      deviceSummary: reported.get(summary)?.value,
      rootDataModelVersion: reported.get(rootVersion)?.value,
      paths: [...(root === null ? [] : [root]), ...reported.keys(), ...asked],
    }) ?? 'Device:2'
  );
}

/** The device's own word for a value, where its profile has one. */
function ownSpelling(settings: QuirkSettings, path: string, value: string): string | undefined {
  const maps = settings.valueMaps;
  if (Object.keys(maps).length === 0) return undefined;
  const definition = definitionPathOf(parsePath(path));
  const words = Object.hasOwn(maps, definition) ? maps[definition]! : undefined;
  return words !== undefined && Object.hasOwn(words, value) ? words[value] : undefined;
}
