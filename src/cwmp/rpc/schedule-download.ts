import { rpc } from './rpc.ts';
import { array, int, string, struct, unsignedInt, type Value } from './schema.ts';

const timeWindow = struct(
  {
    /** Seconds from receipt. */
    WindowStart: unsignedInt,
    WindowEnd: unsignedInt,
    /** `1 At Any Time`, `2 Immediately`, `3 When Idle`, `4 Confirmation Needed`, or `X <OUI> <text>`. */
    WindowMode: string(64),
    /** Shown to the subscriber in mode 4. */
    UserMessage: string(256),
    /** −1: the CPE decides. */
    MaxRetries: int,
  },
  'cwmp:TimeWindowStruct',
);

/** A Download that is fetched and applied inside one of at most two windows of time. TransferComplete follows. */
export const scheduleDownload = rpc({
  name: 'ScheduleDownload',
  caller: 'acs',
  since: '1.2',
  clause: 'A.4.1.8',
  once: true,
  request: struct({
    CommandKey: string(32),
    FileType: string(64),
    URL: string(256),
    Username: string(256),
    Password: string(256),
    FileSize: unsignedInt,
    TargetFileName: string(256),
    TimeWindowList: array('TimeWindowStruct', timeWindow, 64, 1, 2),
  }),
  response: struct({}),
});

export type ScheduleDownloadRequest = Value<typeof scheduleDownload.request>;
export type TimeWindow = Value<typeof timeWindow>;
