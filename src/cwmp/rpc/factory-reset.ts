import { rpc } from './rpc.ts';
import { struct } from './schema.ts';

/** Back to factory settings after the session; announced later by `0 BOOTSTRAP`. It has no CommandKey. */
export const factoryReset = rpc({
  name: 'FactoryReset',
  caller: 'acs',
  since: '1.0',
  clause: 'A.4.1.6',
  once: true,
  request: struct({}),
  response: struct({}),
});
