import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { seconds } from '../base/durations.ts';
import { MusterError } from '../base/errors.ts';
import { type DeviceKey, looksLikeId, newId, type OperationId, type UploadId } from '../base/ids.ts';
import type { Pool, Queryable } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import type { BlobStore, ReceivedBlob } from './blobs.ts';
import type { ByteRange } from './byte-range.ts';
import { linkUrl, signUploadLink, type UploadClaim, uploadPrefix } from './links.ts';
import { lockBytes } from './store.ts';
import type { Upload } from './upload.ts';
import * as store from './upload-store.ts';

export interface UploadsDeps {
  readonly pool: Pool;
  /** A store of its own: what devices bring never lies among what is served to others. */
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly signingKey: Buffer;
  /** Scheme, host and port of the files door as devices reach it. */
  readonly publicBase: string;
}

/** What came with the bytes. */
export interface Brought {
  readonly fileType: string;
  readonly name: string | null;
  readonly contentType: string | null;
}

export interface UploadsService {
  /**
   * A link that one device may bring one upload by, for one operation, until it runs out; at most 256 characters.
   * @param name for people and for CPEs that look at the end of a URL
   */
  linkFor(deviceKey: DeviceKey, operationId: OperationId, name: string, ttlSeconds: number): string;
  /** Whether the link has made its upload already. */
  isUsed(claim: UploadClaim): Promise<boolean>;
  /**
   * Makes bytes that are on disk the upload of a link.
   * @throws MusterError `conflict` when another request was first; the bytes are not kept then
   */
  keep(claim: UploadClaim, received: ReceivedBlob, brought: Brought): Promise<UploadId>;
  get(id: string): Promise<Upload>;
  list(wish: store.UploadWish, after: store.UploadPosition | null, limit: number): Promise<Upload[]>;
  content(id: string, range?: ByteRange): Promise<{ upload: Upload; stream: Readable }>;
  remove(id: string): Promise<void>;
  /** Removes uploads whose device was deleted. @returns how many */
  removeAbandoned(): Promise<number>;
  /** The newest upload of an operation, in the caller's transaction; null: none came. */
  ofOperation(db: Queryable, operation: OperationId): Promise<UploadId | null>;
}

/** Every verb throws MusterError `notFound` for an upload that is not there. */
export function uploadsService(deps: UploadsDeps): UploadsService {
  const { pool, blobs, clock } = deps;
  const publicBase = deps.publicBase.replace(/\/+$/, '');

  return {
    linkFor(deviceKey, operationId, name, ttlSeconds) {
      const now = clock.now();
      const claim = {
        uploadId: newId<'UploadId'>(now),
        deviceKey,
        purpose: operationId,
        expiresAt: now + seconds(ttlSeconds),
      };
      return linkUrl(publicBase, signUploadLink(deps.signingKey, claim), name, uploadPrefix);
    },

    isUsed: (claim) => store.hasUpload(pool, claim.uploadId),

    async keep(claim, received, brought) {
      try {
        // Bytes and row together: nobody can remove the bytes for want of a row meanwhile.
        await inTransaction(pool, async (tx) => {
          await lockBytes(tx, received.sha256);
          await received.keep();
          const { sha256, size } = received;
          const made = await store.insertUpload(tx, {
            id: claim.uploadId,
            deviceKey: claim.deviceKey,
            operationId: claim.purpose,
            ...brought,
            size,
            sha256,
            receivedAt: new Date(clock.now()),
          });
          if (!made) throw new MusterError('conflict', 'this link has taken its one upload already');
        });
      } catch (error) {
        await received.discard();
        await removeUnused(received.sha256).catch(() => undefined);
        throw error;
      }
      return claim.uploadId;
    },

    get,

    list: (wish, after, limit) => store.listUploads(pool, wish, after, limit),

    async content(id, range) {
      const upload = await get(id);
      return { upload, stream: await blobs.read(upload.sha256, range) };
    },

    async remove(id) {
      const sha256 = looksLikeId(id) ? await store.deleteUpload(pool, id as UploadId) : null;
      if (!sha256) throw noUpload(id);
      await removeUnused(sha256);
    },

    async removeAbandoned() {
      const ids = await store.abandonedUploads(pool, 100);
      for (const id of ids) {
        const sha256 = await store.deleteUpload(pool, id);
        if (sha256) await removeUnused(sha256);
      }
      return ids.length;
    },

    ofOperation: (db, operation) => store.uploadOfOperation(db, operation),
  };

  async function get(id: string): Promise<Upload> {
    const upload = looksLikeId(id) ? await store.uploadById(pool, id as UploadId) : null;
    if (!upload) throw noUpload(id);
    return upload;
  }

  /** Killed half way, it leaves bytes without a row, never a row without bytes. */
  async function removeUnused(sha256: Buffer): Promise<void> {
    await inTransaction(pool, async (tx) => {
      await lockBytes(tx, sha256);
      if (!(await store.uploadUsesBytes(tx, sha256))) await blobs.remove(sha256);
    });
  }
}

function noUpload(id: string): MusterError {
  return new MusterError('notFound', `there is no upload ${id.slice(0, 64)}`);
}
