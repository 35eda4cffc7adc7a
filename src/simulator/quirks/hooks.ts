import { MusterError } from '../../base/errors.ts';
import type { Answer, Call, RpcName } from '../../cwmp/rpc/index.ts';
import type { CwmpFault } from '../../cwmp/soap/fault.ts';
import { childNamed, type XmlElement } from '../../cwmp/xml/element.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { fault } from '../model/fault.ts';
import type { QuirkHooks } from './quirk.ts';

/** Changes the answer to one method. */
export function onAnswer<N extends RpcName>(
  method: N,
  change: (answer: Answer<N>['args'], args: Call<N>['args'], gateway: Gateway) => Answer<N>['args'],
): QuirkHooks {
  return {
    answers: (name, answer, args, gateway) =>
      name === method ? change(answer as Answer<N>['args'], args as Call<N>['args'], gateway) : answer,
  };
}

/** Changes the arguments of one method of the ACS before it is carried out. */
export function onCall<N extends RpcName>(
  method: N,
  change: (args: Call<N>['args'], gateway: Gateway) => Call<N>['args'],
): QuirkHooks {
  return {
    hears: (call, gateway) =>
      call.method === (method as string)
        ? (change(call.args as Call<N>['args'], gateway) as typeof call.args)
        : call.args,
  };
}

/** Changes one kind of request of the gateway's own. */
export function onOwnCall<N extends RpcName>(
  method: N,
  change: (args: Call<N>['args'], gateway: Gateway) => Call<N>['args'],
): QuirkHooks {
  return {
    ownCall: (call, gateway) =>
      call.method === method ? ({ method, args: change(call.args as Call<N>['args'], gateway) } as Call) : call,
  };
}

/** Refuses one method where `why` gives a fault code. */
export function onRequest(method: RpcName, why: (element: XmlElement, gateway: Gateway) => number | null): QuirkHooks {
  return {
    refuses: (name, element, gateway) => {
      const code = name === method ? why(element, gateway) : null;
      return code === null ? null : faultOf(code, 'simulated');
    },
  };
}

/** A fault as it goes out. */
export function faultOf(code: number, detail: string): CwmpFault {
  const refused = fault(code, detail);
  return refused.ok ? { code, message: detail, parameters: [] } : refused.fault;
}

/** The text of one argument of a request, as it stands there. */
export const argument = (element: XmlElement, name: string): string => childNamed(element, name)?.text ?? '';

/** Names asked for by GetParameterValues and its like. */
export function namesAsked(element: XmlElement): string[] {
  const list = childNamed(element, 'ParameterNames');
  return (list?.children ?? []).map((child) => child.text.trim());
}

/** Ends the session as failed. */
export function giveUp(why: string): never {
  throw new MusterError('invalidMessage', `the gateway gives up: ${why}`);
}
