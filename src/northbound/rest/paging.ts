import { MusterError } from '../../base/errors.ts';
import { looksLikeId } from '../../base/ids.ts';
import type { Query } from './query.ts';
import { queryInteger, queryText } from './query.ts';

const maxLimit = 500;

/** `limit` of a list: 1 to 500, 100 when not given. */
export function limitOf(query: Query): number {
  return queryInteger(query, 'limit', 1, maxLimit) ?? 100;
}

/** Opaque to clients; only the list that made it can read it. */
export function encodeCursor(list: string, place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url');
}

/** `number`: a key, or milliseconds since the epoch. */
type Part = 'number' | 'string' | 'id';
/** The last instant a Date can name; keys stay below it too. */
const largestNumber = 8.64e15;

/**
 * The place a cursor names, or null for the first page.
 * @param shape types of the parts
 * @throws MusterError `invalidCursor`
 */
export function readCursor<const T extends readonly Part[]>(
  query: Query,
  list: string,
  shape: T,
): { -readonly [K in keyof T]: T[K] extends 'number' ? number : string } | null {
  const text = queryText(query, 'cursor');
  if (text === undefined) return null;
  try {
    const [name, ...place] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    if (name === list && place.length === shape.length && place.every((part, i) => fits(part, shape[i]!))) {
      return place as { -readonly [K in keyof T]: T[K] extends 'number' ? number : string };
    }
  } catch {
    // Falls through to the one answer.
  }
  throw new MusterError('invalidCursor', `the cursor was not made by the list of ${list}; leave it out to start over`, {
    items: [{ path: 'cursor', message: 'not a cursor of this list' }],
  });
}

/** A cursor is in the client's hands: what cannot be a place would be an error in the database. */
function fits(part: unknown, kind: Part): boolean {
  if (kind === 'number') return Number.isInteger(part) && (part as number) >= 0 && (part as number) <= largestNumber;
  return typeof part === 'string' && (kind === 'string' || looksLikeId(part));
}

/** A page out of one more row than was asked for. */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  next: (row: Row) => string,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  return { items: shown.map(item), next: rows.length > limit && last ? next(last) : null };
}
