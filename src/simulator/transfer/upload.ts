import type { Gateway } from '../gateway/gateway.ts';
import { writeConfiguration } from './config-file.ts';
import { writeLog } from './log-file.ts';
import { putFile } from './put.ts';
import type { Transfer, TransferOutcome } from './transfer.ts';

/** What a FileType of Upload names: `1`/`3` configuration, `2`/`4` log, the younger two with an instance number. */
export function uploadContent(fileType: string): 'configuration' | 'log' | null {
  if (/^(1 Vendor Configuration File|3 Vendor Configuration File( [1-9]\d*)?)$/.test(fileType)) return 'configuration';
  if (/^(2 Vendor Log File|4 Vendor Log File( [1-9]\d*)?)$/.test(fileType)) return 'log';
  return null;
}

/** The row of VendorConfigFile or VendorLogFile that a FileType of Upload names; null without an instance number. */
export function uploadInstance(root: string, fileType: string): string | null {
  const match = /^([34]) Vendor \w+ File ([1-9]\d*)$/.exec(fileType);
  if (match === null) return null;
  return `${root}DeviceInfo.Vendor${match[1] === '3' ? 'Config' : 'Log'}File.${match[2]}.`;
}

/** Sends the file the ACS asked for with HTTP PUT. */
export async function runUpload(gateway: Gateway, transfer: Transfer, signal: AbortSignal): Promise<TransferOutcome> {
  transfer.phase = 'downloading';
  await gateway.save();
  const { misbehaviour, settings } = gateway;
  if (misbehaviour?.kind === 'fault') return { code: misbehaviour.code, message: 'simulated' };
  const text = uploadContent(transfer.fileType) === 'log' ? writeLog(gateway) : writeConfiguration(gateway.tree);
  const refused = await settings.downloads.run(signal, () =>
    putFile({
      url: transfer.url,
      login: { username: transfer.username, password: transfer.password },
      content: Buffer.from(text, 'utf8'),
      timeout: settings.replyTimeout,
      signal,
    }),
  );
  return signal.aborted ? 'cut' : refused;
}
