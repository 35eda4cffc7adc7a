import type { DeviceId } from '../../base/ids.ts';
import type { Answer, Call, RpcName } from '../../cwmp/rpc/index.ts';
import type { DeviceView } from '../../devices/device.ts';
import type { CompletionSession } from '../../operations/completions.ts';
import type { OperationRunner } from '../../operations/run.ts';
import type { Transaction } from '../../platform/database/pool.ts';

/** What requests of the CPE are answered with. */
export interface CpeRequestDeps {
  /** Host under which browsers and devices reach Muster. */
  readonly publicHost: string;
  /**
   * A device asks for a file. Whoever has a policy for it orders a Download here, in the transaction that keeps the
   * request; without one it is only shown.
   */
  downloadRequested?(tx: Transaction, device: DeviceView, wanted: WantedDownload): Promise<void>;
  /** For the log. */
  requested(device: DeviceId, method: string, detail: Readonly<Record<string, unknown>>): void;
}

export interface WantedDownload {
  readonly fileType: string;
  readonly args: readonly { readonly name: string; readonly value: string }[];
}

/** One request, in its session. */
export interface CpeRequestContext {
  readonly device: DeviceView;
  readonly session: CompletionSession & { readonly id: string };
  readonly runner: OperationRunner;
  readonly now: Date;
  readonly deps: CpeRequestDeps;
}

/** How one method that a CPE may call is met. */
export interface CpeRequest<N extends RpcName> {
  readonly method: N;
  /** Keeps what it says; commits before it is answered. Must do no more the second time. */
  remember?(tx: Transaction, args: Call<N>['args'], context: CpeRequestContext): Promise<void>;
  reply(args: Call<N>['args'], deps: CpeRequestDeps): Answer<N>['args'];
}
