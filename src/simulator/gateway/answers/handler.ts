import type { Answer, Call, RpcName } from '../../../cwmp/rpc/index.ts';
import { fault, type Outcome } from '../../model/fault.ts';
import type { Gateway } from '../gateway.ts';

/** Carries one request of the ACS out. What it changed is on disk when it resolves. */
export type Handler<N extends RpcName> = (
  gateway: Gateway,
  args: Call<N>['args'],
) => Promise<Outcome<Answer<N>['args']>>;

/** The limit of CommandKey and ParameterKey (TR-069 Annex A). @returns a 9003 for a longer one, else null */
export function keyTooLong(name: string, key: string): Outcome<never> | null {
  return key.length > 32 ? fault(9003, `${name} has ${key.length} characters, 32 are allowed`) : null;
}
