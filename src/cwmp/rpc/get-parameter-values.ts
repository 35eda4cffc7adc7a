import { rpc } from './rpc.ts';
import { array, expendable, parameterValue, string, struct } from './schema.ts';

/** Reads full names, or everything below names that end in a dot. One bad name fails the whole call. */
export const getParameterValues = rpc({
  name: 'GetParameterValues',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.2',
  once: false,
  request: struct({ ParameterNames: array('string', string(256), 10_000, 1) }),
  response: struct({ ParameterList: array('ParameterValueStruct', expendable(parameterValue), 200_000) }),
});
