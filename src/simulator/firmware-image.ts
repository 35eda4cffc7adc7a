import { createCipheriv, createHash } from 'node:crypto';
import { MusterError } from '../base/errors.ts';

/**
 * The firmware format of simulated gateways. All integers big-endian.
 *
 * | Offset | Bytes | Content |
 * |---|---|---|
 * | 0 | 8 | magic `MUSTERFW` |
 * | 8 | 2 | format version, 1 |
 * | 10 | 2 | H, bytes of the header that follows, at most 4096 |
 * | 12 | H | header, JSON in UTF-8: productClass, hardwareVersion?, version, payloadSize, payloadSha256 |
 * | 12+H | 32 | SHA-256 of everything before |
 * | 44+H | payloadSize | payload |
 */
export interface FirmwareHeader {
  readonly productClass: string;
  /** Absent: fits every hardware version of the product class. */
  readonly hardwareVersion?: string;
  readonly version: string;
  /** Bytes. */
  readonly payloadSize: number;
  /** Lower-case hex. */
  readonly payloadSha256: string;
}

export const firmwareMagic = 'MUSTERFW';
export const formatVersion = 1;
/** Magic, format version, header length. */
export const preambleBytes = 12;
export const headerLimit = 4096;
export const checksumBytes = 32;
/** Enough to hold every possible preamble, header and checksum. */
export const headBytes = preambleBytes + headerLimit + checksumBytes;

export type FirmwareDefect =
  | 'wrongMagic'
  | 'unsupportedFormat'
  | 'truncated'
  | 'badHeader'
  | 'wrongModel'
  | 'badChecksum'
  | 'trailingBytes';

export interface FirmwareRefusal {
  readonly ok: false;
  readonly reason: FirmwareDefect;
  /** One line with the values found and expected. */
  readonly detail: string;
}

export interface FirmwareHead {
  readonly ok: true;
  readonly header: FirmwareHeader;
  /** Where the payload begins. */
  readonly payloadOffset: number;
}

export interface FirmwareContent {
  readonly productClass: string;
  readonly hardwareVersion?: string;
  readonly version: string;
  readonly payload: Buffer;
}

/** The image as one buffer. @throws MusterError `invalidFirmware` when a name does not fit the format */
export function packFirmware(content: FirmwareContent): Buffer {
  const { productClass, hardwareVersion, version, payload } = content;
  for (const [name, value] of Object.entries({ productClass, version, hardwareVersion: hardwareVersion ?? '-' })) {
    if (value === '' || value.length > 64) {
      throw new MusterError('invalidFirmware', `${name} "${value}" is not 1 to 64 characters long`);
    }
  }
  const header: FirmwareHeader = {
    productClass,
    ...(hardwareVersion === undefined ? {} : { hardwareVersion }),
    version,
    payloadSize: payload.length,
    payloadSha256: createHash('sha256').update(payload).digest('hex'),
  };
  const json = Buffer.from(JSON.stringify(header));
  const preamble = Buffer.alloc(preambleBytes);
  preamble.write(firmwareMagic, 'latin1');
  preamble.writeUInt16BE(formatVersion, 8);
  preamble.writeUInt16BE(json.length, 10);
  const checksum = createHash('sha256').update(preamble).update(json).digest();
  return Buffer.concat([preamble, json, checksum, payload]);
}

/** Reads the header from the beginning of an image (`headBytes` of it are always enough). */
export function readFirmwareHead(start: Buffer): FirmwareHead | FirmwareRefusal {
  const magic = start.toString('latin1', 0, 8);
  if (magic !== firmwareMagic) {
    return refuse('wrongMagic', `the file begins with ${JSON.stringify(magic)}, not "${firmwareMagic}"`);
  }
  if (start.length < preambleBytes) return refuse('truncated', `the file ends after ${start.length} bytes`);
  const format = start.readUInt16BE(8);
  if (format !== formatVersion) return refuse('unsupportedFormat', `format ${format}; only ${formatVersion} is known`);
  const length = start.readUInt16BE(10);
  if (length > headerLimit) return refuse('badHeader', `a header of ${length} bytes; ${headerLimit} are allowed`);
  const payloadOffset = preambleBytes + length + checksumBytes;
  if (start.length < payloadOffset) return refuse('truncated', 'the file ends inside its header');
  const headed = start.subarray(0, preambleBytes + length);
  const checksum = createHash('sha256').update(headed).digest();
  if (!checksum.equals(start.subarray(preambleBytes + length, payloadOffset))) {
    return refuse('badHeader', 'the header does not match its checksum');
  }
  const header = parseHeader(headed.toString('utf8', preambleBytes));
  return header ? { ok: true, header, payloadOffset } : refuse('badHeader', 'the header lacks a field');
}

export function refuse(reason: FirmwareDefect, detail: string): FirmwareRefusal {
  return { ok: false, reason, detail };
}

function parseHeader(json: string): FirmwareHeader | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { productClass, hardwareVersion, version, payloadSize, payloadSha256 } = value as Record<string, unknown>;
  if (typeof productClass !== 'string' || typeof version !== 'string' || typeof payloadSha256 !== 'string') return null;
  if (typeof payloadSize !== 'number' || !Number.isSafeInteger(payloadSize) || payloadSize < 0) return null;
  if (hardwareVersion !== undefined && typeof hardwareVersion !== 'string') return null;
  return {
    productClass,
    ...(hardwareVersion === undefined ? {} : { hardwareVersion }),
    version,
    payloadSize,
    payloadSha256,
  };
}

/** A payload nothing can compress, the same for the same seed: packing twice gives the same file. */
export function pseudoRandomPayload(size: number, seed: string): Buffer {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(size));
}
