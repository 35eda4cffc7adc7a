import { rpc } from './rpc.ts';
import { array, boolean, expendable, forgiving, string, struct } from './schema.ts';

const parameterInfo = struct({ Name: string(256), Writable: forgiving(boolean, false) }, 'cwmp:ParameterInfoStruct');

/** Lists names below a path: all of them, or with NextLevel only the immediate children. */
export const getParameterNames = rpc({
  name: 'GetParameterNames',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.3',
  once: false,
  request: struct({ ParameterPath: string(256), NextLevel: boolean }),
  response: struct({ ParameterList: array('ParameterInfoStruct', expendable(parameterInfo), 200_000) }),
});
