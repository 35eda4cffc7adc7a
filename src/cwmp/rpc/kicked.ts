import { rpc } from './rpc.ts';
import { optional, string, struct, type Value } from './schema.ts';

/** A subscriber followed a kick link in the CPE's web page; the answer says where the browser goes next. Deprecated. */
export const kicked = rpc({
  name: 'Kicked',
  caller: 'cpe',
  since: '1.0',
  clause: 'A.4.2.1',
  once: false,
  request: struct({
    Command: optional(string(32), ''),
    Referer: optional(string(64), ''),
    Arg: optional(string(256), ''),
    Next: optional(string(1024), ''),
  }),
  response: struct({ NextURL: optional(string(1024), '') }),
});

export type KickedRequest = Value<typeof kicked.request>;
