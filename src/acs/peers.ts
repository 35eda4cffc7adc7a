/** Other southbound doors on the same database, as far as they were heard lately. Notices: `hello`, `hello?` and `bye`. */
export interface Peers {
  readonly any: boolean;
  /** @returns whether the notice was about peers */
  hear(notice: string, now: number): boolean;
  /** To be called every second or so. */
  beat(now: number): void;
  leave(): void;
}

const helloEveryMs = 5_000;
/** Three were missed. */
const silentMs = 16_000;

/** @param name of this process, without spaces */
export function peers(name: string, send: (notice: string) => void): Peers {
  const heard = new Map<string, number>();
  let saidAt = Number.NEGATIVE_INFINITY;
  let greeted = false;
  return {
    get any() {
      return heard.size > 0;
    },
    hear(notice, now) {
      const [word, who] = notice.split(' ');
      if (word !== 'hello' && word !== 'hello?' && word !== 'bye') return false;
      if (who === undefined || who === name) return true;
      if (word === 'bye') heard.delete(who);
      else heard.set(who, now);
      if (word === 'hello?') {
        saidAt = now;
        send(`hello ${name}`);
      }
      return true;
    },
    beat(now) {
      for (const [who, at] of heard) if (now - at > silentMs) heard.delete(who);
      if (now - saidAt < helloEveryMs) return;
      saidAt = now;
      // Whoever is there answers the first one at once.
      send(`${greeted ? 'hello' : 'hello?'} ${name}`);
      greeted = true;
    },
    leave: () => send(`bye ${name}`),
  };
}
