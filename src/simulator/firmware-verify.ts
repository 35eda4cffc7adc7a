import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { type FirmwareHeader, type FirmwareRefusal, headBytes, readFirmwareHead, refuse } from './firmware-image.ts';

/** What the hardware accepts; a missing entry is not compared. */
export interface FirmwareTarget {
  readonly productClass?: string;
  readonly hardwareVersion?: string;
}

export type FirmwareVerdict =
  | { readonly ok: true; readonly header: FirmwareHeader; readonly payloadOffset: number }
  | FirmwareRefusal;

const chunkBytes = 64 * 1024;

/** Checks a file on disk from magic to payload checksum, holding one chunk of it at a time. */
export async function verifyFirmwareFile(path: string, target: FirmwareTarget = {}): Promise<FirmwareVerdict> {
  const file = await open(path, 'r');
  try {
    return await verify(file, target);
  } finally {
    await file.close();
  }
}

/** Reads the header alone, of a whole image or of one cut off after its header. */
export async function readFirmwareFileHead(path: string): Promise<FirmwareVerdict> {
  const file = await open(path, 'r');
  try {
    return readFirmwareHead(await readStart(file));
  } finally {
    await file.close();
  }
}

async function verify(file: FileHandle, target: FirmwareTarget): Promise<FirmwareVerdict> {
  const head = readFirmwareHead(await readStart(file));
  if (!head.ok) return head;
  const { header, payloadOffset } = head;
  if (target.productClass !== undefined && header.productClass !== target.productClass) {
    return refuse('wrongModel', `the image is for ${header.productClass}, this is a ${target.productClass}`);
  }
  if (
    target.hardwareVersion !== undefined &&
    header.hardwareVersion !== undefined &&
    header.hardwareVersion !== target.hardwareVersion
  ) {
    return refuse('wrongModel', `the image is for hardware ${header.hardwareVersion}, not ${target.hardwareVersion}`);
  }
  const { size } = await file.stat();
  const expected = payloadOffset + header.payloadSize;
  if (size < expected) return refuse('truncated', `the file has ${size} of ${expected} bytes`);
  if (size > expected) return refuse('trailingBytes', `the file has ${size} bytes, ${expected} are its own`);
  const sha256 = await payloadSha256(file, payloadOffset);
  if (sha256 !== header.payloadSha256) {
    return refuse('badChecksum', `the payload has SHA-256 ${sha256}, the header says ${header.payloadSha256}`);
  }
  return head;
}

async function readStart(file: FileHandle): Promise<Buffer> {
  const start = Buffer.alloc(headBytes);
  const { bytesRead } = await file.read(start, 0, headBytes, 0);
  return start.subarray(0, bytesRead);
}

async function payloadSha256(file: FileHandle, from: number): Promise<string> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  for (let at = from; ; ) {
    const { bytesRead } = await file.read(chunk, 0, chunkBytes, at);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, bytesRead));
    at += bytesRead;
  }
}
