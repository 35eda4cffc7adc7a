import { dropExpiredSessions } from '../acs/parked-store.ts';
import { hours, minutes, seconds, sleep } from '../base/durations.ts';
import type { CampaignId } from '../base/ids.ts';
import { sweepTargets } from '../campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../campaigns/scheduler/tick.ts';
import { nothing, type TickResult } from '../campaigns/scheduler/tick-result.ts';
import { dropIdleBuckets, liveCampaigns } from '../campaigns/store.ts';
import { keepTimelinePartitions, timelineDays } from '../devices/timeline-store.ts';
import { forgetOldEvents, tellAll } from '../events/housekeeping.ts';
import { dropOldIdempotencyKeys } from '../northbound/rest/store.ts';
import { sweepModules } from '../operations/software-sweep.ts';
import { takeDueRetries } from '../operations/store.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import { agreeWithParameters } from '../software/track.ts';
import { tickSet } from '../software/wanted/jobs.ts';
import { allSets } from '../software/wanted/store.ts';
import type { Foundation } from './foundation.ts';
import type { RunningRole } from './role.ts';
import { wantedVerbs } from './wanted-modules.ts';

const beat = 1_000;
const sweepLimit = 500;
/** Reads of software modules that are ordered per minute at most: enough for a fleet of a million, each once a day. */
const moduleReads = { perMinute: 1_000, atOnce: 100 } as const;

export interface Planner extends RunningRole {
  /** Looks now rather than at the next beat. */
  nudge(): void;
}

/**
 * Carries campaigns on and moves what is overdue. Nothing lives here: every beat reads the tables, so a killed planner
 * is missed for a beat, and several share the work by row locks.
 */
export async function startPlanner(foundation: Foundation): Promise<Planner> {
  const { config, pool, clock, log, events, metrics, runner } = foundation;
  const stopping = new AbortController();
  let wakeUp = new AbortController();

  /** Campaigns with more to do take turns; after a beat all are looked at again, so that none waits for a big one. */
  async function campaigns(): Promise<void> {
    let busy = await liveCampaigns(pool, new Date(clock.now()));
    for (const until = clock.now() + beat; busy.length > 0 && !stopping.signal.aborted; ) {
      const again: typeof busy = [];
      for (const id of busy) {
        if (stopping.signal.aborted) return;
        const result = await tick(id);
        await foundation.wake(result.claimed);
        if (result.again) again.push(id);
      }
      busy = again;
      if (busy.length > 0 && clock.now() >= until) return wakeUp.abort();
    }
  }

  /** One that cannot be carried on is told of, and looked at again with the next beat; the others do not wait for it. */
  async function tick(id: CampaignId): Promise<TickResult> {
    const stop = metrics.tickSeconds.startTimer();
    try {
      return await tickCampaign(pool, clock, id, config.campaigns);
    } catch (error) {
      if (!stopping.signal.aborted) events.partFailed(`planner: campaign ${id}`, error);
      return nothing;
    } finally {
      stop();
    }
  }

  async function overdue(): Promise<void> {
    while (!stopping.signal.aborted) {
      const operations = await inTransaction(pool, (tx) => runner.sweep(tx, sweepLimit));
      const targets = await sweepTargets(pool, clock, sweepLimit);
      await foundation.wake(await takeDueRetries(pool, new Date(clock.now()), sweepLimit));
      if (operations < sweepLimit && targets < sweepLimit) return;
    }
  }

  async function wantedModules(): Promise<void> {
    for (const { id } of await allSets(pool)) {
      for (let again = true; again && !stopping.signal.aborted; ) {
        const tick = await tickSet(pool, clock.now(), id, wantedVerbs(foundation));
        await foundation.wake(tick.ordered);
        again = tick.again;
      }
    }
  }

  async function loop(name: string, every: number, work: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await work();
      } catch (error) {
        if (!stopping.signal.aborted) events.partFailed(`planner: ${name}`, error);
      }
      await sleep(every, name === 'campaigns' ? AbortSignal.any([stopping.signal, wakeUp.signal]) : stopping.signal);
      if (name === 'campaigns' && wakeUp.signal.aborted) wakeUp = new AbortController();
    }
  }

  async function softwareModules(): Promise<void> {
    for (let n = 0; n < moduleReads.perMinute && !stopping.signal.aborted; n += moduleReads.atOnce) {
      const now = new Date(clock.now());
      const due = await inTransaction(pool, (tx) => sweepModules(tx, now, moduleReads.atOnce));
      await inTransaction(pool, (tx) => agreeWithParameters(tx, due, now));
      if (due.length < moduleReads.atOnce) return;
    }
  }

  const loops = [
    loop('campaigns', beat, campaigns),
    loop('overdue', beat, overdue),
    loop('software modules', minutes(1), softwareModules),
    loop('wanted modules', beat, wantedModules),
    // Where nobody listens nobody else does it.
    loop('events', beat, async () => {
      await tellAll(pool, stopping.signal);
    }),
    loop('old events', minutes(1), async () => {
      await forgetOldEvents(pool, clock.now(), config.events, stopping.signal);
    }),
    loop('parked sessions', seconds(30), async () => {
      await dropExpiredSessions(pool, new Date(clock.now()));
    }),
    loop('retention', hours(6), async () => {
      await inTransaction(pool, (tx) => keepTimelinePartitions(tx, new Date(clock.now()), timelineDays));
      await dropOldIdempotencyKeys(pool, new Date(clock.now()));
      await dropIdleBuckets(pool, new Date(clock.now()));
    }),
  ];
  log.debug('planner runs');
  return {
    name: 'planner',
    nudge: () => wakeUp.abort(),
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
