import { minutes } from '../base/durations.ts';
import { RecentMap } from '../base/recent-map.ts';
import { type Buckets, bottomless, buckets } from './buckets.ts';

/**
 * Locks out who guesses. Failures are counted by source and by user name; both are forgotten over ten minutes.
 *
 * A user name is not locked for the source that it last proved itself from: else anybody could lock a gateway out by
 * guessing at its name. The name that all gateways share for first contact is counted by source only, for the same
 * reason.
 */
export interface LoginGuard {
  /** null: may try; else seconds until the next try. Looks at nothing but counters. */
  refusal(source: string, username: string | null, now: number): number | null;
  failed(source: string, username: string | null, now: number): void;
  succeeded(source: string, username: string): void;
}

const windowSeconds = minutes(10) / 1000;
const keys = 50_000;

/** @param limits failures in ten minutes; 0: no limit */
export function loginGuard(
  limits: { readonly perSource: number; readonly perUser: number },
  options: { readonly sharedUsername: string; isUnlimited(source: string): boolean },
): LoginGuard {
  const counter = (failures: number): Buckets =>
    failures === 0 ? bottomless : buckets({ perSecond: failures / windowSeconds, burst: failures, keys });
  const sources = counter(limits.perSource);
  const users = counter(limits.perUser);
  const proven = new RecentMap<string, string>(keys);

  const isCounted = (username: string | null): username is string =>
    username !== null && username !== options.sharedUsername;

  return {
    refusal(source, username, now) {
      let wait = options.isUnlimited(source) || sources.has(source, now) ? 0 : sources.waitMs(source, now);
      if (isCounted(username) && !users.has(nameKey(username), now) && proven.get(nameKey(username)) !== source) {
        wait = Math.max(wait, users.waitMs(nameKey(username), now));
      }
      return wait === 0 ? null : Math.ceil(wait / 1000);
    },
    failed(source, username, now) {
      if (!options.isUnlimited(source)) sources.take(source, now);
      // What the proven place of a name does wrong is not held against the name.
      if (isCounted(username) && proven.get(nameKey(username)) !== source) users.take(nameKey(username), now);
    },
    succeeded(source, username) {
      if (isCounted(username)) proven.set(nameKey(username), source);
    },
  };
}

/** A stranger may send names of any length. */
function nameKey(username: string): string {
  return username.length <= 256 ? username : username.slice(0, 256);
}
