import type { ServerResponse } from 'node:http';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface TransferOutcome {
  /** Bytes the operating system took: at most one chunk less than it did, never more. */
  readonly bytes: number;
  /** Everything of the source went out and the response ended. */
  readonly finished: boolean;
  /** Why not; undefined when the client went away or stopped reading, which is nobody's defect. */
  readonly error?: unknown;
}

/**
 * Sends the source as the body of a response whose head is written, no faster than the client reads.
 * A chunk counts when its write was flushed: what waits in our own buffers when the client goes away was never sent.
 * @param idleMs the connection is cut when no chunk gets out for so long
 */
export async function transfer(source: Readable, res: ServerResponse, idleMs: number): Promise<TransferOutcome> {
  let bytes = 0;
  const gone = new AbortController();
  const onClose = (): void => {
    // A finished response closes, too.
    if (!res.writableFinished) gone.abort();
  };
  res.once('close', onClose);
  const idle = setTimeout(() => res.destroy(), idleMs);
  const body = new Writable({
    write(chunk: Buffer, _encoding, done) {
      res.write(chunk, (error) => {
        if (!error) {
          bytes += chunk.length;
          idle.refresh();
        }
        done(error);
      });
    },
    final(done) {
      res.end(done);
    },
  });
  try {
    if (res.closed) gone.abort();
    await pipeline(source, body, { signal: gone.signal });
    return { bytes, finished: true };
  } catch (error) {
    const clientLeft = gone.signal.aborted || res.destroyed;
    res.destroy();
    return clientLeft ? { bytes, finished: false } : { bytes, finished: false, error };
  } finally {
    clearTimeout(idle);
    res.off('close', onClose);
  }
}
