import type { OperationFault } from '../../operations/kind.ts';
import type { VendorFaults } from '../plan/vendor-faults.ts';

/** What kind of trouble a failure is, which decides what follows. */
export type FaultClass = 'transient' | 'source' | 'artifact' | 'device' | 'module' | 'boot' | 'silent' | 'vendor';

export interface Classified {
  readonly faultClass: FaultClass;
  /** Attempts after which it is not tried again, where the plan allows more; 0: never tried again. */
  readonly retries: number;
}

/** As often as the plan says. */
const asPlanned = Number.POSITIVE_INFINITY;

/**
 * The class of a failed attempt, and how often trying again can help. Codes of TR-069 Table 82. `source`: the file server
 * or its address is wrong, a repeat hits the same wall. `artifact`: the file is; what broke on the way may be whole the
 * next time, once. `module`: the plan is wrong for this environment or unit. `device`: people have to look at it. `boot`
 * and `silent`: it was changed and did not take it well, so it is left alone.
 * @param vendor what the vendor's own codes mean on this device; those that are not in it are `vendor`
 */
export function classify(fault: OperationFault, vendor: VendorMeanings = new Map()): Classified {
  switch (fault.reason) {
    case 'fellBack':
      return { faultClass: 'boot', retries: 0 };
    case 'unreachable':
      return { faultClass: 'silent', retries: 0 };
    case 'notApplied':
    case 'outcomeUnknown':
    case 'expired':
    // Our own file server was too busy: whatever the device made of it, the next attempt meets another moment.
    case 'sourceBusy':
      return { faultClass: 'transient', retries: asPlanned };
    case 'fileGone':
    case 'noVariant':
      return { faultClass: 'source', retries: 0 };
    case 'unsupported':
    case 'invalid':
      return { faultClass: 'device', retries: 0 };
    case undefined:
      return classOfCode(fault.code, vendor);
  }
}

/** The class of each known code of a vendor. */
export type VendorMeanings = ReadonlyMap<number, VendorFaults[number]['means']>;

/** What a plan says of the vendor's codes on a device of a model; what it says of that model goes first. */
export function vendorMeanings(faults: VendorFaults | undefined, productClass: string | null): VendorMeanings {
  const ofAny = (faults ?? []).filter((one) => one.productClass === undefined);
  const ofModel = (faults ?? []).filter((one) => one.productClass !== undefined && one.productClass === productClass);
  return new Map([...ofAny, ...ofModel].map(({ code, means }) => [code, means]));
}

/** How often what a class stands for is tried again. */
const retriesOf = { transient: asPlanned, source: 0, artifact: 1, device: 0, module: 0 } as const;

function classOfCode(code: number, vendor: VendorMeanings): Classified {
  const means = vendor.get(code);
  if (means !== undefined) return { faultClass: means, retries: retriesOf[means] };
  switch (code) {
    case 9012: // file server authentication
    case 9013: // unsupported protocol
    case 9016: // no such file
      return { faultClass: 'source', retries: 0 };
    case 9018: // file corrupted
    case 9019: // file not authentic
      return { faultClass: 'artifact', retries: 1 };
    case 9000: // method not supported
    case 9027: // system resources exceeded: it has no room
      return { faultClass: 'device', retries: 0 };
    case 9021: // cannot be cancelled any more: said to nobody's harm, and not by an order of ours
      return { faultClass: 'transient', retries: asPlanned };
    case 9001: // denied
    case 9002: // internal error
    case 9004: // resources exceeded
      return { faultClass: 'transient', retries: asPlanned };
    default:
      if (code >= 9003 && code <= 9009) return { faultClass: 'device', retries: 0 };
      if (code >= 9022 && code <= 9032) return { faultClass: 'module', retries: 0 };
      if (code >= 9800 && code <= 9899) return { faultClass: 'vendor', retries: 1 };
      // 9010, 9011, 9014, 9015, 9017, 9020: on the way, or not in its window. What nobody knows may pass, too.
      return { faultClass: 'transient', retries: asPlanned };
  }
}
