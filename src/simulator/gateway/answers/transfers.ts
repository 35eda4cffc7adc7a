import { seconds } from '../../../base/durations.ts';
import { formatDateTime } from '../../../cwmp/rpc/schema.ts';
import { done, fault, type Outcome } from '../../model/fault.ts';
import { bankCapacity } from '../../transfer/firmware.ts';
import { runTransfer } from '../../transfer/run.ts';
import { firmwareImage, storedFirmware, type Transfer, transferLimit } from '../../transfer/transfer.ts';
import { uploadContent, uploadInstance } from '../../transfer/upload.ts';
import type { Gateway } from '../gateway.ts';
import { type Handler, keyTooLong } from './handler.ts';

/** Unknown Time: the transfer has not happened yet. */
const unknownTime = '0001-01-01T00:00:00Z';
const notYet = { Status: 1, StartTime: unknownTime, CompleteTime: unknownTime };

/** FileTypes a download may have, besides a stored image, which needs banks one can choose from. */
const downloadTypes: readonly string[] = [
  firmwareImage,
  '2 Web Content',
  '3 Vendor Configuration File',
  '4 Tone File',
  '5 Ringer File',
];
const windowModes: readonly string[] = ['1 At Any Time', '2 Immediately', '3 When Idle', '4 Confirmation Needed'];

type Order = Pick<Transfer, 'kind' | 'commandKey' | 'fileType' | 'url' | 'username' | 'password'> & Partial<Transfer>;

/** Queues a transfer, or refuses it at once; the transfer starts after the session. */
export const download: Handler<'Download'> = async (gateway, args) => {
  const { state, misbehaviour, quirks } = gateway;
  noteDownload(gateway, args.CommandKey);
  const refused =
    misbehaviour?.kind === 'reject'
      ? fault(misbehaviour.code, 'simulated')
      : (keyTooLong('CommandKey', args.CommandKey) ??
        downloadRefusal(gateway, args.FileType, args.URL, args.FileSize) ??
        queueRefusal(gateway));
  if (refused !== null) {
    await gateway.save();
    return refused;
  }
  const transfer = queue(gateway, {
    kind: 'download',
    commandKey: args.CommandKey,
    fileType: args.FileType,
    url: args.URL,
    username: args.Username,
    password: args.Password,
    fileSize: args.FileSize,
    targetFileName: args.TargetFileName,
    notBefore: gateway.now() + seconds(args.DelaySeconds),
  });
  if (misbehaviour?.kind === 'silent') state.silenced = true;
  await gateway.save();
  if (quirks.downloadsAtOnce && args.DelaySeconds === 0) return carryOutNow(gateway, transfer);
  return done(notYet);
};

/** The whole transfer inside its answer: Status 0 or a fault, and never a TransferComplete. */
async function carryOutNow(gateway: Gateway, transfer: Transfer): Promise<Outcome<typeof notYet>> {
  const { state } = gateway;
  const startedAt = gateway.now();
  const end = await runTransfer(gateway, transfer, gateway.signal);
  state.transfers = state.transfers.filter((other) => other !== transfer);
  if (end === 'reboot') {
    state.restartOrdered = true;
    state.history.transfersSucceeded++;
  }
  await gateway.save();
  const { fault: failure } = transfer;
  if (end === 'cut') return fault(9002, 'the power went');
  if (failure !== null && failure.code !== 0) return fault(9010, failure.message);
  const time = (at: number): string => formatDateTime(new Date(at));
  return done({ Status: 0, StartTime: time(startedAt), CompleteTime: time(gateway.now()) });
}

export const scheduleDownload: Handler<'ScheduleDownload'> = async (gateway, args) => {
  noteDownload(gateway, args.CommandKey);
  const windows = args.TimeWindowList;
  const refused =
    keyTooLong('CommandKey', args.CommandKey) ??
    downloadRefusal(gateway, args.FileType, args.URL, args.FileSize) ??
    windowRefusal(windows) ??
    queueRefusal(gateway);
  if (refused === null) {
    const instant = (offset: number): number => gateway.now() + seconds(offset) * gateway.settings.windowScale;
    queue(gateway, {
      kind: 'scheduleDownload',
      commandKey: args.CommandKey,
      fileType: args.FileType,
      url: args.URL,
      username: args.Username,
      password: args.Password,
      fileSize: args.FileSize,
      targetFileName: args.TargetFileName,
      windows: windows.map((window) => ({
        start: instant(window.WindowStart),
        end: instant(window.WindowEnd),
        mode: window.WindowMode,
        retries: window.MaxRetries,
      })),
    });
  }
  await gateway.save();
  return refused ?? done({});
};

