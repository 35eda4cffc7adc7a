import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { sleep } from '../../base/durations.ts';
import { type FirmwareVerdict, verifyFirmwareFile } from '../firmware-verify.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { BankNumber, BankStatus } from '../model/facts.ts';
import { fetchFile } from './fetch.ts';
import { storedFirmware, type Transfer, type TransferFault, type TransferOutcome } from './transfer.ts';

/** Bytes of one flash bank. */
export const bankCapacity = 128 * 1024 * 1024;

export function bankPath(directory: string, bank: BankNumber): string {
  return join(directory, `bank${bank}.img`);
}

/**
 * Carries one firmware Download out: fetch into the inactive bank, verify there, flash, choose the bank. Every step is
 * on disk before the next begins, so that a power cut at any point leaves a bank that boots and a transfer to redo.
 */
export async function runFirmware(gateway: Gateway, transfer: Transfer, signal: AbortSignal): Promise<TransferOutcome> {
  const { settings, state, misbehaviour } = gateway;
  const bank: BankNumber = gateway.activeBank === 1 ? 2 : 1;
  const step = async (phase: Transfer['phase'], status: BankStatus): Promise<void> => {
    transfer.phase = phase;
    state.banks[bank].status = status;
    await gateway.save();
  };
  const fail = (fault: TransferFault, status: BankStatus): TransferOutcome => {
    if (signal.aborted) return 'cut';
    state.banks[bank] = { version: '', status };
    return fault;
  };

  state.banks[bank].version = '';
  await step('downloading', 'Downloading');
  if (misbehaviour?.kind === 'fault') {
    await sleep(settings.flashTime, signal);
    return fail({ code: misbehaviour.code, message: 'simulated' }, 'DownloadFailed');
  }

  const path = bankPath(gateway.file.directory, bank);
  const bytesPerSecond = misbehaviour?.kind === 'slow' ? misbehaviour.bytesPerSecond : null;
  const fetching = (): Promise<TransferFault | null> =>
    fetchFile({
      url: transfer.url,
      login: { username: transfer.username, password: transfer.password },
      path,
      fileSize: transfer.fileSize,
      capacity: bankCapacity,
      bytesPerSecond,
      habit: gateway.quirks.fetches ?? null,
      timeout: settings.replyTimeout,
      signal,
    });
  // A slow gateway would hold a place for minutes and cost the process next to nothing meanwhile.
  const refused = await (bytesPerSecond === null ? settings.downloads.run(signal, fetching) : fetching());
  if (signal.aborted) return 'cut';
  if (refused) return fail(refused, 'DownloadFailed');

  await step('downloading', 'Validating');
  const { productClass, hardwareVersion } = gateway.factoryIdentity;
  const verdict: FirmwareVerdict = await verifyFirmwareFile(path, { productClass, hardwareVersion });
  if (signal.aborted) return 'cut';
  if (!verdict.ok) return fail({ code: 9018, message: `${verdict.reason}: ${verdict.detail}` }, 'ValidationFailed');

  await step('flashing', 'Validating');
  await sleep(settings.flashTime, signal);
  if (signal.aborted) return 'cut';
  // The header alone tells version, size and checksum; thousands of gateways need not keep thousands of payloads.
  if (!settings.keepImages) await truncate(path, verdict.payloadOffset);
  state.banks[bank].version = verdict.header.version;
  if (transfer.fileType === storedFirmware) {
    state.banks[bank].status = 'Available';
    return null;
  }
  if (misbehaviour?.kind === 'fallBack') {
    await step('booting', 'ActivationFailed');
    return signal.aborted ? 'cut' : 'reboot';
  }
  state.bootBank = bank;
  if (gateway.quirks.completes === 'beforeReboot') {
    // Reported as done, then started: the boot follows the session that reports.
    state.banks[bank].status = 'Available';
    state.restartOrdered = true;
    return null;
  }
  await step('booting', 'Available');
  return signal.aborted ? 'cut' : 'reboot';
}
