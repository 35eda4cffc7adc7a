import type { Readable } from 'node:stream';
import type { Clock } from '../base/clock.ts';
import { seconds } from '../base/durations.ts';
import { MusterError } from '../base/errors.ts';
import { type DeviceKey, type FileId, looksLikeId, newId, type OperationId } from '../base/ids.ts';
import type { Pool, Queryable } from '../platform/database/pool.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import type { BlobStore } from './blobs.ts';
import type { ByteRange } from './byte-range.ts';
import type { StoredFile } from './file.ts';
import { checkMeta, type GivenMeta } from './file-meta.ts';
import { linkUrl, maxBaseLength, signLink } from './links.ts';
import { chooseVariant, type Variant } from './packages/choose.ts';
import { mostPackageBytes } from './packages/format/ipk.ts';
import type { PackageKey } from './packages/format/signature.ts';
import { type SoftwarePackage, softwarePackageType } from './packages/package.ts';
import { readPackageFile } from './packages/read-package.ts';
import * as packages from './packages/store.ts';
import * as store from './store.ts';

export interface FilesDeps {
  readonly pool: Pool;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  /** Shared by every process that makes or checks links. */
  readonly signingKey: Buffer;
  /** Scheme, host and port of the download server as devices reach it, e.g. `http://10.1.2.3:7567`. */
  readonly publicBase: string;
  /** Bytes. */
  readonly maxFileSize: number;
  /** The keys software packages must be signed with now; null: unsigned ones are accepted. */
  readonly packageKeys: () => Promise<readonly PackageKey[] | null>;
}

/** What may be said of a software package besides. */
export interface GivenFile extends GivenMeta {
  /** Type of the execution environment it is for, where the package does not say so itself. */
  readonly execEnvType?: string | undefined;
  readonly architecture?: string | undefined;
}

export interface PackageWish {
  readonly name: string;
  readonly version: string | null;
  readonly execEnvType: string | null;
  /** Of the device; null: not known. */
  readonly architecture: string | null;
}

export interface FilePage {
  readonly items: readonly StoredFile[];
  /** Where the next page starts; null at the end. */
  readonly next: string | null;
}

/** All that a Download or ChangeDUState needs to say about a file. */
export interface FileLink {
  readonly url: string;
  readonly expiresAt: Date;
  readonly file: StoredFile;
}

export interface FilesService {
  /**
   * Takes a file in. The same bytes may come again under another name: they are kept once. A software package is read
   * and checked; one that is there already is answered with the file that it is.
   * @throws MusterError `invalidPackage` naming the member at fault; `conflict` when the same version is there already
   *   with other bytes
   */
  add(source: AsyncIterable<Uint8Array>, meta: GivenFile): Promise<StoredFile>;
  /**
   * Software packages by name, of all versions or of one. With a type of execution environment only the variant that
   * suits it, if there is one and no more; see `packages/choose.ts`.
   */
  packagesNamed(wish: PackageWish): Promise<readonly StoredFile[]>;
  /** What the software packages among these files are. */
  packagesOf(files: readonly FileId[]): Promise<ReadonlyMap<FileId, SoftwarePackage>>;
  get(id: string): Promise<StoredFile>;
  /** Newest first. */
  list(cursor: string | null, limit: number): Promise<FilePage>;
  remove(id: string): Promise<void>;
  /** The bytes, or a part of them. */
  content(id: string, range?: ByteRange): Promise<{ file: StoredFile; stream: Readable }>;
  /**
   * A link that one device may fetch a file by, for one operation, until it runs out or is revoked.
   * @param db the caller's transaction: asking the pool from inside one could wait for itself
   */
  linkFor(
    db: Queryable,
    fileId: FileId,
    deviceKey: DeviceKey,
    operationId: OperationId,
    ttlSeconds: number,
  ): Promise<FileLink>;
  /** Withdraws all links of an operation, at once and for good. */
  revoke(operationId: OperationId): Promise<void>;
  /** What a device fetched by the links of an operation; null: it never came. */
  servedFor(deviceKey: DeviceKey, operationId: OperationId): Promise<store.Served | null>;
}

