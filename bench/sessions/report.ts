import { table } from '../table.ts';
import type { Compared, Measured } from './measure.ts';
import type { BusyTime, SelfTime } from './profile.ts';

/** Targets of the first milestone, in multiples of the bare server. */
const targets = { gateway: 3, database: 2, firstContactMs: 4, bareMs: 0.08, largeAnswerMs: 60 };

const ms = (n: number): string => (n < 10 ? n.toFixed(3) : n.toFixed(1));

/** One line per run, with the multiples of the bare server that was measured in turns with it. */
export function reportRuns(
  runs: readonly Compared[],
  idle: { gateway: number; database: number },
  isPinned: boolean,
): void {
  const perSecond = ({ result }: Measured): string => Math.round(result.sessions / result.seconds).toLocaleString('en');
  console.log(
    table(
      [
        ...['run', 'at once', 'bare ms', 'gateway ms', '× bare', 'PostgreSQL ms', '× bare', 'bare sessions/s'],
        ...['sessions/s', 'p50 ms', 'p95 ms', 'p99 ms', 'bare p50', 'p95', 'p99', 'failed'],
      ],
      runs.map(({ floor, run, ratio }) => [
        run.name,
        String(run.concurrency),
        ms(floor.serverMs),
        ms(run.serverMs),
        ratio.gateway.toFixed(2),
        ms(run.databaseMs ?? 0),
        ratio.database.toFixed(2),
        perSecond(floor),
        perSecond(run),
        ...[run, floor].flatMap(({ result }) => [ms(result.p50), ms(result.p95), ms(result.p99)]),
        run.result.failed === 0 ? '0' : `${run.result.failed}: ${run.result.firstFailure}`,
      ]),
    ),
  );
  console.log(
    `\n"ms" is CPU, user and system, per session, by the kernel's accounts; all runs ${isPinned ? 'pinned' : 'NOT pinned'}. Each figure is that of the median slice, "×" of the median pair. ` +
      `An idle second costs the gateway ${idle.gateway.toFixed(0)} ms and PostgreSQL ${idle.database.toFixed(0)} ms; it is not taken off.`,
  );
  for (const { run, ratio } of runs) {
    const { gateway, database } = ratio;
    const verdict = gateway <= targets.gateway && database <= targets.database ? 'holds ' : 'MISSED';
    console.log(
      `${verdict} ${run.name} at ${run.concurrency}: gateway ${gateway.toFixed(2)} × (≤ ${targets.gateway}), ` +
        `PostgreSQL ${database.toFixed(2)} × (≤ ${targets.database})`,
    );
  }
}

/**
 * Both sessions of a new device together: the one that registers it and the one that reads its whole model. The limit
 * in milliseconds is for a machine on which the bare server needs `bareMs`; on another it is as many times what that needs.
 */
export function reportFirstContact(contact: Measured, read: Measured, floor: Measured, stored: number): void {
  const gateway = contact.serverMs + read.serverMs;
  const database = (contact.databaseMs ?? 0) + (read.databaseMs ?? 0);
  const times = (gateway + database) / floor.serverMs;
  const most = targets.firstContactMs / targets.bareMs;
  const inMs = gateway + database <= targets.firstContactMs ? 'held' : 'missed';
  console.log(
    `\n${times <= most ? 'holds ' : 'MISSED'} first contact and whole-tree read, at ${contact.concurrency}, ` +
      `${contact.result.sessions} devices, ${(read.result.rpcs / Math.max(1, read.result.sessions)).toFixed(0)} RPCs each, ` +
      `${stored} parameters stored: ${ms(gateway + database)} ms CPU per device, ${times.toFixed(0)} × bare ` +
      `(≤ ${targets.firstContactMs} ms where bare is ${targets.bareMs} ms, so ≤ ${most.toFixed(0)} ×; bare is ${ms(floor.serverMs)} ms, and in milliseconds the limit is ${inMs}): gateway ${ms(contact.serverMs)} + ${ms(read.serverMs)}, PostgreSQL ${ms(contact.databaseMs ?? 0)} + ${ms(read.databaseMs ?? 0)}`,
  );
  for (const { name, result } of [contact, read]) {
    if (result.failed > 0) console.log(`  ${name}: ${result.failed} failed: ${result.firstFailure}`);
  }
}

/** A session that reads thousands of parameters in one answer, all in: decoded, merged and stored. */
export function reportLargeAnswer(run: Measured, stored: number): void {
  const all = run.serverMs + (run.databaseMs ?? 0);
  console.log(
    `${all <= targets.largeAnswerMs ? 'holds ' : 'MISSED'} one answer of ${stored} parameters decoded and stored, with its session, ` +
      `at ${run.concurrency}, ${run.result.sessions} devices: ${ms(all)} ms CPU (≤ ${targets.largeAnswerMs}): ` +
      `gateway ${ms(run.serverMs)}, PostgreSQL ${ms(run.databaseMs ?? 0)}`,
  );
  if (run.result.failed > 0) console.log(`  ${run.name}: ${run.result.failed} failed: ${run.result.firstFailure}`);
}

/** Top ten of functions, and the same time by area. */
export function reportProfile(what: string, busy: BusyTime): void {
  const list = (times: readonly SelfTime[]): string =>
    times
      .slice(0, 10)
      .map(({ where, percent }) => `  ${percent.toFixed(1).padStart(5)} %  ${where}`)
      .join('\n');
  console.log(`\nWhere the gateway spends its time, ${what}: share of the busy time by function itself`);
  console.log(list(busy.functions));
  console.log(`the same by area\n${list(busy.areas)}`);
}
