import { seconds, sleep } from '../../base/durations.ts';
import { isMusterError, messageOf } from '../../base/errors.ts';
import { isOpen } from '../../operations/states.ts';
import type { ApiClient } from '../api/client.ts';
import type { Operation } from '../api/resources.ts';

/** What became of it on one gateway. */
export interface Ending {
  readonly id: string;
  readonly outcome: 'succeeded' | 'failed' | 'ordered';
  readonly detail: string;
}

export interface Work {
  readonly api: ApiClient;
  readonly gateways: readonly string[];
  /** The body of the operation. */
  readonly order: Readonly<Record<string, unknown>>;
  /** How many gateways are worked on at once. */
  readonly parallel: number;
  /** False: it is ordered, and not waited for. */
  readonly wait: boolean;
  /** Told of each that has ended. */
  readonly ended: (ending: Ending) => void;
  readonly signal?: AbortSignal;
  /** Between two looks at an operation, milliseconds. */
  readonly interval?: number;
}

/** Orders one operation on each gateway, so many at once, and waits for its end. One that fails stops no other. */
export async function carryOut(work: Work): Promise<Ending[]> {
  const endings: Ending[] = [];
  const left = [...work.gateways];
  const worker = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && !work.signal?.aborted; id = left.shift()) {
      const ending = await onOne(work, id);
      endings.push(ending);
      work.ended(ending);
    }
  };
  await Promise.all(Array.from({ length: Math.min(work.parallel, work.gateways.length) }, worker));
  return endings;
}

async function onOne({ api, order, wait, signal, interval = seconds(1) }: Work, id: string): Promise<Ending> {
  try {
    let operation = await api.post<Done>(`/devices/${encodeURIComponent(id)}/operations`, order);
    if (!wait) return { id, outcome: 'ordered', detail: operation.id };
    while (isOpen(operation.state) && !signal?.aborted) {
      await sleep(interval, signal);
      operation = await api.get<Done>(`/operations/${operation.id}`);
    }
    if (isOpen(operation.state)) return { id, outcome: 'ordered', detail: `${operation.id} is ${operation.state}` };
    const good = operation.state === 'succeeded';
    return { id, outcome: good ? 'succeeded' : 'failed', detail: detailOf(operation) };
  } catch (error) {
    // About this gateway only: it is locked, unknown, or has no such method. Anything else stops the command.
    const passing = ['deviceLocked', 'notSupported', 'notFound', 'conflict'] as const;
    if (passing.some((code) => isMusterError(error, code))) return { id, outcome: 'failed', detail: messageOf(error) };
    throw error;
  }
}

type Done = Operation & {
  readonly result: {
    readonly results?: readonly {
      readonly outcome?: string;
      readonly version: string;
      readonly currentState: string;
      readonly fault: { readonly code: number; readonly message: string };
      readonly installed?: readonly { readonly version: string; readonly status: string }[];
    }[];
    readonly status?: string;
    readonly name?: string;
  } | null;
};

/** What the device said, in a few words. */
function detailOf({ fault, result, state }: Done): string {
  const units = (result?.results ?? []).map(({ version, currentState, installed }) => {
    const now = installed?.map((one) => `${one.version} ${one.status}`).join(', ');
    return now === undefined ? `${version} ${currentState}`.trim() : `installed now: ${now || 'nothing'}`;
  });
  const unit = result?.status === undefined ? [] : [`${result.name ?? ''} ${result.status}`.trim()];
  const why = fault === null ? [] : [fault.code === 0 ? fault.message : `fault ${fault.code}: ${fault.message}`];
  return [...why, ...units, ...unit].join('; ') || state;
}
