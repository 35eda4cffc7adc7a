import type { Call } from '../../cwmp/rpc/index.ts';
import { formatDateTime, type ParameterValue } from '../../cwmp/rpc/schema.ts';
import { parameterValues } from '../model/read-values.ts';
import type { ParameterTree } from '../model/tree.ts';
import { type GatewayEvent, informOrder } from './events.ts';

/** Most EventStructs of one Inform (XSD). */
const eventLimit = 64;

/**
 * The Inform call for these events (TR-069 A.3.3.1): the parameters of the root that every Inform carries, then what
 * has changed, then what InformParameter adds for these events.
 */
export function informCall(
  tree: ParameterTree,
  events: readonly GatewayEvent[],
  retryCount: number,
  changed: readonly string[] = [],
): Call<'Inform'> {
  const { identity } = tree.facts;
  return {
    method: 'Inform',
    args: {
      DeviceId: {
        Manufacturer: identity.manufacturer,
        OUI: identity.oui,
        ProductClass: identity.productClass,
        SerialNumber: identity.serialNumber,
      },
      Event: informOrder(events)
        .slice(0, eventLimit)
        .map((event) => ({ EventCode: event.code, CommandKey: event.commandKey })),
      MaxEnvelopes: 1,
      CurrentTime: formatDateTime(new Date(tree.facts.now())),
      RetryCount: retryCount,
      ParameterList: parameterList(tree, [...tree.model.forced, ...changed, ...asked(tree, events)]),
    },
  };
}

/** Each parameter once; what is not there any more is left out. */
function parameterList(tree: ParameterTree, names: readonly string[]): ParameterValue[] {
  const list = new Map<string, ParameterValue>();
  for (const name of names) {
    const values = parameterValues(tree, [name]);
    if (values.ok) for (const value of values.value) list.set(value.name, value);
  }
  return [...list.values()];
}

/** What the rows of InformParameter want with these events. */
function asked(tree: ParameterTree, events: readonly GatewayEvent[]): string[] {
  const table = tree.find(`${tree.root.path}ManagementServer.InformParameter.`);
  if (table?.kind !== 'table') return [];
  const codes = new Set(events.map((event) => event.code));
  return tree.rowNumbers(table).flatMap((number) => {
    const row = table.row(number);
    if (row.own('Enable') !== 'true' || row.own('ParameterName') === '') return [];
    const wanted = row
      .own('EventList')
      .split(',')
      .map((code) => code.trim())
      .filter((code) => code !== '');
    // Without a list: every Inform, but not those for a change of value alone.
    const fits =
      wanted.length > 0 ? wanted.some((code) => codes.has(code)) : [...codes].some((code) => code !== '4 VALUE CHANGE');
    return fits ? tree.instances(row.own('ParameterName')) : [];
  });
}
