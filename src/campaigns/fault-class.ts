import type { OperationFault } from '../operations/kind.ts';

/** What kind of trouble a failure is, which decides what follows. */
export type FaultClass = 'transient' | 'source' | 'artifact' | 'device' | 'boot' | 'silent' | 'vendor';

/**
 * The class of a failed attempt, and whether trying again can help. Codes of TR-069 Table 82; `source` means that the
 * file server or its address is wrong (a repeat hits the same wall), `artifact` that the file is.
 */
export function classify(fault: OperationFault): { faultClass: FaultClass; retry: boolean } {
  switch (fault.reason) {
    case 'fellBack':
      return { faultClass: 'boot', retry: false };
    case 'unreachable':
      return { faultClass: 'silent', retry: false };
    case 'notApplied':
    case 'outcomeUnknown':
    case 'expired':
    // Our own file server was too busy: whatever the device made of it, the next attempt meets another moment.
    case 'sourceBusy':
      return { faultClass: 'transient', retry: true };
    case 'fileGone':
    case 'noVariant':
      return { faultClass: 'source', retry: false };
    case 'unsupported':
    case 'invalid':
      return { faultClass: 'device', retry: false };
    case undefined:
      break;
  }
  const { code } = fault;
  if ([9001, 9002, 9004, 9010, 9014, 9015, 9017, 9020].includes(code)) return { faultClass: 'transient', retry: true };
  if ([9012, 9013, 9016].includes(code)) return { faultClass: 'source', retry: false };
  if ([9018, 9019].includes(code)) return { faultClass: 'artifact', retry: false };
  if (code >= 9800 && code <= 9899) return { faultClass: 'vendor', retry: false };
  if (code === 9000 || (code >= 9003 && code <= 9009)) return { faultClass: 'device', retry: false };
  return { faultClass: 'transient', retry: true };
}
