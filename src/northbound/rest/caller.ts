import type { Request, RequestHandler } from 'express';
import { type ApiKeys, type Caller, demand, type Right } from '../../security/api-keys.ts';

const callers = new WeakMap<Request, Caller>();

/** Finds out who calls; everything behind it knows. @throws MusterError `unauthenticated` */
export function identifyCaller(keys: ApiKeys): RequestHandler {
  return async (request, _response, next) => {
    const match = /^Bearer[ ]+([^\s]+)$/i.exec(request.headers.authorization ?? '');
    callers.set(request, await keys.identify(match?.[1]));
    next();
  };
}

/** The caller, if it may. @throws MusterError `forbidden` */
export function callerWith(request: Request, right: Right): Caller {
  const caller = callers.get(request)!;
  demand(caller, right);
  return caller;
}
