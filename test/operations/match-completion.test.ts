import { expect, it } from 'vitest';
import { matchCompletion } from '../../src/operations/match-completion.ts';

const waiting = [{ commandKey: 'm1-a' }, { commandKey: 'm1-b' }];
const isOurs = (key: string): boolean => key.startsWith('m1-');

it.each<[what: string, key: string, events: string[], waiting: typeof waiting, match: string | null]>([
  ['its own key', 'm1-b', [], waiting, 'm1-b'],
  ['its own key, whatever the event says', 'm1-b', ['m1-a'], waiting, 'm1-b'],
  ['the key of the event, where it has none itself', '', ['m1-b'], waiting, 'm1-b'],
  ['the key of the event, where its own is the device’s', '17', ['m1-b'], waiting, 'm1-b'],
  ['the first of the event keys that somebody waits for', '', ['m1-x', 'm1-b', 'm1-a'], waiting, 'm1-b'],
  ['the only one that waits, where nothing names any', '', [''], [waiting[0]!], 'm1-a'],
  ['none, where several wait and nothing names any', '', [], waiting, null],
  ['none, where nobody waits', '', [], [], null],
  ['none, where the key is ours and of an attempt that was given up', 'm1-x', ['m1-a'], waiting, null],
  ['none, where the event names another', '', ['other'], [waiting[0]!], null],
  ['none, where the key is of somebody else', 'other', [], [waiting[0]!], null],
])('a completion belongs to %s', (_, key, events, waiting, match) => {
  expect(matchCompletion(key, events, waiting, isOurs)?.commandKey ?? null).toBe(match);
});
