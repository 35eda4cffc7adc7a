import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stopSignals } from '../../src/cli/signals.ts';

function stage(): {
  say: (signal: string, at: number) => void;
  asked: () => boolean;
  ended: () => number;
  free: () => number;
} {
  const source = new EventEmitter();
  let now = 0;
  let ended = 0;
  const signals = stopSignals(
    source,
    () => {
      ended++;
    },
    () => now,
  );
  return {
    say(signal, at) {
      now = at;
      source.emit(signal);
    },
    asked: () => signals.signal.aborted,
    ended: () => ended,
    free() {
      signals.release();
      return source.listenerCount('SIGINT') + source.listenerCount('SIGTERM') + source.listenerCount('SIGHUP');
    },
  };
}

describe('the wish to stop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('is heard as %s', (name) => {
    const { say, asked, ended } = stage();
    expect(asked()).toBe(false);
    say(name, 0);
    expect([asked(), ended()]).toEqual([true, 0]);
  });

  it('told twice by one Ctrl-C is one wish', () => {
    const { say, ended } = stage();
    say('SIGINT', 5000);
    say('SIGINT', 5010);
    say('SIGTERM', 5900);
    expect(ended()).toBe(0);
  });

  it('said again later ends at once', () => {
    const { say, ended } = stage();
    say('SIGTERM', 5000);
    say('SIGINT', 6500);
    expect(ended()).toBe(1);
  });

  it('is heard no more after the release', () => {
    expect(stage().free()).toBe(0);
  });
});
