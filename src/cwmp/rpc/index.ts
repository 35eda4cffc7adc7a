import { addObject } from './add-object.ts';
import { deleteObject } from './delete-object.ts';
import { download } from './download.ts';
import { factoryReset } from './factory-reset.ts';
import { getAllQueuedTransfers } from './get-all-queued-transfers.ts';
import { getParameterNames } from './get-parameter-names.ts';
import { getParameterValues } from './get-parameter-values.ts';
import { getRpcMethods } from './get-rpc-methods.ts';
import { inform } from './inform.ts';
import { reboot } from './reboot.ts';
import type { Rpc } from './rpc.ts';
import { scheduleInform } from './schedule-inform.ts';
import type { Field } from './schema.ts';
import { setParameterValues } from './set-parameter-values.ts';
import { transferComplete } from './transfer-complete.ts';

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

/** The named RPC, or undefined; by name from the wire, so without a prototype's keys. */
export function rpcNamed(name: string): Rpc<unknown, unknown> | undefined {
  return Object.hasOwn(rpcs, name) ? (rpcs[name as RpcName] as unknown as Rpc<unknown, unknown>) : undefined;
}

/** The body element of a request. @throws MusterError `invalidMessage` when an argument does not fit the XSD */
export function encodeCall(call: Call): string {
  const described = rpcs[call.method] as unknown as Rpc<unknown, unknown>;
  return described.request.encode(`cwmp:${call.method}`, call.args, '');
}

/** The body element of a successful answer. */
export function encodeAnswer(answer: Answer): string {
  const described = rpcs[answer.method] as unknown as Rpc<unknown, unknown>;
  return described.response.encode(`cwmp:${answer.method}Response`, answer.args, '');
}
