import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { days } from '../base/durations.ts';
import { MusterError } from '../base/errors.ts';
import type { ByteRange } from './byte-range.ts';

/** Bytes that are on disk under a passing name, not yet part of the store. Ends with `keep` or `discard`. */
export interface ReceivedBlob {
  readonly sha256: Buffer;
  readonly size: number;
  /** All of them in memory, as long as they are neither kept nor discarded: for files that are small by their kind. */
  bytes(): Promise<Buffer>;
  /** Makes them part of the store, over equal bytes if they are there already. May be called again. */
  keep(): Promise<void>;
  /** Does nothing once they are kept. */
  discard(): Promise<void>;
}

/** Content-addressed bytes in a directory: `ab/cdef…` by SHA-256. Processes may share the directory. */
export interface BlobStore {
  /**
   * Takes bytes in, to disk and through the hash at once. Leaves nothing behind when the source fails.
   * The source is not destroyed on a refusal: an HTTP request still wants its answer.
   * @throws MusterError tooLarge as soon as there are more than `maxSize` bytes
   */
  receive(source: AsyncIterable<Uint8Array>, maxSize: number): Promise<ReceivedBlob>;
  /** @throws MusterError notFound at once, not in the middle of the stream */
  read(sha256: Buffer, range?: ByteRange): Promise<Readable>;
  /** Null when there is no such blob. */
  stat(sha256: Buffer): Promise<{ size: number } | null>;
  /** Does nothing when there is no such blob. */
  remove(sha256: Buffer): Promise<void>;
}

/** Where bytes lie while they come in. What is older than {@link abandonedAfter} was left by a killed process. */
const incoming = 'incoming';
const abandonedAfter = days(1);
const chunkSize = 64 * 1024;

/** Opens (or makes) the store in `directory`, and clears away what killed processes left half received. */
export async function openBlobStore(directory: string, clock: Clock): Promise<BlobStore> {
  const arrivals = path.join(directory, incoming);
  await mkdir(arrivals, { recursive: true });
  for (const name of await readdir(arrivals)) {
    const file = path.join(arrivals, name);
    const found = await stat(file).catch(absent);
    if (found && found.mtimeMs < clock.now() - abandonedAfter) await unlink(file).catch(absent);
  }

  return {
    async receive(source, maxSize) {
      const arrival = path.join(arrivals, randomUUID());
      const handle = await open(arrival, 'wx', 0o640);
      let received: { sha256: Buffer; size: number };
      try {
        received = await writeAll(handle, source, maxSize);
        await handle.sync();
        await handle.close();
      } catch (error) {
        await handle.close().catch(() => undefined);
        await unlink(arrival).catch(absent);
        throw error;
      }
      let kept = false;
      return {
        ...received,
        bytes: () => readFile(arrival),
        async keep() {
          if (kept) return;
          const place = placeOf(received.sha256);
          await mkdir(path.dirname(place), { recursive: true });
          await rename(arrival, place);
          kept = true;
          await syncDirectory(path.dirname(place));
          await syncDirectory(directory);
        },
        async discard() {
          if (!kept) await unlink(arrival).catch(absent);
        },
      };
    },

    async read(sha256, range) {
      const handle = await open(placeOf(sha256), constants.O_RDONLY).catch(absent);
      if (!handle) throw new MusterError('notFound', `the bytes ${sha256.toString('hex')} are not in the store`);
      return handle.createReadStream({ highWaterMark: chunkSize, ...range });
    },

    async stat(sha256) {
      const found = await stat(placeOf(sha256)).catch(absent);
      return found ? { size: found.size } : null;
    },

    async remove(sha256) {
      await unlink(placeOf(sha256)).catch(absent);
    },
  };

  function placeOf(sha256: Buffer): string {
    const hex = sha256.toString('hex');
    return path.join(directory, hex.slice(0, 2), hex.slice(2));
  }
}

async function writeAll(
  handle: FileHandle,
  source: AsyncIterable<Uint8Array>,
  maxSize: number,
): Promise<{ sha256: Buffer; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  const chunks = source instanceof Readable ? source.iterator({ destroyOnReturn: false }) : source;
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxSize) throw new MusterError('tooLarge', `the file is larger than ${maxSize} bytes`);
    hash.update(chunk);
    // writeFile, unlike write, never stops half way; on a handle it goes on from where the last one ended.
    await handle.writeFile(chunk);
  }
  return { sha256: hash.digest(), size };
}

/** A rename survives a power cut only when its directory was synced. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** For `catch`: a missing file is null, anything else is still an error. */
function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
