/** Microseconds per call: the median of several rounds after a warm-up, so that one stall does not count. */
export function microseconds(
  work: () => unknown,
  options: { warmupMs: number; rounds: number; roundMs: number },
): number {
  let sink = 0;
  const runFor = (ms: number): number => {
    const start = performance.now();
    let calls = 0;
    let now = start;
    while (now - start < ms) {
      for (let i = 0; i < 8; i++) if (work() === undefined) sink++;
      calls += 8;
      now = performance.now();
    }
    return ((now - start) * 1000) / calls;
  };
  runFor(options.warmupMs);
  const rounds = Array.from({ length: options.rounds }, () => runFor(options.roundMs)).sort((a, b) => a - b);
  if (sink < 0) console.log(sink);
  return rounds[rounds.length >> 1]!;
}
