import { rpc } from './rpc.ts';
import {
  array,
  dateTime,
  expendable,
  forgiving,
  optional,
  parameterValue,
  string,
  struct,
  unsignedInt,
  type Value,
} from './schema.ts';

const deviceId = struct({
  Manufacturer: optional(string(64), ''),
  OUI: string(6),
  ProductClass: optional(string(64), ''),
  SerialNumber: string(64),
});

const event = struct({ EventCode: string(64), CommandKey: optional(string(32), '') }, 'cwmp:EventStruct');

/** Opens every session: who calls, why, and what changed. */
export const inform = rpc({
  name: 'Inform',
  caller: 'cpe',
  since: '1.0',
  clause: 'A.3.3.1',
  once: false,
  request: struct({
    DeviceId: deviceId,
    Event: array('EventStruct', expendable(event), 256, 0, 64),
    MaxEnvelopes: forgiving(unsignedInt, 1),
    CurrentTime: dateTime,
    RetryCount: forgiving(unsignedInt, 0),
    ParameterList: array('ParameterValueStruct', expendable(parameterValue), 10_000),
  }),
  response: struct({ MaxEnvelopes: unsignedInt }),
});

export type InformRequest = Value<typeof inform.request>;
export type EventStruct = Value<typeof event>;
