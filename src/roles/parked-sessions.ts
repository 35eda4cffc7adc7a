import { randomBytes } from 'node:crypto';
import { lastWordsMs } from '../acs/endpoint.ts';
import type { LiveSessions } from '../acs/live-sessions.ts';
import { type ParkedSessions, parkedSessions, usualParkingWaits } from '../acs/parked-sessions.ts';
import {
  currentSessions,
  doorChannel,
  type Parking,
  parkSessions,
  type Taking,
  takeParkedSessions,
} from '../acs/parked-store.ts';
import { peers } from '../acs/peers.ts';
import type { SessionCookies } from '../acs/session-cookie.ts';
import { createBatcher } from '../platform/database/batcher.ts';
import { noticesOn } from '../platform/database/notices.ts';
import type { Pool } from '../platform/database/pool.ts';
import type { Foundation } from './foundation.ts';

const beatMs = 250;

export interface RunningParking {
  readonly parked: ParkedSessions;
  /** Parks what is left, tells the others, and hangs up. The door must be closed. */
  stop(): Promise<void>;
}

/** The door's part in carrying sessions from process to process. */
export async function startParking(
  foundation: Foundation,
  hot: Pool,
  sessions: LiveSessions,
  cookies: SessionCookies,
): Promise<RunningParking> {
  const { clock, config, events, metrics, log } = foundation;
  const batch = { maxSize: 64, maxDelayMs: 2, maxRunning: 2, maxQueued: 20_000 };
  const park = createBatcher({
    ...batch,
    run: (items: readonly Parking[]) => parkSessions(hot, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'park' }, size),
  });
  const take = createBatcher({
    ...batch,
    run: (items: readonly Taking[]) => takeParkedSessions(hot, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'take-parked' }, size),
  });
  const name = randomBytes(6).toString('hex');
  const failed = (error: unknown): void => events.partFailed('acs: parked sessions', error);
  const notices = noticesOn(foundation.databaseUrl, hot, doorChannel, log);
  const send = (notice: string): void => void notices.send(notice).catch(failed);
  const parked = parkedSessions({
    name,
    clock,
    sessions,
    cookies,
    peers: peers(name, send),
    hearsOthers: () => notices.hears,
    park,
    take,
    send,
    currentOf: (doubtful) => currentSessions(hot, doubtful),
    // The door lets a session that is over its time end in order.
    maxSessionMs: config.limits.maxSessionMs + lastWordsMs,
    waits: usualParkingWaits,
    superseded: (session) => {
      if (session.step) events.sessionLost(session.deviceId, 'replaced');
    },
    report: events.sessionMoved,
    failed,
  });
  await notices.listen((notice) => parked.hear(notice));
  parked.beat();
  const beat = setInterval(() => parked.beat(), beatMs);
  return {
    parked,
    async stop() {
      clearInterval(beat);
      await parked.parkAll();
      await Promise.all([park.drained(), take.drained()]);
      await notices.stop();
    },
  };
}
