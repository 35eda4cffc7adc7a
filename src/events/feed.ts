import { sleep } from '../base/durations.ts';
import { MusterError } from '../base/errors.ts';
import type { Pool } from '../platform/database/pool.ts';
import { tellAll } from './housekeeping.ts';
import { type LogHead, type LogPage, readHead, readLog, type Wish } from './log-store.ts';
import type { ToldEvent } from './told.ts';

/**
 * Gives events to listeners, from wherever each left off. All listeners of a process share one look at the log per beat, and
 * there is none without listeners. A listener is in one of two modes:
 *
 * - *live*: it has all that this process has seen, and is handed what a beat finds;
 * - *behind*: it is replaying, or did not take what it was handed. It reads the log by itself, in pages and as fast as it
 *   takes them, until it is where the others are.
 *
 * So nothing is kept in memory for one that is slow; the log is the buffer.
 */
export interface EventFeed {
  /**
   * Finds the place where a listener begins: after event `after`, or with what happens from now on.
   * @throws MusterError `overloaded` when there are too many listeners, or Muster stops
   */
  open(wish: Wish, after: number | null): Promise<Subscription>;
  readonly listeners: number;
  /** Lets all listeners go; none are taken any more. */
  stop(): Promise<void>;
}

export interface Subscription {
  /** The listener has heard all that it wants to hear up to this event. */
  readonly at: number;
  /** Hands events over until `signal` fires or the feed stops. To be called once. */
  run(sink: EventSink, signal: AbortSignal): Promise<void>;
  /** Gives the place back, where `run` is not called. */
  release(): void;
}

/** Where events go. */
export interface EventSink {
  /** @returns false when it takes no more for now */
  event(event: ToldEvent): boolean;
  /** Events after `after` cannot be told any more; it goes on after `resumeAt`. */
  gap(gap: Gap): void;
  /** For the first time it has all there is. */
  caughtUp(): void;
  /** Resolves when it takes more again; never rejects. */
  ready(signal: AbortSignal): Promise<void>;
}

export interface Gap {
  /** `expired`: retention took them. `unknown`: there never was such an event in this log. */
  readonly reason: 'expired' | 'unknown';
  readonly after: number;
  readonly resumeAt: number;
}

export interface FeedDeps {
  readonly pool: Pool;
  readonly mostListeners: number;
  /** Between two looks at the log, milliseconds. */
  readonly beatMs: number;
  /** Events of one look; of one page, for who is behind. */
  readonly page: number;
  failed(error: unknown): void;
  /** Told how many listeners there are, when that changes. */
  count?(listeners: number): void;
}

export const usualFeed = { beatMs: 200, page: 200 } as const;
/** After a beat that failed, milliseconds. */
const pauseAfterFailure = 1_000;

interface Follower {
  at: number;
  readonly wish: Wish;
  readonly sink: EventSink;
  /** Ends the live mode. */
  leave(): void;
}

