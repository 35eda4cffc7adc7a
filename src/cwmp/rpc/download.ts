import { rpc } from './rpc.ts';
import { dateTime, status, string, struct, unsignedInt, type Value } from './schema.ts';

/**
 * Orders a file transfer to the CPE. Status 0: finished and applied, nothing follows. Status 1: queued, exactly one
 * TransferComplete follows. Never sent twice without knowing what became of the first.
 */
export const download = rpc({
  name: 'Download',
  caller: 'acs',
  since: '1.0',
  clause: 'A.3.2.8',
  once: true,
  request: struct({
    CommandKey: string(32),
    FileType: string(64),
    URL: string(256),
    Username: string(256),
    Password: string(256),
    FileSize: unsignedInt,
    TargetFileName: string(256),
    DelaySeconds: unsignedInt,
    SuccessURL: string(256),
    FailureURL: string(256),
  }),
  response: struct({ Status: status, StartTime: dateTime, CompleteTime: dateTime }),
});

export type DownloadRequest = Value<typeof download.request>;
