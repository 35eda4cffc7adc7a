import { randomInt } from 'node:crypto';

/**
 * Whether a new session is let in. Sessions under way are never cut for a new one: turning a device away at the door
 * costs a few hundred bytes, turning it away half-way costs all that was done.
 */
export interface Admission {
  /** null: come in; else seconds to put into Retry-After. */
  refusal(): number | null;
}

/**
 * @param pressure 0 to 1 and beyond: how busy the process is besides its sessions (event loop lag, waits for the database)
 * @param stopping the process is going: nobody new comes in
 */
export function admission(
  limit: number,
  sessions: () => number,
  pressure: () => number,
  stopping: () => boolean,
): Admission {
  return {
    refusal() {
      const load = sessions() / limit;
      if (load < 1 && pressure() < 1 && !stopping()) return null;
      // Spread wide: devices that come back together are the next wave.
      const seconds = 30 + Math.min(4, Math.max(load, pressure())) * 30;
      return randomInt(Math.ceil(seconds / 2), Math.ceil(seconds * 1.5));
    },
  };
}
