import { MusterError } from '../../base/errors.ts';

export interface BatcherOptions<Item, Result> {
  /** Most items in one statement. */
  readonly maxSize: number;
  /** How long the first item of a batch waits for company, in milliseconds; less once a full batch is there. 0: not at all. */
  readonly maxDelayMs: number;
  /** Statements under way at once; further items gather meanwhile. */
  readonly maxRunning: number;
  /** Items that may wait; beyond it the caller is told `overloaded` at once instead of queueing without bound. */
  readonly maxQueued: number;
  /** One multi-row statement: results in the order of the items. */
  run(items: readonly Item[]): Promise<readonly Result[]>;
  /** Told the size of each batch that ran. */
  observe?(size: number): void;
}

export interface Batcher<Item, Result> {
  (item: Item): Promise<Result>;
  /** Resolves when nothing waits or runs any more. */
  drained(): Promise<void>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers concurrent single-row reads or writes into one statement, so that no session pays its own round trip.
 *
 * Modes: *idle* → *gathering* (until the first item has waited `maxDelayMs`, or `maxSize` are there) → *running* (up to
 * `maxRunning` statements; what arrives meanwhile gathers on, like a group commit). Leaving as soon as a statement
 * returns would be a little quicker for one session, but statements then carry one or two rows, and cost as much as
 * full ones.
 * A statement that fails is split in halves until the guilty item stands alone: each caller gets its own error.
 */
export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  let queue: Waiting<Item, Result>[] = [];
  let running = 0;
  let timer: NodeJS.Timeout | null = null;
  /** When the first of the queue came. */
  let gatheringSince = 0;
  const idle: (() => void)[] = [];

  function wake(): void {
    if (queue.length === 0 || running >= options.maxRunning) return;
    const left = options.maxDelayMs - (performance.now() - gatheringSince);
    if (queue.length >= options.maxSize || left <= 0) start();
    else timer ??= setTimeout(start, left);
  }

  function start(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (queue.length === 0 || running >= options.maxRunning) return;
    const batch = queue.length <= options.maxSize ? queue : queue.slice(0, options.maxSize);
    queue = queue.length <= options.maxSize ? [] : queue.slice(options.maxSize);
    running++;
    void runAll(batch).finally(() => {
      running--;
      if (queue.length > 0) wake();
      else if (running === 0) for (const resolve of idle.splice(0)) resolve();
    });
    if (queue.length > 0) wake();
  }

  async function runAll(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    options.observe?.(batch.length);
    let results: readonly Result[];
    try {
      results = await options.run(batch.map((waiting) => waiting.item));
      if (results.length !== batch.length) {
        throw new MusterError('internal', `a batch of ${batch.length} gave ${results.length} results`);
      }
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else {
        const half = batch.length >> 1;
        await runAll(batch.slice(0, half));
        await runAll(batch.slice(half));
      }
      return;
    }
    for (let i = 0; i < batch.length; i++) batch[i]!.resolve(results[i]!);
  }

  const batcher = (item: Item): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (queue.length >= options.maxQueued) {
        reject(new MusterError('overloaded', 'the database cannot keep up; try again later'));
        return;
      }
      if (queue.length === 0) gatheringSince = performance.now();
      queue.push({ item, resolve, reject });
      wake();
    });
  batcher.drained = (): Promise<void> =>
    running === 0 && queue.length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));
  return batcher;
}
