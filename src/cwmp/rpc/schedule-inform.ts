import { rpc } from './rpc.ts';
import { string, struct, unsignedInt } from './schema.ts';

/** Asks for one extra session after a delay; it brings `3 SCHEDULED` with `M ScheduleInform` and this CommandKey. */
export const scheduleInform = rpc({
  name: 'ScheduleInform',
  caller: 'acs',
  since: '1.0',
  clause: 'A.4.1.2',
  once: true,
  request: struct({ DelaySeconds: unsignedInt, CommandKey: string(32) }),
  response: struct({}),
});
