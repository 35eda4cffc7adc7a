import { rpc } from './rpc.ts';
import { array, boolean, notification, string, struct, type Value } from './schema.ts';

const attributeChange = struct(
  {
    Name: string(256),
    /** Without it `Notification` is not looked at, and without `AccessListChange` the list is not. */
    NotificationChange: boolean,
    Notification: notification,
    AccessListChange: boolean,
    /** Who besides the ACS may write: `Subscriber`, or nobody. */
    AccessList: array('string', string(64), 1_000),
  },
  'cwmp:SetParameterAttributesStruct',
);

/** Sets notification and access list, all or none. A name that ends in a dot means what is below it now. */
export const setParameterAttributes = rpc({
  name: 'SetParameterAttributes',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.4',
  once: false,
  request: struct({ ParameterList: array('SetParameterAttributesStruct', attributeChange, 10_000, 1) }),
  response: struct({}),
});

export type AttributeChange = Value<typeof attributeChange>;
