import type { CwmpVersion } from './versions.ts';

/**
 * Where a code may stand: `rpc` the fault of a method, `parameter` one entry of SetParameterValuesFault, `transfer` the
 * FaultStruct of a (Autonomous)TransferComplete, `unit` the Fault of one operation in a DUStateChangeComplete.
 */
export type FaultPlace = 'rpc' | 'parameter' | 'transfer' | 'unit';

export interface CpeFaultKind {
  readonly meaning: string;
  readonly since: CwmpVersion;
  /** In SOAP 1.1 words, whose mistake it is: of the caller (Client), or of the device (Server). */
  readonly side: 'Client' | 'Server';
  readonly places: readonly FaultPlace[];
}

const kind = (
  since: CwmpVersion,
  side: 'Client' | 'Server',
  places: readonly FaultPlace[],
  meaning: string,
): CpeFaultKind => ({ meaning, since, side, places });

/** Faults a CPE may answer with (TR-069 Annex A.5.1); the simulator sends them, the helpdesk reads them. */
export const cpeFaultKinds: Readonly<Record<number, CpeFaultKind>> = {
  9000: kind('1.0', 'Server', ['rpc'], 'Method not supported'),
  9001: kind('1.0', 'Server', ['rpc', 'transfer', 'unit'], 'Request denied'),
  9002: kind('1.0', 'Server', ['rpc', 'transfer'], 'Internal error'),
  9003: kind('1.0', 'Client', ['rpc', 'unit'], 'Invalid arguments'),
  9004: kind('1.0', 'Server', ['rpc'], 'Resources exceeded'),
  9005: kind('1.0', 'Client', ['rpc', 'parameter'], 'Invalid parameter name'),
  9006: kind('1.0', 'Client', ['parameter'], 'Invalid parameter type'),
  9007: kind('1.0', 'Client', ['parameter'], 'Invalid parameter value'),
  9008: kind('1.0', 'Client', ['parameter'], 'Attempt to set a non-writable parameter'),
  9009: kind('1.0', 'Server', ['rpc'], 'Notification request rejected'),
  9010: kind('1.0', 'Server', ['rpc', 'transfer'], 'File transfer failure'),
  9011: kind('1.0', 'Server', ['rpc', 'transfer'], 'Upload failure'),
  9012: kind('1.0', 'Server', ['rpc', 'transfer', 'unit'], 'File transfer server authentication failure'),
  9013: kind('1.0', 'Server', ['rpc', 'unit'], 'Unsupported protocol for file transfer'),
  9014: kind('1.1', 'Server', ['transfer'], 'File transfer failure: unable to join multicast group'),
  9015: kind('1.1', 'Server', ['transfer', 'unit'], 'File transfer failure: unable to contact file server'),
  9016: kind('1.1', 'Server', ['transfer', 'unit'], 'File transfer failure: unable to access file'),
  9017: kind('1.1', 'Server', ['transfer', 'unit'], 'File transfer failure: unable to complete download'),
  9018: kind('1.1', 'Server', ['transfer', 'unit'], 'File transfer failure: file corrupted'),
  9019: kind('1.1', 'Server', ['transfer'], 'File transfer failure: file authentication failure'),
  9020: kind(
    '1.2',
    'Server',
    ['transfer'],
    'File transfer failure: unable to complete download within specified time windows',
  ),
  9021: kind('1.2', 'Server', ['rpc'], 'Cancelation of file transfer not permitted in current transfer state'),
  9022: kind('1.2', 'Server', ['unit'], 'Invalid UUID format'),
  9023: kind('1.2', 'Server', ['unit'], 'Unknown execution environment'),
  9024: kind('1.2', 'Server', ['unit'], 'Disabled execution environment'),
  9025: kind('1.2', 'Server', ['unit'], 'Deployment unit does not fit the execution environment'),
  9026: kind('1.2', 'Server', ['unit'], 'Duplicate deployment unit'),
  9027: kind('1.2', 'Server', ['unit'], 'System resources exceeded'),
  9028: kind('1.2', 'Server', ['unit'], 'Unknown deployment unit'),
  9029: kind('1.2', 'Server', ['unit'], 'Invalid deployment unit state'),
  9030: kind('1.2', 'Server', ['unit'], 'Update would downgrade the deployment unit'),
  9031: kind('1.2', 'Server', ['unit'], 'Update needs a version'),
  9032: kind('1.2', 'Server', ['unit'], 'Update to a version that exists already'),
};

/** The meaning by code. */
export const cpeFaults: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(cpeFaultKinds).map(([code, { meaning }]) => [code, meaning]),
);

const everywhere: readonly FaultPlace[] = ['rpc', 'transfer', 'unit'];

/**
 * What a code means, of any number: 9033–9799 are reserved, 9800–9899 the vendor's own, all others are no fault of a
 * CPE and taken for an internal error.
 */
export function cpeFaultKind(code: number): CpeFaultKind {
  const known = cpeFaultKinds[code];
  if (known) return known;
  if (code >= 9033 && code <= 9799) return kind('1.0', 'Server', everywhere, `Reserved fault ${code}`);
  if (code >= 9800 && code <= 9899) return kind('1.0', 'Server', everywhere, `Vendor fault ${code}`);
  return kind('1.0', 'Server', [], `Unknown fault ${code}`);
}
