/**
 * Microseconds of CPU per call, all threads of the process: the median of several rounds after a warm-up. CPU time and
 * not the clock, so that other work on the machine does not show.
 */
export function microseconds(
  work: () => unknown,
  options: { warmupMs: number; rounds: number; roundMs: number },
): number {
  const runFor = (ms: number): number => {
    const end = performance.now() + ms;
    const before = process.cpuUsage();
    let calls = 0;
    do {
      for (let i = 0; i < 8; i++) work();
      calls += 8;
    } while (performance.now() < end);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / calls;
  };
  runFor(options.warmupMs);
  const rounds = Array.from({ length: options.rounds }, () => runFor(options.roundMs)).sort((a, b) => a - b);
  return rounds[rounds.length >> 1]!;
}
