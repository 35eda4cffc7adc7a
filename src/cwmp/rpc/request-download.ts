import { rpc } from './rpc.ts';
import { array, optional, string, struct, type Value } from './schema.ts';

const argument = struct({ Name: string(64), Value: optional(string(256), '') }, 'cwmp:ArgStruct');

/** The CPE asks for a file. It is answered at once; whether a Download is ordered then is another matter. */
export const requestDownload = rpc({
  name: 'RequestDownload',
  caller: 'cpe',
  since: '1.0',
  clause: 'A.4.2.2',
  once: false,
  request: struct({ FileType: string(64), FileTypeArg: array('ArgStruct', argument, 64, 0, 16) }),
  response: struct({}),
});

export type RequestDownloadRequest = Value<typeof requestDownload.request>;
