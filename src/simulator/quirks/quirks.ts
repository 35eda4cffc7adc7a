import type { Call, RpcName } from '../../cwmp/rpc/index.ts';
import type { CwmpFault } from '../../cwmp/soap/fault.ts';
import type { XmlElement } from '../../cwmp/xml/element.ts';
import type { KnockManner } from '../connection-request/manner.ts';
import type { GatewayEvent } from '../gateway/events.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { GatewayIdentity } from '../gateway/identity.ts';
import type { Model } from '../model/definition.ts';
import type { TransferFault } from '../transfer/transfer.ts';
import type { EnvelopeKind, ExtraRequest, HttpMessage, HttpReply, QuirkHooks, QuirkName } from './quirk.ts';
import { quirkNamed } from './registry.ts';

/** The quirks of one gateway, asked as one. Good gateways share {@link noQuirks}. */
export class Quirks {
  readonly names: readonly QuirkName[];
  readonly #hooks: readonly QuirkHooks[];

  /** @throws MusterError `invalidConfiguration` for a number that no gateway can show */
  constructor(names: readonly QuirkName[]) {
    this.names = Object.freeze([...names]);
    this.#hooks = names.map((name) => quirkNamed(name).hooks());
  }

  identity(identity: GatewayIdentity): GatewayIdentity {
    return this.#fold(identity, (hooks, value) => hooks.identity?.(value));
  }
  model(model: Model, version: string): Model {
    return this.#fold(model, (hooks, value) => hooks.model?.(value, version));
  }
  booting(gateway: Gateway): void {
    for (const hooks of this.#hooks) hooks.booting?.(gateway);
  }
  events(events: readonly GatewayEvent[], gateway: Gateway): readonly GatewayEvent[] {
    return this.#fold(events, (hooks, value) => hooks.events?.(value, gateway));
  }
  ownCall(call: Call, gateway: Gateway): Call {
    return this.#fold(call, (hooks, value) => hooks.ownCall?.(value, gateway));
  }
  extraRequests(gateway: Gateway): readonly ExtraRequest[] {
    return this.#hooks.flatMap((hooks) => hooks.extraRequests?.(gateway) ?? []);
  }
  acknowledged(method: string, gateway: Gateway): 'vanish' | 'again' | null {
    return this.#first((hooks) => hooks.acknowledged?.(method, gateway));
  }
  interrupts(method: string): ExtraRequest | null {
    return this.#first((hooks) => hooks.interrupts?.(method));
  }
  refuses(method: string, element: XmlElement, gateway: Gateway): CwmpFault | 'vanish' | null {
    return this.#first((hooks) => hooks.refuses?.(method, element, gateway));
  }
  hears<N extends RpcName>(call: Call<N>, gateway: Gateway): Call<N>['args'] {
    return this.#fold<Call<N>['args']>(call.args, (hooks, args) => hooks.hears?.({ ...call, args }, gateway));
  }
  answers(method: RpcName, answer: unknown, args: unknown, gateway: Gateway): unknown {
    return this.#fold(answer, (hooks, value) => hooks.answers?.(method, value, args, gateway));
  }
  id(id: string): string {
    return this.#fold(id, (hooks, value) => hooks.id?.(value));
  }
  answerId(id: string | null, kind: 'response' | 'fault'): string | null {
    return this.#fold(id, (hooks, value) => hooks.answerId?.(value, kind));
  }
  envelope(text: string, about: EnvelopeKind): string {
    const filled = this.#fold(text, (hooks, value) => hooks.content?.(value, about));
    return this.#fold(filled, (hooks, value) => hooks.envelope?.(value, about));
  }
  emptyEnvelope(): string | null {
    return this.#first((hooks) => hooks.emptyEnvelope?.());
  }
  http(message: HttpMessage, gateway: Gateway): void {
    for (const hooks of this.#hooks) hooks.http?.(message, gateway);
  }
  storesCookie(header: string): string | null {
    return this.#fold<string | null>(header, (hooks, value) =>
      value === null ? undefined : hooks.storesCookie?.(value),
    );
  }
  sendsCookies(header: string | null): string | null {
    return this.#fold(header, (hooks, value) => hooks.sendsCookies?.(value));
  }
  reply(reply: HttpReply, gateway: Gateway): void {
    for (const hooks of this.#hooks) hooks.reply?.(reply, gateway);
  }
  namespace(theirs: string | null, ours: string): void {
    for (const hooks of this.#hooks) hooks.namespace?.(theirs, ours);
  }
  get ending(): QuirkHooks['ending'] | null {
    return this.#first((hooks) => hooks.ending);
  }
  retryWait(wait: number, retryAfter: number | null): number {
    return this.#fold(wait, (hooks, value) => hooks.retryWait?.(value, retryAfter));
  }
  retryCount(count: number, gateway: Gateway): number {
    return this.#fold(count, (hooks, value) => hooks.retryCount?.(value, gateway));
  }
  sessionEnded(gateway: Gateway): void {
    for (const hooks of this.#hooks) hooks.sessionEnded?.(gateway);
  }
  knocks(manner: KnockManner): KnockManner {
    return this.#fold(manner, (hooks, value) => (hooks.knocks === undefined ? value : { ...value, ...hooks.knocks }));
  }
  get completes(): QuirkHooks['completes'] | null {
    return this.#first((hooks) => hooks.completes);
  }
  get completesWanted(): number {
    return this.#first((hooks) => hooks.completesWanted) ?? 1;
  }
  get downloadsAtOnce(): boolean {
    return this.#first((hooks) => hooks.downloadsAtOnce) ?? false;
  }
  get fetches(): QuirkHooks['fetches'] | null {
    return this.#first((hooks) => hooks.fetches);
  }
  transferFault(fault: TransferFault): TransferFault {
    return this.#fold(fault, (hooks, value) => hooks.transferFault?.(value));
  }

  #fold<T>(start: T, change: (hooks: QuirkHooks, value: T) => T | undefined): T {
    let value = start;
    for (const hooks of this.#hooks) {
      const changed = change(hooks, value);
      if (changed !== undefined) value = changed;
    }
    return value;
  }

  #first<T>(ask: (hooks: QuirkHooks) => T | null | undefined): T | null {
    for (const hooks of this.#hooks) {
      const answer = ask(hooks);
      if (answer !== null && answer !== undefined) return answer;
    }
    return null;
  }
}

/** A gateway as the standard wants it. */
export const noQuirks = new Quirks([]);