export const upload: Handler<'Upload'> = async (gateway, args) => {
  const refused =
    keyTooLong('CommandKey', args.CommandKey) ??
    uploadRefusal(gateway, args.FileType) ??
    urlRefusal(args.URL) ??
    queueRefusal(gateway);
  if (refused !== null) return refused;
  queue(gateway, {
    kind: 'upload',
    commandKey: args.CommandKey,
    fileType: args.FileType,
    url: args.URL,
    username: args.Username,
    password: args.Password,
    notBefore: gateway.now() + seconds(args.DelaySeconds),
  });
  await gateway.save();
  return done(notYet);
};

/** Withdraws what has not begun; what has begun can no longer be stopped (9021). Nothing to withdraw is fine. */
export const cancelTransfer: Handler<'CancelTransfer'> = async (gateway, args) => {
  const { state } = gateway;
  const named = state.transfers.filter((transfer) => transfer.commandKey === args.CommandKey);
  const begun = named.find((transfer) => transfer.phase !== 'queued');
  if (begun !== undefined) return fault(9021, `the transfer "${args.CommandKey}" has begun`);
  state.transfers = state.transfers.filter((transfer) => !named.includes(transfer));
  await gateway.save();
  return done({});
};

function queue(gateway: Gateway, order: Order): Transfer {
  const transfer: Transfer = {
    fileSize: 0,
    targetFileName: '',
    notBefore: gateway.now(),
    phase: 'queued',
    startedAt: null,
    completedAt: null,
    fault: null,
    completesOwed: 0,
    ...order,
  };
  gateway.state.transfers.push(transfer);
  return transfer;
}

function noteDownload({ state }: Gateway, commandKey: string): void {
  if (state.transfers.some((transfer) => transfer.phase !== 'done')) state.history.overlappingDownloads++;
  state.history.downloads.push(commandKey);
}

/** What is wrong with the arguments of a download, or null. */
function downloadRefusal(gateway: Gateway, fileType: string, url: string, fileSize: number): Outcome<never> | null {
  const hasBanks = gateway.value(`${gateway.tree.root.path}DeviceInfo.BootFirmwareImage`) !== '';
  const known =
    downloadTypes.includes(fileType) || /^X \S+ .+/.test(fileType) || (hasBanks && fileType === storedFirmware);
  if (!known) {
    const list = [...downloadTypes, ...(hasBanks ? [storedFirmware] : [])].map((type) => `"${type}"`);
    return fault(9003, `FileType "${fileType}"; supported are ${list.join(', ')}`);
  }
  if (fileSize > bankCapacity) return fault(9010, `${fileSize} bytes do not fit in a bank of ${bankCapacity}`);
  return urlRefusal(url);
}

function uploadRefusal(gateway: Gateway, fileType: string): Outcome<never> | null {
  if (uploadContent(fileType) === null) return fault(9003, `FileType "${fileType}"`);
  const instance = uploadInstance(gateway.tree.root.path, fileType);
  return instance !== null && gateway.tree.find(instance) === null ? fault(9003, `there is no ${instance}`) : null;
}

function urlRefusal(url: string): Outcome<never> | null {
  const parsed = URL.parse(url);
  if (parsed === null) return fault(9003, `URL "${url}" cannot be read`);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return fault(9013, parsed.protocol);
  return parsed.username !== '' || parsed.password !== '' ? fault(9003, 'URL carries user information') : null;
}

function queueRefusal({ state }: Gateway): Outcome<never> | null {
  return state.transfers.length >= transferLimit ? fault(9004, `${transferLimit} transfers are queued`) : null;
}

interface Window {
  readonly WindowStart: number;
  readonly WindowEnd: number;
  readonly WindowMode: string;
}

function windowRefusal(windows: readonly Window[]): Outcome<never> | null {
  if (windows.length < 1 || windows.length > 2)
    return fault(9003, `${windows.length} time windows; 1 or 2 are allowed`);
  for (const { WindowStart, WindowEnd, WindowMode } of windows) {
    if (WindowEnd <= WindowStart) return fault(9003, `the window ends at ${WindowEnd} and starts at ${WindowStart}`);
    if (!windowModes.includes(WindowMode) && !/^X \S+ .+/.test(WindowMode)) {
      return fault(9003, `WindowMode "${WindowMode}"`);
    }
  }
  const [first, second] = windows;
  return second !== undefined && second.WindowStart < first!.WindowEnd ? fault(9003, 'the windows overlap') : null;
}
