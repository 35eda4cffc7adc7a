import { seconds, sleep } from '../../base/durations.ts';
import { isMusterError, MusterError } from '../../base/errors.ts';
import { type ApiClient, isUnreachable } from '../api/client.ts';
import { readBlocks } from './blocks.ts';

/** An event as the API tells it, or `stream.gap`. */
export interface EventItem {
  readonly type: string;
  readonly at?: string;
  readonly deviceId?: string | null;
  readonly [field: string]: unknown;
}

export interface Follow {
  readonly api: ApiClient;
  readonly types?: string;
  readonly device?: string;
  /** Begin after this event; undefined: with what happens from now on. */
  readonly after?: string;
  /** Ends when all that is kept was heard. */
  readonly untilCaughtUp: boolean;
  readonly signal: AbortSignal;
  heard(event: EventItem): void;
  /** Before Muster is asked again, milliseconds. */
  readonly pause?: number;
}

/** How long Muster may be away, once it was there. */
const patience = seconds(60);
/** There is a heartbeat every 15 seconds: a line that is silent for longer is dead. */
const silence = seconds(50);

/**
 * Hears events until the signal fires, over as many connections as it takes: each begins where the last one ended.
 * @returns the place it came to, to go on from; undefined when there was no connection
 * @throws MusterError what the API refuses, or that it is away for longer than a minute
 */
export async function followEvents(follow: Follow): Promise<string | undefined> {
  const { api, types, device, signal } = follow;
  let place = follow.after;
  let silentSince: number | null = null;
  let connected = false;
  while (!signal.aborted) {
    try {
      const line = new AbortController();
      const stop = AbortSignal.any([signal, line.signal]);
      const headers: Record<string, string> = place === undefined ? {} : { 'Last-Event-ID': place };
      const stream = await api.stream('/events', { types, device }, headers, stop);
      connected = true;
      let timer = setTimeout(() => line.abort(), silence);
      try {
        for await (const { id, data, comments } of readBlocks(stream)) {
          silentSince = null;
          clearTimeout(timer);
          timer = setTimeout(() => line.abort(), silence);
          if (data !== undefined) follow.heard(eventOf(data));
          place = id ?? place;
          // Leaving the loop ends the connection.
          if (follow.untilCaughtUp && comments.includes('caught up')) return place;
        }
      } finally {
        clearTimeout(timer);
      }
    } catch (error) {
      if (signal.aborted) break;
      // A refusal is final; a connection that breaks is not.
      const passing = isUnreachable(error) || isMusterError(error, 'overloaded') || !isMusterError(error);
      if (!passing || !connected) throw error;
      silentSince ??= Date.now();
      if (Date.now() - silentSince > patience) throw error;
    }
    await sleep(follow.pause ?? seconds(2), signal);
  }
  return place;
}

function eventOf(data: string): EventItem {
  try {
    return JSON.parse(data) as EventItem;
  } catch (error) {
    throw new MusterError('internal', `an event is not JSON: ${data.slice(0, 120)}`, { cause: error });
  }
}
