import { promisify } from 'node:util';
import { gunzip as gunzipCallback, gzip as gzipCallback } from 'node:zlib';
import { damaged } from './damage.ts';

const inflate = promisify(gunzipCallback);
const deflate = promisify(gzipCallback);

export const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** @throws MusterError `invalidPackage` when it is damaged or unpacks to more than `most` bytes */
export async function gunzip(member: string, bytes: Buffer, most: number): Promise<Buffer> {
  try {
    return await inflate(bytes, { maxOutputLength: most });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw damaged(large ? `${member} unpacks to more than ${most} bytes` : `${member} is not a whole gzip file`, error);
  }
}

/** Equal bytes for equal content: no name and no time in the header. */
export const gzip = (bytes: Buffer): Promise<Buffer> => deflate(bytes, { level: 9 });
