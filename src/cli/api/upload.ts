import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { MusterError, messageOf } from '../../base/errors.ts';
import type { ApiClient } from './client.ts';
import type { StoredFile } from './resources.ts';

export interface FileFacts {
  readonly name?: string;
  readonly version?: string;
  readonly productClass?: string;
  readonly fileType?: string;
  readonly execEnvType?: string;
}

/** Streams a file from disk to the API. @throws MusterError `invalidRequest` when it cannot be read */
export async function uploadFile(api: ApiClient, file: string, facts: FileFacts): Promise<StoredFile> {
  try {
    await access(file, constants.R_OK);
    if (!(await stat(file)).isFile()) throw new MusterError('invalidRequest', 'it is not a file');
  } catch (error) {
    throw new MusterError('invalidRequest', `${file} cannot be uploaded: ${messageOf(error)}`, { cause: error });
  }
  const stream = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  return api.upload('/files', { name: path.basename(file), ...facts }, stream);
}
