import type { Queryable } from '../platform/database/pool.ts';
import type { LinkClaim } from './links.ts';
import { recordTurnedAway } from './store.ts';

/** Milliseconds until those who came meanwhile are written down together. */
const gatherMs = 250;
/** More than this in one moment are not kept: a server that turns away so many has other worries. */
const most = 10_000;

export interface TurnedAwayBook {
  /** @param at milliseconds since the epoch */
  note(claim: LinkClaim, at: number): void;
}

/**
 * Keeps whom the file server told to come back later, one row each however often they ask. A device that takes 503 for
 * a no says so with a fault of its own, and only this tells that the fault is ours.
 */
export function turnedAwayBook(db: Queryable, failed: (error: unknown) => void): TurnedAwayBook {
  let waiting = new Map<string, { claim: LinkClaim; at: number }>();
  const write = (): void => {
    const requests = [...waiting.values()].map(({ claim, at }) => ({ ...claim, at }));
    waiting = new Map();
    recordTurnedAway(db, requests).catch(failed);
  };
  return {
    note(claim, at) {
      if (waiting.size === 0) setTimeout(write, gatherMs).unref();
      if (waiting.size < most) waiting.set(`${claim.deviceKey} ${claim.purpose}`, { claim, at });
    },
  };
}
