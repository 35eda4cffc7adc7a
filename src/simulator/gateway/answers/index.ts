import { isMusterError, messageOf } from '../../../base/errors.ts';
import { type Answer, type Call, encodeAnswer, type RpcName, rpcs } from '../../../cwmp/rpc/index.ts';
import type { XmlElement } from '../../../cwmp/xml/element.ts';
import { done, fault, type Outcome } from '../../model/fault.ts';
import type { Gateway } from '../gateway.ts';
import { factoryReset, reboot, scheduleInform } from './device.ts';
import type { Handler } from './handler.ts';
import { addObject, deleteObject, getParameterNames, getParameterValues, setParameterValues } from './parameters.ts';
import { download, getAllQueuedTransfers } from './transfers.ts';

const getRpcMethods: Handler<'GetRPCMethods'> = async () => done({ MethodList: Object.keys(handlers) });

/** The methods a simulated gateway knows; every other name is answered with 9000. */
const handlers = {
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
} satisfies { readonly [N in RpcName]?: Handler<N> };

type HandledName = keyof typeof handlers;

/** @returns the body element of the answer, or the fault to send */
export async function answerRequest(gateway: Gateway, method: string, element: XmlElement): Promise<Outcome<string>> {
  if (!Object.hasOwn(handlers, method)) return fault(9000, method);
  try {
    return await answer(gateway, method as HandledName, element);
  } catch (error) {
    if (isMusterError(error, 'invalidMessage')) return fault(9003, error.message);
    if (isMusterError(error, 'limitExceeded')) return fault(9004, error.message);
    gateway.settings.onDefect(gateway.deviceId, error);
    return fault(9002, messageOf(error));
  }
}

async function answer<N extends HandledName>(gateway: Gateway, name: N, element: XmlElement): Promise<Outcome<string>> {
  const handler = handlers[name] as unknown as Handler<N>;
  const args = rpcs[name].request.decode(element, '') as Call<N>['args'];
  const outcome = await handler(gateway, args);
  return outcome.ok ? done(encodeAnswer({ method: name, args: outcome.value } as unknown as Answer)) : outcome;
}
