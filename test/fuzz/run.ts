import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { judge, longestMs, type Outcome } from '../support/envelope-judge.ts';
import { envelopeMutator } from '../support/envelope-mutator.ts';

/**
 * `node test/fuzz/run.ts [--count 1000000] [--seed N]`: the long form of test/cwmp/fuzz.test.ts, with figures. A case
 * that breaks something is kept in test/fixtures/fuzz, where the short form tries it again for ever.
 */
const { values: flags } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
  },
});
const count = Number(flags.count);
const seed = Number(flags.seed);
const found = path.join(import.meta.dirname, '../fixtures/fuzz');
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
}

function keep(text: string, why: string): void {
  mkdirSync(found, { recursive: true });
  const name = `${why}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.xml`;
  writeFileSync(path.join(found, name), text);
  console.log(`kept ${name}`);
}

let rejections = 0;
process.on('unhandledRejection', () => rejections++);

const mutator = envelopeMutator(seed);
const counts = new Map<Outcome, number>();
let crashes = 0;
let slow = 0;
let slowest = 0;
let slowestLength = 0;
let characters = 0;
let longest = 0;
let warmHeap = 0;
let largestHeap = 0;
console.log(`seed ${seed}, ${count.toLocaleString('en')} envelopes, Node ${process.version}`);
const started = performance.now();
let judging = 0;
for (let n = 0; n < count; n++) {
  if (n === Math.min(20_000, count >> 1)) warmHeap = heapMegabytes();
  if (n > 20_000 && n % 100_000 === 0) {
    const heap = heapMegabytes();
    largestHeap = Math.max(largestHeap, heap);
    console.log(`${n.toLocaleString('en').padStart(9)}  heap ${heap.toFixed(1)} MB, crashes ${crashes}`);
  }
  const text = mutator.next();
  characters += text.length;
  longest = Math.max(longest, text.length);
  const start = performance.now();
  try {
    for (const outcome of judge(text)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  } catch (error) {
    crashes++;
    console.log(error);
    if (crashes <= 20) keep(text, 'crash');
  }
  const took = performance.now() - start;
  judging += took;
  if (took > slowest) {
    slowest = took;
    slowestLength = text.length;
  }
  if (took > longestMs && ++slow <= 5) keep(text, 'slow');
}
const seconds = (performance.now() - started) / 1_000;
const heap = heapMegabytes();
console.log(`
crashes              ${crashes}
unhandled rejections ${rejections}
slower than ${longestMs} ms  ${slow} (slowest ${slowest.toFixed(1)} ms, ${slowestLength} characters)
heap                 ${warmHeap.toFixed(1)} MB warm, ${heap.toFixed(1)} MB at the end, grown by ${(heap - warmHeap).toFixed(1)} MB; largest ${Math.max(largestHeap, heap).toFixed(1)} MB
envelopes            mean ${(characters / count).toFixed(0)} characters, longest ${longest.toLocaleString('en')}
speed                ${Math.round(count / seconds).toLocaleString('en')} envelopes/s with mutation, ${Math.round(count / (judging / 1_000)).toLocaleString('en')}/s read and heard in 5 sessions each
outcomes`);
for (const [outcome, times] of [...counts].sort((a, b) => b[1] - a[1])) {
  console.log(`  ${outcome.padEnd(28)} ${times.toLocaleString('en').padStart(10)}`);
}
if (crashes > 0 || slow > 0 || rejections > 0) process.exitCode = 1;
