import type { CpeRequest } from './request.ts';

/** A device asks what it may call. */
export function getRpcMethods(names: () => readonly string[]): CpeRequest<'GetRPCMethods'> {
  return { method: 'GetRPCMethods', reply: () => ({ MethodList: [...names()] }) };
}
