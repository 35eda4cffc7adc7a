import type { Request, RequestHandler } from 'express';
import { type ApiKeys, type Caller, demand, may, type Right } from '../../security/api-keys.ts';

const callers = new WeakMap<Request, Caller>();

/** Finds out who calls; everything behind it knows. @throws MusterError `unauthenticated` */
export function identifyCaller(keys: ApiKeys): RequestHandler {
  return async (request, _response, next) => {
    callers.set(request, await keys.identify(tokenOf(request)));
    next();
  };
}

function tokenOf(request: Request): string | undefined {
  return /^Bearer[ ]+([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** For answers that take long: the caller, if it still may. @throws MusterError `unauthenticated`, `forbidden` */
export async function stillWith(request: Request, keys: ApiKeys, right: Right): Promise<Caller> {
  const caller = await keys.identify(tokenOf(request));
  demand(caller, right);
  return caller;
}

/** The caller, if it may. @throws MusterError `forbidden` */
export function callerWith(request: Request, right: Right): Caller {
  const caller = callers.get(request)!;
  demand(caller, right);
  return caller;
}

/** The caller, if any of the rights is its own; the refusal names the first. @throws MusterError `forbidden` */
export function callerWithOneOf(request: Request, allowed: readonly [Right, ...Right[]]): Caller {
  const caller = callers.get(request)!;
  if (!allowed.some((right) => may(caller, right))) demand(caller, allowed[0]);
  return caller;
}
