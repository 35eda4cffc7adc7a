import { done, fault, type Outcome } from './fault.ts';
import type { FoundParameter, ParameterTree } from './tree.ts';

export interface ParameterAttributes {
  readonly Name: string;
  readonly Notification: number;
  readonly AccessList: string[];
}

/** One item of SetParameterAttributes. */
export interface AttributesOrder {
  readonly Name: string;
  readonly NotificationChange: boolean;
  readonly Notification: number;
  readonly AccessListChange: boolean;
  readonly AccessList: readonly string[];
}

/** Who may write besides the ACS, as long as the ACS has not said otherwise. */
const factoryAccess: readonly string[] = ['Subscriber'];

/** Notification values that change the ACS by a session: 2 opens one, 1, 4 and 6 ride along with the next. */
export const opensSession = (notification: number): boolean => notification === 2;
export const ridesAlong = (notification: number): boolean => [1, 2, 4, 6].includes(notification);

export function notificationOf(tree: ParameterTree, { path, definition }: FoundParameter): number {
  if (definition.notify === 'always') return 2;
  return tree.attributesOf(path).notification ?? (definition.notify === 'default' ? 2 : 0);
}

/** GetParameterAttributes (TR-069 A.3.2.5). */
export function parameterAttributes(tree: ParameterTree, names: readonly string[]): Outcome<ParameterAttributes[]> {
  const list: ParameterAttributes[] = [];
  for (const asked of names) {
    const found = parametersAt(tree, asked);
    if (found === null) return fault(9005, asked);
    for (const parameter of found) {
      list.push({
        Name: parameter.path,
        Notification: notificationOf(tree, parameter),
        AccessList: [...(tree.attributesOf(parameter.path).accessList ?? factoryAccess)],
      });
    }
  }
  return done(list);
}

/**
 * SetParameterAttributes (TR-069 A.3.2.4): all or nothing; a partial path sets what exists below it now.
 * @param highest the highest notification of the agreed version: 2, or 6 from CWMP 1.4 on
 * @returns the parameters whose notification was named
 */
export function setParameterAttributes(
  tree: ParameterTree,
  orders: readonly AttributesOrder[],
  highest: 2 | 6,
): Outcome<FoundParameter[]> {
  const touched: { readonly parameter: FoundParameter; readonly order: AttributesOrder }[] = [];
  for (const order of orders) {
    const found = order.Name.includes('*') ? null : parametersAt(tree, order.Name);
    if (found === null) return fault(9005, order.Name);
    if (order.NotificationChange && !(order.Notification >= 0 && order.Notification <= highest)) {
      return fault(9003, `Notification ${order.Notification}; 0 to ${highest} are known`);
    }
    if (order.AccessListChange && order.AccessList.some((entry) => !/^(Subscriber|X_\S+)$/.test(entry))) {
      return fault(9003, `AccessList "${order.AccessList.join(',')}"; Subscriber is known`);
    }
    for (const parameter of found) {
      if (order.NotificationChange && refuses(parameter, order, order.Name.endsWith('.'))) {
        return fault(9009, parameter.path);
      }
      touched.push({ parameter, order });
    }
  }
  for (const { parameter, order } of touched) {
    const settled = parameter.definition.notify === 'always';
    tree.setAttributes(parameter.path, {
      ...(order.NotificationChange && !settled ? { notification: order.Notification } : {}),
      ...(order.AccessListChange ? { accessList: [...order.AccessList] } : {}),
    });
  }
  return done(touched.filter(({ order }) => order.NotificationChange).map(({ parameter }) => parameter));
}

function parametersAt(tree: ParameterTree, asked: string): FoundParameter[] | null {
  const expanded = tree.expand(asked);
  if (expanded === null) return null;
  const list: FoundParameter[] = [];
  for (const name of expanded) {
    const found = name === '' ? tree.root : tree.find(name);
    if (found === null) return null;
    if (found.kind === 'parameter') list.push(found);
    else list.push(...tree.parametersBelow(found));
  }
  return list;
}

/** Active notification of counters and clocks is denied, and so is switching off what the model forces on. */
function refuses({ definition }: FoundParameter, order: AttributesOrder, partial: boolean): boolean {
  if (definition.notify === 'always') return !partial && order.Notification !== 2;
  return order.Notification === 2 && deniable(definition);
}

/** What changes by itself all the time: live numbers and instants that are no counts of rows. */
function deniable(definition: FoundParameter['definition']): boolean {
  if (definition.writable || typeof definition.value === 'string') return false;
  if (definition.name.endsWith('NumberOfEntries')) return false;
  return ['unsignedInt', 'unsignedLong', 'int', 'long', 'dateTime'].includes(definition.type);
}
