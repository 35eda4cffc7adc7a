import { versionKey } from '../../devices/version-order.ts';
import type { PlannedImage } from '../plan/resolved.ts';
import type { EndReason } from '../reasons.ts';

/** Transfers that one device is asked to go through at most. */
export const mostHops = 5;

/** Where a device goes next: an image, how many there are on its way with this one, or why there is none. */
export type Way = { readonly next: PlannedImage; readonly hops: number } | { readonly none: EndReason };

/**
 * The shortest way from a version to the one that is wanted, over images each of which is installed from no version below
 * its floor, and none of which leads back. Of several as short, the one whose first image is the newest. Pure.
 *
 * A device that is newer than what is wanted goes straight there, as that is allowed by whoever asks; its floor counts all
 * the same. A device that tells no version can only be given an image without a floor.
 * @param images those on the way, without the wanted one
 */
export function wayTo(wanted: PlannedImage, images: readonly PlannedImage[], from: string | null): Way {
  if (mayFollow(wanted, from)) return { next: wanted, hops: 1 };
  if (from === null) return { none: 'versionUnknown' };
  const target = versionKey(wanted.version);
  const between = images
    .filter(({ version }) => versionKey(version) < target)
    .sort((a, b) => (versionKey(a.version) < versionKey(b.version) ? 1 : -1));
  // Breadth first: each round is one transfer more. An image is reached by the first round that can.
  let round = between
    .filter((image) => isNewer(image.version, from) && mayFollow(image, from))
    .map((image) => ({ first: image, last: image }));
  const seen = new Set(round.map(({ last }) => last.version));
  for (let hops = 2; round.length > 0; hops++) {
    const arrived = round.find(({ last }) => mayFollow(wanted, last.version));
    if (arrived) return hops > mostHops ? { none: 'tooManyHops' } : { next: arrived.first, hops };
    round = round.flatMap(({ first, last }) =>
      between
        .filter((image) => isNewer(image.version, last.version) && mayFollow(image, last.version))
        .filter(({ version }) => !seen.has(version) && seen.add(version))
        .map((image) => ({ first, last: image })),
    );
  }
  return { none: 'belowFloor' };
}

/** Whether an image may be installed on a device of this version. */
export function mayFollow({ minSource }: PlannedImage, from: string | null): boolean {
  return minSource === null || (from !== null && versionKey(from) >= versionKey(minSource));
}

export function isNewer(version: string, than: string): boolean {
  return versionKey(version) > versionKey(than);
}
