import { table } from '../table.ts';
import type { Measured } from './measure.ts';

/** Targets of the first milestone, in multiples of the bare server. */
const targets = { gateway: 3, database: 2, firstContactMs: 4 };

const ms = (n: number): string => (n < 10 ? n.toFixed(3) : n.toFixed(1));

/** One line per run, with the multiples of the bare server at the same concurrency. */
export function reportRuns(
  runs: readonly Measured[],
  idle: { gateway: number; database: number },
  isPinned: boolean,
): void {
  const bareOf = (run: Measured): number =>
    runs.find((other) => other.databaseMs === null && other.concurrency === run.concurrency)!.serverMs;
  console.log(
    table(
      [
        'run',
        'at once',
        'sessions/s',
        'server ms',
        '× bare',
        'PostgreSQL ms',
        '× bare',
        'p50 ms',
        'p95 ms',
        'p99 ms',
        'failed',
      ],
      runs.map((run) => [
        run.name,
        String(run.concurrency),
        Math.round(run.result.sessions / run.result.seconds).toLocaleString('en'),
        ms(run.serverMs),
        (run.serverMs / bareOf(run)).toFixed(2),
        run.databaseMs === null ? '' : ms(run.databaseMs),
        run.databaseMs === null ? '' : (run.databaseMs / bareOf(run)).toFixed(2),
        ms(run.result.p50),
        ms(run.result.p95),
        ms(run.result.p99),
        run.result.failed === 0 ? '0' : `${run.result.failed}: ${run.result.firstFailure}`,
      ]),
    ),
  );
  console.log(
    `\n"ms" is CPU, user and system, per session, by the kernel's accounts; all runs ${isPinned ? 'pinned' : 'NOT pinned'}. ` +
      `An idle second costs the gateway ${idle.gateway.toFixed(0)} ms and PostgreSQL ${idle.database.toFixed(0)} ms; it is not taken off.`,
  );
  for (const run of runs) {
    if (run.databaseMs === null) continue;
    const gateway = run.serverMs / bareOf(run);
    const database = run.databaseMs / bareOf(run);
    const verdict = gateway <= targets.gateway && database <= targets.database ? 'holds ' : 'MISSED';
    console.log(
      `${verdict} ${run.name} at ${run.concurrency}: gateway ${gateway.toFixed(2)} × (≤ ${targets.gateway}), ` +
        `PostgreSQL ${database.toFixed(2)} × (≤ ${targets.database})`,
    );
  }
}

/** Both sessions of a new device together: the one that registers it and the one that reads its whole model. */
export function reportFirstContact(contact: Measured, read: Measured, stored: number): void {
  const gateway = contact.serverMs + read.serverMs;
  const database = (contact.databaseMs ?? 0) + (read.databaseMs ?? 0);
  console.log(
    `\n${gateway + database <= targets.firstContactMs ? 'holds ' : 'MISSED'} first contact and whole-tree read, at ${contact.concurrency}, ` +
      `${contact.result.sessions} devices, ${(read.result.rpcs / Math.max(1, read.result.sessions)).toFixed(0)} RPCs each, ` +
      `${stored} parameters stored: ${ms(gateway + database)} ms CPU per device (≤ ${targets.firstContactMs}): ` +
      `gateway ${ms(contact.serverMs)} + ${ms(read.serverMs)}, PostgreSQL ${ms(contact.databaseMs ?? 0)} + ${ms(read.databaseMs ?? 0)}`,
  );
  for (const { name, result } of [contact, read]) {
    if (result.failed > 0) console.log(`  ${name}: ${result.failed} failed: ${result.firstFailure}`);
  }
}
