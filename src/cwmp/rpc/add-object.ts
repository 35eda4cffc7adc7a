import { rpc } from './rpc.ts';
import { instanceNumber, objectName, status, string, struct } from './schema.ts';

/** Makes a new instance of a table and tells its number (0: it was not told). Twice makes two. */
export const addObject = rpc({
  name: 'AddObject',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.6',
  once: true,
  request: struct({ ObjectName: objectName, ParameterKey: string(32) }),
  response: struct({ InstanceNumber: instanceNumber, Status: status }),
});
