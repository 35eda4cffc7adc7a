import type { RpcName } from '../../cwmp/rpc/index.ts';
import { autonomousDuStateChangeComplete } from './autonomous-du-state-change-complete.ts';
import { autonomousTransferComplete } from './autonomous-transfer-complete.ts';
import { duStateChangeComplete } from './du-state-change-complete.ts';
import { getRpcMethods } from './get-rpc-methods.ts';
import { kicked } from './kicked.ts';
import type { CpeRequest } from './request.ts';
import { requestDownload } from './request-download.ts';
import { transferComplete } from './transfer-complete.ts';

/** Methods that a CPE may call, and how each is met; Inform is the session's own. Adding one is adding its file here. */
const requests = {
  GetRPCMethods: getRpcMethods(() => [...answeredMethods]),
  TransferComplete: transferComplete,
  AutonomousTransferComplete: autonomousTransferComplete,
  DUStateChangeComplete: duStateChangeComplete,
  AutonomousDUStateChangeComplete: autonomousDuStateChangeComplete,
  RequestDownload: requestDownload,
  Kicked: kicked,
} as const;

/** Names of all that a CPE may call. */
export const answeredMethods: ReadonlySet<string> = new Set(['Inform', ...Object.keys(requests)]);

/** How a method is met, with its types put aside: arguments and reply belong to the same method. */
export function cpeRequestNamed(name: string): CpeRequest<RpcName> {
  return requests[name as keyof typeof requests] as CpeRequest<RpcName>;
}
