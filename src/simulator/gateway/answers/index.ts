import { isMusterError, messageOf } from '../../../base/errors.ts';
import { type Answer, type Call, encodeAnswer, type RpcName, rpcs } from '../../../cwmp/rpc/index.ts';
import type { WireStyle } from '../../../cwmp/rpc/schema.ts';
import { atLeast } from '../../../cwmp/soap/versions.ts';
import type { XmlElement } from '../../../cwmp/xml/element.ts';
import { done, fault, type Outcome } from '../../model/fault.ts';
import type { Gateway } from '../gateway.ts';
import { getParameterAttributes, setParameterAttributes } from './attributes.ts';
import { factoryReset, reboot, scheduleInform } from './device.ts';
import type { Handler } from './handler.ts';
import { getOptions, setVouchers } from './options.ts';
import { addObject, deleteObject, getParameterNames, getParameterValues, setParameterValues } from './parameters.ts';
import { changeDuState } from './software.ts';
import { getAllQueuedTransfers, getQueuedTransfers } from './transfer-queue.ts';
import { cancelTransfer, download, scheduleDownload, upload } from './transfers.ts';
import { echo, echoMethod } from './vendor.ts';

const getRpcMethods: Handler<'GetRPCMethods'> = async (gateway) => done({ MethodList: methodsOf(gateway) });

/** The methods a simulated gateway can know; every other name is answered with 9000. */
const handlers = {
  GetRPCMethods: getRpcMethods,
  GetParameterNames: getParameterNames,
  GetParameterValues: getParameterValues,
  SetParameterValues: setParameterValues,
  GetParameterAttributes: getParameterAttributes,
  SetParameterAttributes: setParameterAttributes,
  AddObject: addObject,
  DeleteObject: deleteObject,
  Reboot: reboot,
  FactoryReset: factoryReset,
  ScheduleInform: scheduleInform,
  Download: download,
  Upload: upload,
  ScheduleDownload: scheduleDownload,
  CancelTransfer: cancelTransfer,
  GetQueuedTransfers: getQueuedTransfers,
  GetAllQueuedTransfers: getAllQueuedTransfers,
  ChangeDUState: changeDuState,
  GetOptions: getOptions,
  SetVouchers: setVouchers,
} satisfies { readonly [N in RpcName]?: Handler<N> };

type HandledName = keyof typeof handlers;

/** Deprecated methods, there only where somebody asks for them. */
const onDemand: readonly string[] = ['GetOptions', 'SetVouchers'];

/** Every method a gateway can be given or denied by option. */
export const methodNames: readonly string[] = [...Object.keys(handlers), echoMethod];

/** The methods this gateway has, by its options and by the version the session runs at. */
export function methodsOf({ settings, agreedVersion }: Gateway): string[] {
  return methodNames.filter((name) => {
    if (settings.without.includes(name)) return false;
    if (onDemand.includes(name) && !settings.withMethods.includes(name)) return false;
    return name === echoMethod || atLeast(agreedVersion, rpcs[name as HandledName].since);
  });
}

/** @returns the body element of the answer, or the fault to send */
export async function answerRequest(
  gateway: Gateway,
  method: string,
  element: XmlElement,
  style: WireStyle,
): Promise<Outcome<string>> {
  if (!methodsOf(gateway).includes(method)) return fault(9000, method);
  const { rpcFault } = gateway;
  if (rpcFault?.method === method) return fault(rpcFault.code, 'simulated');
  if (method === echoMethod) return done(echo(element));
  try {
    return await answer(gateway, method as HandledName, element, style);
  } catch (error) {
    if (isMusterError(error, 'invalidMessage')) return fault(9003, error.message);
    if (isMusterError(error, 'limitExceeded')) return fault(9004, error.message);
    gateway.settings.onDefect(gateway.deviceId, error);
    return fault(9002, messageOf(error));
  }
}

async function answer<N extends HandledName>(
  gateway: Gateway,
  name: N,
  element: XmlElement,
  style: WireStyle,
): Promise<Outcome<string>> {
  const handler = handlers[name] as Handler<N>;
  const decoded = rpcs[name].request.decode(element, '') as Call<N>['args'];
  const call = { method: name, args: decoded } as Call<N>;
  const args = gateway.quirks.hears(call, gateway);
  const outcome = await handler(gateway, args);
  if (!outcome.ok) return outcome;
  const value = gateway.quirks.answers(name, outcome.value, args, gateway);
  return done(encodeAnswer({ method: name, args: value } as Answer, style));
}
