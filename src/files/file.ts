import type { FileId } from '../base/ids.ts';

/** Bytes we serve, and what the operator said about them. */
export interface StoredFile extends FileMeta {
  readonly id: FileId;
  /** Bytes. */
  readonly size: number;
  /** 32 bytes; names the blob, so equal bytes are kept once. */
  readonly sha256: Buffer;
  readonly createdAt: Date;
}

export interface FileMeta {
  readonly name: string;
  /** FileType of the Download RPC (TR-069 A.3.2.8). */
  readonly fileType: string;
  readonly version: string | null;
  readonly manufacturer: string | null;
  readonly productClass: string | null;
}
