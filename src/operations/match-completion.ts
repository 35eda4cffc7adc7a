import type { CommandKeys } from './command-key.ts';

/** An operation that waits for a completion, by the key it was dispatched with. */
export interface Waiting {
  readonly commandKey: string | null;
}

/**
 * Which open operation a completion is about. Its own CommandKey decides. Some devices leave it empty, or fill it with
 * something of theirs, while the `M` event of the session's Inform carries ours: then that one decides. Where neither
 * names anything, it can only be about the one operation that waits; with several, nobody knows and none is moved.
 * @param eventKeys CommandKeys of the session's `M` events for such completions, in order
 */
export function matchCompletion<T extends Waiting>(
  commandKey: string,
  eventKeys: readonly string[],
  waiting: readonly T[],
  isOurs: CommandKeys['isOurs'],
): T | null {
  const byKey = (key: string): T | undefined => waiting.find((one) => one.commandKey === key);
  if (commandKey !== '') {
    const named = byKey(commandKey);
    if (named) return named;
    // One of our keys that nobody waits for any more: late news of an attempt that was given up.
    if (isOurs(commandKey)) return null;
  }
  const told = eventKeys.filter((key) => key !== '');
  for (const key of told) {
    const named = byKey(key);
    if (named) return named;
  }
  if (commandKey !== '' || told.length > 0) return null;
  return waiting.length === 1 ? waiting[0]! : null;
}
