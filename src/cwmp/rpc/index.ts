import { MusterError } from '../../base/errors.ts';
import { addObject } from './add-object.ts';
import { autonomousDuStateChangeComplete } from './autonomous-du-state-change-complete.ts';
import { autonomousTransferComplete } from './autonomous-transfer-complete.ts';
import { cancelTransfer } from './cancel-transfer.ts';
import { changeDuState } from './change-du-state.ts';
import { deleteObject } from './delete-object.ts';
import { download } from './download.ts';
import { duStateChangeComplete } from './du-state-change-complete.ts';
import { factoryReset } from './factory-reset.ts';
import { getAllQueuedTransfers } from './get-all-queued-transfers.ts';
import { getOptions } from './get-options.ts';
import { getParameterAttributes } from './get-parameter-attributes.ts';
import { getParameterNames } from './get-parameter-names.ts';
import { getParameterValues } from './get-parameter-values.ts';
import { getQueuedTransfers } from './get-queued-transfers.ts';
import { getRpcMethods } from './get-rpc-methods.ts';
import { inform } from './inform.ts';
import { kicked } from './kicked.ts';
import { reboot } from './reboot.ts';
import { requestDownload } from './request-download.ts';
import type { Rpc } from './rpc.ts';
import { scheduleDownload } from './schedule-download.ts';
import { scheduleInform } from './schedule-inform.ts';
import type { Field, WireStyle } from './schema.ts';
import { setParameterAttributes } from './set-parameter-attributes.ts';
import { setParameterValues } from './set-parameter-values.ts';
import { setVouchers } from './set-vouchers.ts';
import { transferComplete } from './transfer-complete.ts';
import { upload } from './upload.ts';
import { isVendorMethod, type VendorCall, vendorRpc } from './vendor.ts';

/** Every RPC Muster knows, by its name on the wire. Adding one is adding its file and its line here. */
export const rpcs = {
  Inform: inform,
  TransferComplete: transferComplete,
  GetRPCMethods: getRpcMethods,
  GetParameterNames: getParameterNames,
  GetParameterValues: getParameterValues,
  SetParameterValues: setParameterValues,
  AddObject: addObject,
  DeleteObject: deleteObject,
  Reboot: reboot,
  FactoryReset: factoryReset,
  ScheduleInform: scheduleInform,
  Download: download,
  GetAllQueuedTransfers: getAllQueuedTransfers,
  GetParameterAttributes: getParameterAttributes,
  SetParameterAttributes: setParameterAttributes,
  Upload: upload,
  ScheduleDownload: scheduleDownload,
  CancelTransfer: cancelTransfer,
  GetQueuedTransfers: getQueuedTransfers,
  GetOptions: getOptions,
  SetVouchers: setVouchers,
  ChangeDUState: changeDuState,
  AutonomousTransferComplete: autonomousTransferComplete,
  DUStateChangeComplete: duStateChangeComplete,
  AutonomousDUStateChangeComplete: autonomousDuStateChangeComplete,
  RequestDownload: requestDownload,
  Kicked: kicked,
} as const;

export type RpcName = keyof typeof rpcs;
type RequestArgs<N extends RpcName> = (typeof rpcs)[N]['request'] extends Field<infer T> ? T : never;
type ResponseArgs<N extends RpcName> = (typeof rpcs)[N]['response'] extends Field<infer T> ? T : never;

/** A call ready to be written: method and arguments, correlated by type. */
export type Call<N extends RpcName = RpcName> = { [K in N]: { readonly method: K; readonly args: RequestArgs<K> } }[N];
/** An answer as decoded. */
export type Answer<N extends RpcName = RpcName> = {
  [K in N]: { readonly method: K; readonly args: ResponseArgs<K> };
}[N];

/** What an ACS answers: the list for GetRPCMethods, in the order of the table. */
export const methodsOfAcs: readonly RpcName[] = (Object.keys(rpcs) as RpcName[]).filter(
  (name) => rpcs[name].caller !== 'acs',
);

/** The named RPC, a vendor's too, or undefined; by name from the wire, so without a prototype's keys. */
export function rpcNamed(name: string): Rpc<unknown, unknown> | undefined {
  if (Object.hasOwn(rpcs, name)) return rpcs[name as RpcName];
  return isVendorMethod(name) ? vendorRpc(name) : undefined;
}

function described(method: string): Rpc<unknown, unknown> {
  const found = rpcNamed(method);
  if (!found)
    throw new MusterError('invalidMessage', `"${method.slice(0, 64)}" is no method, of the table or a vendor's`);
  return found;
}

/**
 * The body element of a request.
 * @param style where the device reads only one of several forms
 * @throws MusterError `invalidMessage` when an argument does not fit the XSD
 */
export function encodeCall(call: Call | VendorCall, style?: WireStyle): string {
  return described(call.method).request.encode(`cwmp:${call.method}`, call.args, '', style);
}

/** The body element of a successful answer. @throws MusterError `invalidMessage` when an argument does not fit the XSD */
export function encodeAnswer(answer: Answer | VendorCall, style?: WireStyle): string {
  return described(answer.method).response.encode(`cwmp:${answer.method}Response`, answer.args, '', style);
}
