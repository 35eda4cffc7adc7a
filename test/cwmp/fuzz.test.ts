import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { judge, longestMs, type Outcome, outcomes } from '../support/envelope-judge.ts';
import { envelopeMutator, seedEnvelopes } from '../support/envelope-mutator.ts';

/** Cases that were found by the long run (`node test/fuzz/run.ts`) or by hand. */
const found = path.join(import.meta.dirname, '../fixtures/fuzz');
const seed = Number(process.env['MUSTER_FUZZ_SEED'] ?? 20_261_121);
const count = 20_000;

describe('a message that is nearly good', () => {
  it(`leads to an outcome of the list, ${count} times`, () => {
    const mutator = envelopeMutator(seed);
    const counts = new Map<Outcome, number>();
    let slowest = 0;
    for (let n = 0; n < count; n++) {
      const text = mutator.next();
      const start = performance.now();
      let results: Outcome[];
      try {
        results = judge(text);
      } catch (error) {
        throw new Error(`case ${n} of seed ${seed}: ${JSON.stringify(text)}`, { cause: error });
      }
      slowest = Math.max(slowest, performance.now() - start);
      for (const outcome of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    expect(slowest).toBeLessThan(longestMs);
    // Every way out is tried, or the mutator has gone blunt.
    expect(outcomes.filter((outcome) => !counts.has(outcome))).toEqual([]);
  }, 120_000);

  it('is the same for the same seed', () => {
    const [a, b] = [envelopeMutator(7), envelopeMutator(7)];
    for (let n = 0; n < 50; n++) expect(a.next()).toBe(b.next());
  });

  it('comes from good ones', () => {
    for (const text of seedEnvelopes()) expect(() => judge(text)).not.toThrow();
  });
});

describe('cases that were found', () => {
  const files = readdirSync(found).filter((name) => name.endsWith('.xml'));

  it.each(files)('%s', (name) => {
    const start = performance.now();
    const results = judge(readFileSync(path.join(found, name), 'utf8'));
    expect(results.filter((outcome) => !outcomes.includes(outcome))).toEqual([]);
    expect(performance.now() - start).toBeLessThan(longestMs);
  });
});
