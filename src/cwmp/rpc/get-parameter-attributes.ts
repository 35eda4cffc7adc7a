import { rpc } from './rpc.ts';
import { array, expendable, forgiving, notification, string, struct } from './schema.ts';

const parameterAttribute = struct(
  {
    Name: string(256),
    Notification: forgiving(notification, 0),
    AccessList: array('string', string(64), 1_000),
  },
  'cwmp:ParameterAttributeStruct',
);

/** Reads notification and access list of full names, or of everything below names that end in a dot. */
export const getParameterAttributes = rpc({
  name: 'GetParameterAttributes',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.5',
  once: false,
  request: struct({ ParameterNames: array('string', string(256), 10_000, 1) }),
  response: struct({ ParameterList: array('ParameterAttributeStruct', expendable(parameterAttribute), 200_000) }),
});
