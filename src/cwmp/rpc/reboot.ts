import { rpc } from './rpc.ts';
import { string, struct } from './schema.ts';

/** Reboots after the session; announced later by `1 BOOT` with `M Reboot` and this CommandKey. */
export const reboot = rpc({
  name: 'Reboot',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.9',
  once: true,
  request: struct({ CommandKey: string(32) }),
  response: struct({}),
});
