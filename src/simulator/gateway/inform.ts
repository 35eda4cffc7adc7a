import type { Call } from '../../cwmp/rpc/index.ts';
import { formatDateTime } from '../../cwmp/rpc/schema.ts';
import { parameterValues } from '../model/read-values.ts';
import type { ParameterTree } from '../model/tree.ts';
import { type GatewayEvent, informOrder } from './events.ts';

/** Parameters every Inform of a Device:2 gateway carries. */
export const forcedParameters: readonly string[] = [
  'Device.RootDataModelVersion',
  'Device.DeviceInfo.HardwareVersion',
  'Device.DeviceInfo.SoftwareVersion',
  'Device.DeviceInfo.ProvisioningCode',
  'Device.ManagementServer.ParameterKey',
  'Device.ManagementServer.ConnectionRequestURL',
  'Device.ManagementServer.AliasBasedAddressing',
];

/** The Inform call for these events (TR-069 A.3.3.1). */
export function informCall(tree: ParameterTree, events: readonly GatewayEvent[], retryCount: number): Call<'Inform'> {
  const { identity } = tree.facts;
  const values = parameterValues(tree, forcedParameters);
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
        .slice(0, 64)
        .map((event) => ({ EventCode: event.code, CommandKey: event.commandKey })),
      MaxEnvelopes: 1,
      CurrentTime: formatDateTime(new Date(tree.facts.now())),
      RetryCount: retryCount,
      ParameterList: values.ok ? values.value : [],
    },
  };
}
