import { cpeFaults } from '../../cwmp/soap/fault.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { runFile } from './file.ts';
import { runFirmware } from './firmware.ts';
import {
  finish,
  firmwareImage,
  kindOf,
  openWindow,
  storedFirmware,
  type Transfer,
  type TransferFault,
  type TransferOutcome,
} from './transfer.ts';
import { runUpload } from './upload.ts';

/**
 * `reboot`: the new bank is chosen. `report`: it is over and TransferComplete is due. `retry`: another try follows in
 * the window. `cut`: power went away.
 */
export type TransferEnd = 'reboot' | 'report' | 'retry' | 'cut';

/** Between two tries in one window, milliseconds. */
const retryPause = 1000;
/** Tries after the first where the ACS leaves their number to the gateway. */
const ownRetries = 2;

/** Carries one transfer out to its end; what it has come to is on disk when this resolves. */
export async function runTransfer(gateway: Gateway, transfer: Transfer, signal: AbortSignal): Promise<TransferEnd> {
  const window = openWindow(transfer, gateway.now());
  if (transfer.windows !== undefined && window === null) {
    return end(gateway, transfer, { code: 9020, message: 'every window is over' });
  }
  transfer.startedAt ??= gateway.now();
  const outcome = await carryOut(gateway, transfer, signal);
  if (outcome === 'cut' || signal.aborted) return 'cut';
  if (outcome === 'reboot') return 'reboot';
  if (outcome === null || window === null) return end(gateway, transfer, outcome);

  // In the window there may be another try; after it, another window.
  const left = window.retries < 0 ? ownRetries : window.retries;
  window.retries = left - 1;
  const again = left > 0 && gateway.now() + retryPause < window.end;
  transfer.notBefore = again ? gateway.now() + retryPause : window.end;
  if (openWindow(transfer, gateway.now()) === null) return end(gateway, transfer, outcome);
  transfer.phase = 'queued';
  await gateway.save();
  return 'retry';
}

function carryOut(gateway: Gateway, transfer: Transfer, signal: AbortSignal): Promise<TransferOutcome> {
  if (kindOf(transfer) === 'upload') return runUpload(gateway, transfer, signal);
  const firmware = transfer.fileType === firmwareImage || transfer.fileType === storedFirmware;
  return firmware ? runFirmware(gateway, transfer, signal) : runFile(gateway, transfer, signal);
}

/** Writes the end of a transfer down: TransferComplete is due. */
async function end(gateway: Gateway, transfer: Transfer, fault: TransferFault | null): Promise<TransferEnd> {
  const { state } = gateway;
  if (fault === null) {
    state.history.transfersSucceeded++;
    finish(transfer, { code: 0, message: '' }, gateway.now(), gateway.completesWanted);
  } else {
    state.history.transfersFailed++;
    const message = `${cpeFaults[fault.code] ?? 'Vendor fault'}: ${fault.message}`.slice(0, 256);
    const told = gateway.quirks.transferFault({ code: fault.code, message });
    finish(transfer, told, gateway.now(), gateway.completesWanted);
  }
  await gateway.save();
  return 'report';
}
