import type { CwmpVersion } from '../soap/versions.ts';
import type { Field } from './schema.ts';

/** One remote procedure of TR-069 Annex A, described once for both ends. */
export interface Rpc<Request, Response> {
  readonly name: string;
  /** Who may call it. */
  readonly caller: 'acs' | 'cpe' | 'both';
  /** First protocol version that has it. */
  readonly since: CwmpVersion;
  /** Clause of TR-069 Amendment 6. */
  readonly clause: string;
  readonly request: Field<Request>;
  readonly response: Field<Response>;
  /**
   * True where sending it twice may do something twice. Such a call is committed as dispatched before it leaves, and
   * an unknown outcome is probed, never blindly repeated.
   */
  readonly once: boolean;
}

export function rpc<Request, Response>(description: Rpc<Request, Response>): Rpc<Request, Response> {
  return Object.freeze(description);
}

export type RequestOf<R> = R extends Rpc<infer Request, unknown> ? Request : never;
export type ResponseOf<R> = R extends Rpc<never, infer Response> | Rpc<infer _, infer Response> ? Response : never;
