import { MusterError } from '../../../base/errors.ts';

/** A package that cannot be read or must not be trusted; `detail` names the member that is at fault. */
export function damaged(detail: string, cause?: unknown): MusterError {
  return new MusterError('invalidPackage', detail, { cause });
}
