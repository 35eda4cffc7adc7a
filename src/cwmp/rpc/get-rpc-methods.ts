import { rpc } from './rpc.ts';
import { array, string, struct } from './schema.ts';

/** Either side may ask which methods the other one knows. */
export const getRpcMethods = rpc({
  name: 'GetRPCMethods',
  caller: 'both',
  since: '1.0',
  clause: 'A.3.1.1',
  once: false,
  request: struct({}),
  response: struct({ MethodList: array('string', string(64), 1_000, 1) }),
});