export function eventFeed({ pool, mostListeners, beatMs, page, failed, count }: FeedDeps): EventFeed {
  const live = new Set<Follower>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let listeners = 0;
  /** What this process has seen; null while nobody listens. */
  let position: number | null = null;
  let beating: Promise<void> | null = null;
  /** Pages for those behind are read one at a time: many who come back at once do not take the pool from everybody. */
  let reading: Promise<unknown> = Promise.resolve();

  function change(by: 1 | -1): void {
    listeners += by;
    count?.(listeners);
  }

  /** The end of the log, once what waits has been put there. */
  async function freshHead(): Promise<LogHead> {
    const head = await readHead(pool);
    if (!head.waiting) return head;
    await tellAll(pool, stopping.signal);
    return readHead(pool);
  }

  function readBehind(wish: Wish, after: number, upTo: number): Promise<LogPage> {
    const next = reading.then(() => readLog(pool, wish, { after, upTo, limit: page }));
    reading = next.catch(() => undefined);
    return next;
  }

  async function beat(): Promise<void> {
    const { last } = await freshHead();
    while (position !== null && position < last) {
      // Those behind read for themselves.
      if (live.size === 0) {
        position = last;
        return;
      }
      const found = await readLog(pool, { types: null, device: null }, { after: position, upTo: last, limit: page });
      if (found.dropped > position) {
        // Not read in time: each finds out for itself what it missed.
        position = last;
        for (const follower of [...live]) follower.leave();
        return;
      }
      position = found.events.length < page ? last : found.events.at(-1)!.seq;
      for (const follower of [...live]) give(follower, found.events, position);
    }
  }

  async function keepBeating(): Promise<void> {
    let ok = true;
    while (listeners > 0 && !stopping.signal.aborted) {
      try {
        await beat();
        ok = true;
      } catch (error) {
        // Said once: listeners wait, and hear all of it when the database is back.
        if (ok && !stopping.signal.aborted) failed(error);
        ok = false;
      }
      await sleep(ok ? beatMs : pauseAfterFailure, stopping.signal);
    }
    position = null;
    beating = null;
  }

  function give(follower: Follower, events: readonly ToldEvent[], upTo: number): void {
    for (const event of events) {
      if (event.seq <= follower.at || !wants(follower.wish, event)) continue;
      follower.at = event.seq;
      if (!follower.sink.event(event)) return follower.leave();
    }
    follower.at = Math.max(follower.at, upTo);
  }

  /** Resolves when the follower is behind, or is to end. */
  function beLive(follower: Follower, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      follower.leave = () => {
        live.delete(follower);
        signal.removeEventListener('abort', follower.leave);
        resolve();
      };
      live.add(follower);
      if (signal.aborted) follower.leave();
      else signal.addEventListener('abort', follower.leave, { once: true });
    });
  }

  async function catchUp(follower: Follower, upTo: number, signal: AbortSignal): Promise<void> {
    const { dropped, events } = await readBehind(follower.wish, follower.at, upTo);
    if (dropped > follower.at) {
      follower.sink.gap({ reason: 'expired', after: follower.at, resumeAt: dropped });
      follower.at = dropped;
    }
    for (const event of events) {
      if (signal.aborted) return;
      follower.at = event.seq;
      if (!follower.sink.event(event)) await follower.sink.ready(signal);
    }
    if (events.length < page) follower.at = Math.max(follower.at, upTo);
  }

  async function follow(follower: Follower, signal: AbortSignal): Promise<void> {
    let caughtUp = false;
    while (!signal.aborted) {
      await follower.sink.ready(signal);
      if (signal.aborted) return;
      if (position !== null && follower.at < position) {
        try {
          await catchUp(follower, position, signal);
        } catch (error) {
          if (!signal.aborted) failed(error);
          await sleep(pauseAfterFailure, signal);
        }
        continue;
      }
      if (!caughtUp) follower.sink.caughtUp();
      caughtUp = true;
      // Nothing is awaited between the look at `position` and here, so that no beat comes in between.
      await beLive(follower, signal);
    }
  }

  return {
    get listeners() {
      return listeners;
    },

    async open(wish, after) {
      if (stopping.signal.aborted) throw new MusterError('overloaded', 'Muster is stopping; connect again');
      if (listeners >= mostListeners) {
        throw new MusterError('overloaded', `there are ${listeners} listeners for events already; try again later`);
      }
      change(1);
      let held = true;
      const release = (): void => {
        if (held) change(-1);
        held = false;
      };
      try {
        const { last } = await freshHead();
        position ??= last;
        beating ??= keepBeating();
        const begin = after === null ? last : Math.min(after, last);
        let follower: Follower | null = null;
        return {
          get at() {
            return follower?.at ?? begin;
          },
          async run(sink, caller) {
            const signal = AbortSignal.any([caller, stopping.signal]);
            follower = { at: begin, wish, sink, leave: () => undefined };
            if (after !== null && after > last) sink.gap({ reason: 'unknown', after, resumeAt: last });
            const run = follow(follower, signal).finally(release);
            running.add(run);
            await run.finally(() => running.delete(run));
          },
          release,
        };
      } catch (error) {
        release();
        throw error;
      }
    },

    async stop() {
      stopping.abort();
      await Promise.allSettled([beating, reading, ...running]);
    },
  };
}

function wants({ types, device }: Wish, event: ToldEvent): boolean {
  return (types === null || types.includes(event.type)) && (device === null || event.device === device);
}
