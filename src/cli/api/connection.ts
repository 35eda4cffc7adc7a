import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { MusterError } from '../../base/errors.ts';
import { variables } from '../../platform/config/environment.ts';
import { type ApiClient, apiClient } from './client.ts';

export interface ConnectionOptions {
  readonly api?: string;
  readonly key?: string;
}

const defaultApi = `http://127.0.0.1:${variables.MUSTER_API_PORT.default}`;

/** Adds the options by which a command finds a running Muster. */
export function withConnection(command: Command): Command {
  return command
    .option('--api <url>', `address of the REST API (or MUSTER_API_URL; default: ${defaultApi})`)
    .option('--key <key>', 'API key (or MUSTER_KEY, MUSTER_ADMIN_KEY, or the key file of the data directory)');
}

/** The API these options and this environment mean. @throws MusterError `unauthenticated` when no key is to be found */
export async function connect(options: ConnectionOptions, env: NodeJS.ProcessEnv = process.env): Promise<ApiClient> {
  return apiClient(options.api ?? (env['MUSTER_API_URL'] || defaultApi), await findKey(options.key, env));
}

async function findKey(given: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  const told = given ?? (env['MUSTER_KEY'] || env['MUSTER_ADMIN_KEY']);
  if (told) return told;
  const file = path.join(env['MUSTER_DATA_DIR'] || variables.MUSTER_DATA_DIR.default, 'admin-key');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  throw new MusterError(
    'unauthenticated',
    `no API key: give --key or set MUSTER_KEY (there is no readable ${file} to take the administrator's from)`,
  );
}
