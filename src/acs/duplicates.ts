import { hours } from '../base/durations.ts';
import type { DeviceId } from '../base/ids.ts';
import { RecentMap } from '../base/recent-map.ts';

/**
 * Two gateways with one identity (a cloned serial number) show as one that jumps to and fro between places. A new
 * address is nothing special; coming back to a place it had left, again and again within an hour, is.
 */
export interface Duplicates {
  /** @param place where it calls from and wants to be called at @returns true when it is more than one by all signs */
  note(device: DeviceId, place: string, now: number): boolean;
}

const window = hours(1);
/** A line with a second way out falls over and back once or twice. */
const returnsThatShow = 4;
const placesKept = 4;
const devicesKept = 20_000;

interface Trail {
  places: string[];
  returns: number;
  since: number;
}

export function duplicateWatch(): Duplicates {
  const trails = new RecentMap<DeviceId, Trail>(devicesKept);
  return {
    note(device, place, now) {
      let trail = trails.get(device);
      if (!trail || now - trail.since > window) trail = { places: [], returns: 0, since: now };
      trails.set(device, trail);
      if (trail.places.at(-1) === place) return false;
      if (trail.places.includes(place)) trail.returns++;
      trail.places = [...trail.places.filter((p) => p !== place), place].slice(-placesKept);
      if (trail.returns < returnsThatShow) return false;
      trails.delete(device);
      return true;
    },
  };
}
