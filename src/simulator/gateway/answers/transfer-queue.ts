import { done } from '../../model/fault.ts';
import { kindOf, queuedState } from '../../transfer/transfer.ts';
import type { Handler } from './handler.ts';

export const getQueuedTransfers: Handler<'GetQueuedTransfers'> = async (gateway) =>
  done({
    TransferList: gateway.state.transfers.map((transfer) => ({
      CommandKey: transfer.commandKey,
      State: queuedState(transfer.phase),
    })),
  });

/** Uploads are told by another list of file types than Upload itself takes: configuration 6 or 3, log 7 or 4. */
export const getAllQueuedTransfers: Handler<'GetAllQueuedTransfers'> = async (gateway) =>
  done({
    TransferList: gateway.state.transfers.map((transfer) => ({
      CommandKey: transfer.commandKey,
      State: queuedState(transfer.phase),
      IsDownload: kindOf(transfer) !== 'upload',
      FileType: kindOf(transfer) === 'upload' ? transferFileType(transfer.fileType) : transfer.fileType,
      FileSize: transfer.fileSize,
      TargetFileName: transfer.targetFileName,
    })),
  });

function transferFileType(upload: string): string {
  return upload
    .replace(/^1 Vendor Configuration File$/, '3 Vendor Configuration File')
    .replace(/^2 Vendor Log File$/, '4 Vendor Log File')
    .replace(/^3 (Vendor Configuration File \d+)$/, '6 $1')
    .replace(/^4 (Vendor Log File \d+)$/, '7 $1');
}
