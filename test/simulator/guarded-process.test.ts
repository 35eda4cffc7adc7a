import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { GuardedProcess, groupUse } from '../../src/simulator/software/environments/guarded-process.ts';

/** A process that takes its time to die, as the kernel has to take back its memory. Says by a file that it holds it. */
const heavy = `
  const held = Buffer.alloc(200e6, 1);
  require('node:fs').writeFileSync(process.argv[1], '');
  setInterval(() => held, 1e6);`;
/** Leaves some of them behind, which hold none of the guard's pipes. */
const littering = `
  for i in 1 2 3 4; do "$0" -e "$1" "$i" >/dev/null 2>&1 & done
  until [ -e 1 ] && [ -e 2 ] && [ -e 3 ] && [ -e 4 ]; do sleep 0.02; done
  exit 3`;

test('a process is over when nothing is left of its group, whatever it started', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'muster-guarded-'));
  try {
    const guarded = new GuardedProcess({
      command: ['/bin/sh', '-c', littering, process.execPath, heavy],
      directory,
      environment: { PATH: '/usr/bin:/bin' },
      limits: null,
    });
    expect((await guarded.ended).status).toBe(3);
    expect(groupUse(guarded.group)?.processes).toBe(0);
  } finally {
    await rm(directory, { recursive: true });
  }
});
