import { setTimeout as pause } from 'node:timers/promises';

type Found<T> = Exclude<T, null | undefined | false>;

/**
 * Looks again and again until there is something, at most `limit` milliseconds: the machine may be busy.
 * @param what for the error: what did not happen
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  limit = 30_000,
  every = 25,
): Promise<Found<T>> {
  const end = performance.now() + limit;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found as Found<T>;
    if (performance.now() > end) throw new Error(`within ${limit / 1000} s it did not happen: ${what}`);
    await pause(every);
  }
}
