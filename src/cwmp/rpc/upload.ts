import { rpc } from './rpc.ts';
import { dateTime, status, string, struct, unsignedInt, type Value } from './schema.ts';

/** Orders a file from the CPE to a URL, by PUT. Status as for Download. */
export const upload = rpc({
  name: 'Upload',
  caller: 'acs',
  since: '1.0',
  clause: 'A.4.1.5',
  once: true,
  request: struct({
    CommandKey: string(32),
    FileType: string(64),
    URL: string(256),
    Username: string(256),
    Password: string(256),
    DelaySeconds: unsignedInt,
  }),
  response: struct({ Status: status, StartTime: dateTime, CompleteTime: dateTime }),
});

export type UploadRequest = Value<typeof upload.request>;
