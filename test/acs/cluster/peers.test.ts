import { expect, test } from 'vitest';
import { type Peers, peers } from '../../../src/acs/peers.ts';

/** Processes that hear each other at once. */
function room(): { enter(name: string): Peers; beat(): void; pass(ms: number): void; readonly said: string[] } {
  const all = new Map<string, Peers>();
  const said: string[] = [];
  let now = 0;
  return {
    said,
    enter(name) {
      const one = peers(name, (notice) => {
        said.push(notice);
        for (const peer of all.values()) peer.hear(notice, now);
      });
      all.set(name, one);
      one.beat(now);
      return one;
    },
    beat() {
      for (const peer of all.values()) peer.beat(now);
    },
    pass(ms) {
      now += ms;
    },
  };
}

test('who is alone knows it, and two know each other as soon as the second comes', () => {
  const { enter, beat } = room();
  const a = enter('a');
  beat();
  expect(a.any).toBe(false);
  const b = enter('b');
  expect([a.any, b.any]).toEqual([true, true]);
});

test('who leaves is gone at once, who falls silent after a while', () => {
  const { enter, beat, pass } = room();
  const a = enter('a');
  enter('b').leave();
  expect(a.any).toBe(false);

  const other = room();
  const c = other.enter('c');
  c.hear('hello d', 0);
  other.pass(15_000);
  other.beat();
  expect(c.any).toBe(true);
  other.pass(2_000);
  other.beat();
  expect(c.any).toBe(false);
  pass(0);
  beat();
});

test('a few words a minute are enough', () => {
  const { enter, beat, pass, said } = room();
  const [a, b] = [enter('a'), enter('b')];
  said.length = 0;
  for (let time = 0; time < 240; time++) {
    pass(250);
    beat();
  }
  expect(said.length).toBeGreaterThan(20);
  expect(said.length).toBeLessThan(30);
  expect([a.any, b.any]).toEqual([true, true]);
});

test('other notices are left to others', () => {
  expect(peers('a', () => {}).hear('want 1234', 0)).toBe(false);
});
