import type http from 'node:http';
import type { Call, RpcName } from '../../cwmp/rpc/index.ts';
import type { CwmpFault } from '../../cwmp/soap/fault.ts';
import type { XmlElement } from '../../cwmp/xml/element.ts';
import type { KnockManner } from '../connection-request/manner.ts';
import type { GatewayEvent } from '../gateway/events.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { GatewayIdentity } from '../gateway/identity.ts';
import type { Model } from '../model/definition.ts';
import type { FetchHabit } from '../transfer/fetch.ts';
import type { TransferFault } from '../transfer/transfer.ts';

/** What an envelope is, for those who rewrite it. */
export interface EnvelopeKind {
  readonly kind: 'request' | 'response' | 'fault';
  /** The RPC that is asked, answered or refused. */
  readonly method: string;
}

/** One HTTP request to the ACS before it leaves; hooks change it. */
export interface HttpMessage {
  readonly headers: http.OutgoingHttpHeaders;
  /** Null: the empty POST. */
  body: Buffer | null;
  /** What the body is; null for the empty POST. */
  readonly envelope: EnvelopeKind | null;
  /** True for the answer to a 401. */
  readonly challenged: boolean;
  /** Leave the connection of the message before and open another. */
  newConnection: boolean;
  /** `Transfer-Encoding: chunked` instead of a Content-Length. */
  chunked: boolean;
  /** `Expect: 100-continue`, the body after the ACS has agreed. */
  expectsContinue: boolean;
  /** The connection breaks after so many bytes of the body. */
  cutAt: number | null;
}

/** One HTTP response as it came. */
export interface HttpReply {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A request of the gateway's own that no event stands for. */
export interface ExtraRequest {
  readonly call: Call;
  /** Another name on the wire, for methods Muster does not know. */
  readonly rename?: string;
  /** The fault that is expected; null: a positive answer is. */
  readonly expects: number | null;
}

type Maybe<T> = T | null;

/**
 * The places where a gateway can be odd. Every hook is optional; it gets what a good gateway would do and gives what
 * this one does. `Gateway` asks them through `Quirks`.
 */
export interface QuirkHooks {
  /** Who the gateway is, before it is ever switched on. */
  identity?(identity: GatewayIdentity): GatewayIdentity;
  /** The data model at a firmware version. Called at every boot; must give the same object for the same version. */
  model?(model: Model, version: string): Model;
  /** Between power on and the first Inform. */
  booting?(gateway: Gateway): void;

  /** The events of an Inform. */
  events?(events: readonly GatewayEvent[], gateway: Gateway): readonly GatewayEvent[];
  /** A request of the gateway's own, the Inform included. */
  ownCall?(call: Call, gateway: Gateway): Call;
  /** Requests no good gateway would send, before the owed ones. */
  extraRequests?(gateway: Gateway): readonly ExtraRequest[];
  /** The InformResponse or the answer to an own request is there. `vanish`: power cycle now; `again`: new session now. */
  acknowledged?(method: string, gateway: Gateway): Maybe<'vanish' | 'again'>;
  /** A request to send before a request of the ACS is answered. */
  interrupts?(method: string): Maybe<ExtraRequest>;

  /** Refuses a request of the ACS as it came, or drops the line and reboots. */
  refuses?(method: string, element: XmlElement, gateway: Gateway): Maybe<CwmpFault | 'vanish'>;
  /** The decoded arguments of a request. */
  hears?<N extends RpcName>(call: Call<N>, gateway: Gateway): Call<N>['args'];
  /** The answer to a request, decoded. */
  answers?(method: RpcName, answer: unknown, args: unknown, gateway: Gateway): unknown;

  /** cwmp:ID of the gateway's own requests. */
  id?(id: string): string;
  /** cwmp:ID under which a request of the ACS is answered. */
  answerId?(id: string | null, kind: 'response' | 'fault'): string | null;
  /** What stands in an envelope: elements and values of the text as our writer has made it. Before {@link envelope}. */
  content?(text: string, about: EnvelopeKind): string;
  /** How an envelope is written: prefixes, types, what stands around it. */
  envelope?(text: string, about: EnvelopeKind): string;
  /** What stands for the empty POST; null: nothing does. */
  emptyEnvelope?(): Maybe<string>;

  http?(message: HttpMessage, gateway: Gateway): void;
  /** The Set-Cookie to remember, or null for none of it. */
  storesCookie?(header: string): Maybe<string>;
  /** The Cookie header; null: none. */
  sendsCookies?(header: Maybe<string>): Maybe<string>;
  /** Looks at a reply; throws to fail the session. */
  reply?(reply: HttpReply, gateway: Gateway): void;
  /** Looks at the namespace of a reply; throws to fail the session. */
  namespace?(theirs: Maybe<string>, ours: string): void;
  /** After the ACS has ended the session with an empty answer. */
  ending?: 'emptyAgain' | 'waitForClose' | 'stayOpen';

  /** The wait before the next attempt, milliseconds. */
  retryWait?(wait: number, retryAfter: number | null): number;
  /** Failed attempts, as the Inform counts them. */
  retryCount?(count: number, gateway: Gateway): number;
  /** A session has ended normally. */
  sessionEnded?(gateway: Gateway): void;

  /** How it behaves at its connection-request port. */
  knocks?: Partial<KnockManner>;

  /** When TransferComplete is sent: `never`, `beforeReboot`, or in a later session than the one after the boot. */
  completes?: 'never' | 'beforeReboot' | 'later';
  /** TransferCompleteResponses wanted for each transfer. */
  completesWanted?: number;
  /** Downloads are carried out before they are answered, with Status 0. */
  downloadsAtOnce?: boolean;
  fetches?: FetchHabit;
  /** The end of a transfer, as it is reported. */
  transferFault?(fault: TransferFault): TransferFault;
}

/** One entry of the list of field quirks. */
export interface Quirk {
  /** As the list of quirks numbers it; `5b` is another form of 5 that cannot be shown together with it. */
  readonly name: QuirkName;
  /** What a gateway with it does, in one line. */
  readonly title: string;
  /** Hooks of one gateway; what they must remember between two calls lives in their closure. */
  readonly hooks: () => QuirkHooks;
}

export type QuirkName = number | `${number}${'b' | 'c' | 'd'}`;

/** A number that no gateway can show, and why. */
export interface NoQuirk {
  readonly number: number;
  readonly title: string;
  readonly reason: string;
}
