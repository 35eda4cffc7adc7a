import { rpc } from './rpc.ts';
import { objectName, status, string, struct } from './schema.ts';

/** Removes one instance of a table and all below it. */
export const deleteObject = rpc({
  name: 'DeleteObject',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.7',
  once: true,
  request: struct({ ObjectName: objectName, ParameterKey: string(32) }),
  response: struct({ Status: status }),
});
