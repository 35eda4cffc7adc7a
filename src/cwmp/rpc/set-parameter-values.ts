import { rpc } from './rpc.ts';
import { array, parameterValue, status, string, struct } from './schema.ts';

/** Writes a list of parameters, all or none. Writing the same values twice changes nothing more. */
export const setParameterValues = rpc({
  name: 'SetParameterValues',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.1',
  once: false,
  request: struct({
    ParameterList: array('ParameterValueStruct', parameterValue, 10_000),
    ParameterKey: string(32),
  }),
  response: struct({ Status: status }),
});
