import type { ReleaseCounts, Stretch } from './fleet-store.ts';

/** Which units of a name are asked for. */
export interface UnitQuestion {
  readonly version?: string | undefined;
  readonly status?: string | undefined;
  /** true: any fault; a text: this one. */
  readonly fault?: true | string | undefined;
}

/** The last unit of the page before. */
export interface UnitPlace {
  readonly releaseId: number;
  readonly status: string;
  readonly fault: string;
  readonly device: number;
  readonly instance: number;
}

/**
 * The stretches of the index that a page of units is read from: in the order of releases, and of their states, from the
 * place of the last page on, and no more of them than the page can need. Pure.
 * @param releases in their order, with counts
 */
export function stretchesOf(
  releases: readonly ReleaseCounts[],
  asked: UnitQuestion,
  after: UnitPlace | null,
  limit: number,
): Stretch[] {
  const all = releases
    .filter(({ version }) => asked.version === undefined || version === asked.version)
    .flatMap(({ id, cells }) => cells.map((cell) => ({ ...cell, releaseId: id })))
    .filter(({ status }) => asked.status === undefined || status === asked.status)
    .filter(({ fault }) => asked.fault === undefined || (asked.fault === true ? fault !== '' : fault === asked.fault));
  const here = all.findIndex((cell) => after !== null && isPlace(cell, after));
  // Its last unit may have gone meanwhile: then what comes after it in the order.
  const from = here >= 0 ? here : after === null ? 0 : placeAfter(all, releases, after);
  const stretches: Stretch[] = [];
  // Counts are of a moment ago, so some more than are needed.
  let enough = limit * 2;
  for (const [i, { releaseId, status, fault, count }] of all.slice(from).entries()) {
    const isHere = here >= 0 && i === 0;
    stretches.push({
      releaseId,
      status,
      fault,
      afterDevice: isHere ? after!.device : 0,
      afterInstance: isHere ? after!.instance : 0,
    });
    if (!isHere) enough -= count;
    if (enough <= 0) break;
  }
  return stretches;
}

function isPlace(cell: { releaseId: number; status: string; fault: string }, place: UnitPlace): boolean {
  return cell.releaseId === place.releaseId && cell.status === place.status && cell.fault === place.fault;
}

function placeAfter(
  all: readonly { releaseId: number; status: string; fault: string }[],
  releases: readonly ReleaseCounts[],
  place: UnitPlace,
): number {
  const rank = new Map(releases.map(({ id }, i) => [id, i]));
  const placeRank = rank.get(place.releaseId) ?? 0;
  const found = all.findIndex((cell) => {
    const cellRank = rank.get(cell.releaseId)!;
    if (cellRank !== placeRank) return cellRank > placeRank;
    return cell.status !== place.status ? cell.status > place.status : cell.fault > place.fault;
  });
  return found < 0 ? all.length : found;
}
