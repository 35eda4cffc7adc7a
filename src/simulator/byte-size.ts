import { MusterError } from '../base/errors.ts';

const factors: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** A number of bytes as people write it: `512`, `64k`, `8m`, `1g`. @throws MusterError `invalidConfiguration` */
export function parseByteSize(text: string): number {
  const match = /^(\d{1,12})([kmg]?)$/i.exec(text);
  const bytes = match ? Number(match[1]) * factors[match[2]!.toLowerCase()]! : Number.NaN;
  if (!(bytes > 0 && Number.isSafeInteger(bytes))) {
    throw new MusterError('invalidConfiguration', `"${text}" is not a size; write bytes, or 64k, 8m, 1g`);
  }
  return bytes;
}
