import { seconds } from '../../../base/durations.ts';
import { done, fault, type Outcome } from '../../model/fault.ts';
import { bankCapacity } from '../../transfer/run.ts';
import { queuedState, transferLimit } from '../../transfer/transfer.ts';
import { type Handler, keyTooLong } from './handler.ts';

const firmware = '1 Firmware Upgrade Image';
/** Unknown Time: the transfer has not happened yet. */
const unknownTime = '0001-01-01T00:00:00Z';

/** Queues a firmware transfer, or refuses it at once; the transfer starts after the session. */
export const download: Handler<'Download'> = async (gateway, args) => {
  const { state, misbehaviour } = gateway;
  if (state.transfers.some((transfer) => transfer.phase !== 'done')) state.history.overlappingDownloads++;
  state.history.downloads.push(args.CommandKey);
  const refused =
    misbehaviour?.kind === 'reject'
      ? fault(misbehaviour.code, 'simulated')
      : (keyTooLong('CommandKey', args.CommandKey) ?? refusal(args.FileType, args.URL, args.FileSize));
  const full = state.transfers.length >= transferLimit ? fault(9004, `${transferLimit} transfers are queued`) : null;
  if (!refused && !full) {
    state.transfers.push({
      commandKey: args.CommandKey,
      fileType: args.FileType,
      url: args.URL,
      username: args.Username,
      password: args.Password,
      fileSize: args.FileSize,
      targetFileName: args.TargetFileName,
      notBefore: gateway.now() + seconds(args.DelaySeconds),
      phase: 'queued',
      startedAt: null,
      completedAt: null,
      fault: null,
      completesOwed: 0,
    });
    if (misbehaviour?.kind === 'silent') state.silenced = true;
  }
  await gateway.save();
  return refused ?? full ?? done({ Status: 1, StartTime: unknownTime, CompleteTime: unknownTime });
};

/** What is wrong with the arguments, or null. */
function refusal(fileType: string, url: string, fileSize: number): Outcome<never> | null {
  if (fileType !== firmware) return fault(9003, `FileType "${fileType}"; only "${firmware}" is supported`);
  const parsed = URL.parse(url);
  if (parsed === null) return fault(9003, `URL "${url}" cannot be read`);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return fault(9013, parsed.protocol);
  if (parsed.username !== '' || parsed.password !== '') return fault(9003, 'URL carries user information');
  if (fileSize > bankCapacity) return fault(9010, `${fileSize} bytes do not fit in a bank of ${bankCapacity}`);
  return null;
}

export const getAllQueuedTransfers: Handler<'GetAllQueuedTransfers'> = async (gateway) =>
  done({
    TransferList: gateway.state.transfers.map((transfer) => ({
      CommandKey: transfer.commandKey,
      State: queuedState(transfer.phase),
      IsDownload: true,
      FileType: transfer.fileType,
      FileSize: transfer.fileSize,
      TargetFileName: transfer.targetFileName,
    })),
  });
