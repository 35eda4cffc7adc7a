import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gateway } from '../gateway/gateway.ts';
import { restoreConfiguration } from './config-file.ts';
import { fetchFile } from './fetch.ts';
import type { Transfer, TransferOutcome } from './transfer.ts';

/** Most bytes of a file that is no firmware. */
const fileCapacity = 8 * 1024 * 1024;

/** Downloads a file that is no firmware and takes it into use: a configuration is restored, others are just kept. */
export async function runFile(gateway: Gateway, transfer: Transfer, signal: AbortSignal): Promise<TransferOutcome> {
  const { settings, misbehaviour, quirks } = gateway;
  transfer.phase = 'downloading';
  await gateway.save();
  if (misbehaviour?.kind === 'fault') return { code: misbehaviour.code, message: 'simulated' };
  const path = join(gateway.file.directory, 'download.tmp');
  try {
    const refused = await settings.downloads.run(signal, () =>
      fetchFile({
        url: transfer.url,
        login: { username: transfer.username, password: transfer.password },
        path,
        fileSize: transfer.fileSize,
        capacity: fileCapacity,
        bytesPerSecond: misbehaviour?.kind === 'slow' ? misbehaviour.bytesPerSecond : null,
        habit: quirks.fetches ?? null,
        timeout: settings.replyTimeout,
        signal,
      }),
    );
    if (signal.aborted) return 'cut';
    if (refused !== null) return refused;
    if (!transfer.fileType.startsWith('3 ')) return null;
    const broken = restoreConfiguration(gateway.tree, await readFile(path, 'utf8'));
    if (broken === null) gateway.noticed();
    return broken;
  } finally {
    await rm(path, { force: true });
  }
}
