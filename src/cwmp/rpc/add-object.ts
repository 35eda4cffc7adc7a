import { rpc } from './rpc.ts';
import { status, string, struct, unsignedInt } from './schema.ts';

/** Makes a new instance of a table and tells its number. Twice makes two. */
export const addObject = rpc({
  name: 'AddObject',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.6',
  once: true,
  request: struct({ ObjectName: string(256), ParameterKey: string(32) }),
  response: struct({ InstanceNumber: unsignedInt, Status: status }),
});
