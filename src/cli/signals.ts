/** Signals this close together are one Ctrl-C: the terminal tells everybody, and npm tells its child once more. */
const echo = 1000;
const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface StopSignals {
  /** Fires at the first signal. */
  readonly signal: AbortSignal;
  /** Resolves at the first signal. */
  readonly asked: Promise<void>;
  /** Gives the signals back. */
  release(): void;
}

/** Listens for the wish to stop. The first signal asks, a second one a while later ends the process with 130. */
export function stopSignals(
  source: NodeJS.EventEmitter = process,
  endHard: () => void = () => process.exit(130),
  now: () => number = () => performance.now(),
): StopSignals {
  const asking = new AbortController();
  let first: number | null = null;
  const heard = (): void => {
    if (first === null) {
      first = now();
      asking.abort();
    } else if (now() - first > echo) endHard();
  };
  for (const name of names) source.on(name, heard);
  const { signal } = asking;
  return {
    signal,
    asked: new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    release() {
      for (const name of names) source.off(name, heard);
    },
  };
}
