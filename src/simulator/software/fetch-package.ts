import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gateway } from '../gateway/gateway.ts';
import { fetchFile } from '../transfer/fetch.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import type { ExecutionEnvironment } from './environments/environment.ts';
import type { PackageFacts } from './package.ts';

/** Most bytes of one package. */
const packageCapacity = 64 * 1024 * 1024;

interface Source {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** What is wrong with the URL of a package before anything is fetched, or null. */
export function urlFault(text: string): TransferFault | null {
  const url = URL.parse(text);
  if (url === null || text.length > 1024) return { code: 9003, message: `URL "${text}"` };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { code: 9013, message: url.protocol };
  return url.username === '' && url.password === '' ? null : { code: 9003, message: 'URL carries user information' };
}

/** A package as it was fetched. */
export interface FetchedPackage {
  readonly bytes: Buffer;
  readonly facts: PackageFacts;
}

/** Downloads a package and lets the environment it is for check it. */
export async function fetchPackage(
  gateway: Gateway,
  source: Source,
  environment: ExecutionEnvironment,
  signal: AbortSignal,
): Promise<FetchedPackage | TransferFault> {
  const refused = urlFault(source.url);
  if (refused !== null) return refused;
  const { settings } = gateway;
  const path = join(gateway.file.directory, 'package.tmp');
  try {
    const failed = await settings.downloads.run(signal, () =>
      fetchFile({
        url: source.url,
        login: { username: source.username, password: source.password },
        path,
        fileSize: 0,
        capacity: packageCapacity,
        bytesPerSecond: null,
        habit: gateway.quirks.fetches ?? null,
        timeout: settings.replyTimeout,
        signal,
      }),
    );
    // 9010 is no fault of an operation; the nearest one it may have is "cannot complete".
    if (failed !== null) return failed.code === 9010 ? { ...failed, code: 9027 } : failed;
    const name = decodeURIComponent(new URL(source.url).pathname.split('/').pop() ?? '');
    const bytes = await readFile(path);
    const facts = await environment.examine(bytes, name);
    return 'code' in facts ? facts : { bytes, facts };
  } finally {
    await rm(path, { force: true });
  }
}