/** Every verb throws MusterError `notFound` for a file that is not there. */
export function filesService(deps: FilesDeps): FilesService {
  const { pool, blobs, clock } = deps;
  const publicBase = deps.publicBase.replace(/\/+$/, '');
  if (publicBase.length > maxBaseLength) {
    throw new MusterError(
      'invalidConfiguration',
      `the public address of the file server, ${publicBase}, has more than ${maxBaseLength} characters`,
    );
  }

  return {
    async add(source, given) {
      const meta = checkMeta(given);
      // 1. The bytes to disk, under a passing name: takes as long as the client takes, without a transaction.
      const isPackage = meta.fileType === softwarePackageType;
      const received = await blobs.receive(source, isPackage ? mostPackageBytes : deps.maxFileSize);
      try {
        if (received.size === 0) throw new MusterError('invalidRequest', 'the file is empty');
        const now = clock.now();
        const { sha256, size } = received;
        const software = isPackage
          ? await readPackageFile(await received.bytes(), given, await deps.packageKeys())
          : null;
        const version = software?.version ?? meta.version;
        const file: StoredFile = { id: newId<'FileId'>(now), ...meta, version, size, sha256, createdAt: new Date(now) };
        const there = software === null ? null : await samePackage(software, sha256);
        if (there !== null) {
          await received.discard();
          return there;
        }
        // 2. Bytes and row together: nobody can remove the bytes for want of a row meanwhile.
        await inTransaction(pool, async (tx) => {
          await store.lockBytes(tx, sha256);
          await received.keep();
          await store.insertFile(tx, file);
          if (software !== null && !(await packages.insertPackage(tx, file.id, software))) throw twice(software);
        });
        return file;
      } catch (error) {
        await received.discard();
        // The bytes may have been kept before the row failed. A database that is down fails here too: then they stay,
        // which wastes space and nothing else.
        await removeUnused(received.sha256).catch(() => undefined);
        throw error;
      }
    },

    get,

    async packagesNamed({ name, version, execEnvType, architecture }) {
      const variants = await packages.packagesNamed(pool, name, version);
      const suits = execEnvType === null ? variants : oneEach(variants, execEnvType, architecture);
      const found = await Promise.all(suits.map(({ fileId }) => store.fileById(pool, fileId)));
      return found.filter((file) => file !== null);
    },

    packagesOf: (ids) => packages.packagesOf(pool, ids),

    async list(cursor, limit) {
      const found = await store.filesAfter(pool, cursor === null ? null : positionOf(cursor), limit + 1);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, next: found.length > limit && last ? `${last.createdAt.getTime()}.${last.id}` : null };
    },

    async remove(id) {
      const sha256 = looksLikeId(id) ? await store.deleteFile(pool, id as FileId) : null;
      if (!sha256) throw noFile(id);
      await removeUnused(sha256);
    },

    async content(id, range) {
      const file = await get(id);
      return { file, stream: await blobs.read(file.sha256, range) };
    },

    async linkFor(db, fileId, deviceKey, operationId, ttlSeconds) {
      const file = await store.fileById(db, fileId);
      if (!file) throw noFile(fileId);
      const expiresAt = Math.ceil((clock.now() + seconds(ttlSeconds)) / 1000) * 1000;
      const token = signLink(deps.signingKey, { fileId, deviceKey, purpose: operationId, expiresAt });
      return { url: linkUrl(publicBase, token, file.name), expiresAt: new Date(expiresAt), file };
    },

    async revoke(operationId) {
      await store.revokeLinks(pool, operationId, clock.now());
    },

    async servedFor(deviceKey, operationId) {
      return store.servedFor(pool, deviceKey, operationId);
    },
  };

  /** The file that is this package already; null: none. @throws MusterError `conflict` when its bytes are others */
  async function samePackage(software: SoftwarePackage, sha256: Buffer): Promise<StoredFile | null> {
    const id = await packages.fileOfPackage(pool, software);
    const file = id === null ? null : await store.fileById(pool, id);
    if (file !== null && !file.sha256.equals(sha256)) throw twice(software);
    return file;
  }

  async function get(id: string): Promise<StoredFile> {
    const file = looksLikeId(id) ? await store.fileById(pool, id as FileId) : null;
    if (!file) throw noFile(id);
    return file;
  }

  /** Removes bytes that no row uses. Killed half way, it leaves bytes without a row, never a row without bytes. */
  async function removeUnused(sha256: Buffer): Promise<void> {
    await inTransaction(pool, async (tx) => {
      await store.lockBytes(tx, sha256);
      if (!(await store.usesBytes(tx, sha256))) await blobs.remove(sha256);
    });
  }
}

function positionOf(cursor: string): store.FilePosition {
  const [, time, id] = /^(\d{1,14})\.(.+)$/.exec(cursor) ?? [];
  if (time === undefined || id === undefined || !looksLikeId(id)) {
    throw new MusterError('invalidCursor', 'the cursor was not made by the list of files');
  }
  return { createdAt: new Date(Number(time)), id: id as FileId };
}

/** The variant of every version that suits. */
function oneEach(variants: readonly Variant[], execEnvType: string, architecture: string | null): Variant[] {
  const versions = [...new Set(variants.map((variant) => variant.version))];
  return versions.flatMap((version) => {
    const same = variants.filter((variant) => variant.version === version);
    return chooseVariant(same, execEnvType, architecture) ?? [];
  });
}

function twice({ name, version, architecture, execEnvType }: SoftwarePackage): MusterError {
  const place = [architecture, execEnvType].filter((part) => part !== '').join(', ');
  return new MusterError(
    'conflict',
    `${name} ${version}${place === '' ? '' : ` (${place})`} is there already with other bytes; give the new one another version, or remove the old one`,
  );
}

function noFile(id: string): MusterError {
  return new MusterError('notFound', `there is no file ${id.slice(0, 64)}`);
}
