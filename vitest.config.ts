import { defineConfig } from 'vitest/config';
import { SlowFirst } from './test/support/slow-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/compile-cache.ts', 'test/support/postgres-server.ts'],
    pool: 'forks',
    // Tests wait more than they work: four files at a time keep two cores busy.
    maxWorkers: 4,
    // Files share a process and what they import: loading all of it for each file took a third of the time.
    isolate: false,
    sequence: { sequencer: SlowFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
