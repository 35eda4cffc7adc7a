import type { DeviceId, OperationId, UploadId } from '../base/ids.ts';

/** Bytes that a device brought: a configuration, a log. */
export interface Upload {
  readonly id: UploadId;
  readonly deviceId: DeviceId;
  readonly operationId: OperationId;
  /** FileType of the Upload RPC (TR-069 A.4.1.5). */
  readonly fileType: string;
  /** As the device named it in a form; null where it sent bare bytes. */
  readonly name: string | null;
  /** As the device said; never believed when it is served. */
  readonly contentType: string | null;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Buffer;
  readonly receivedAt: Date;
}
