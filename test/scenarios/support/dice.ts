/** Random numbers that can be had again: mulberry32. @returns 0 ≤ n < 1 at each call */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this run: from MUSTER_TEST_SEED to repeat one, else new. */
export function seedOfThisRun(): number {
  return Number(process.env['MUSTER_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
}
