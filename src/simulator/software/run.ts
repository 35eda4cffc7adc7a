import { sleep } from '../../base/durations.ts';
import { cpeFaults } from '../../cwmp/soap/fault.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { install } from './install.ts';
import type { DuJob, DuOperation, DuResult } from './operation.ts';
import { resolveAll } from './place.ts';
import { autonomousChange, stateChange } from './report.ts';
import { uninstall } from './uninstall.ts';
import { update } from './update.ts';

/**
 * Carries the operations of one ChangeDUState out, one after the other, in their order. One failure neither stops nor
 * undoes the others. What is over is on disk before the next begins; after a power cut the rest is done.
 * @returns false when the power went before the end
 */
export async function runDuJob(gateway: Gateway, job: DuJob, signal: AbortSignal): Promise<boolean> {
  for (const order of job.operations.slice(job.finished)) {
    await sleep(gateway.settings.flashTime, signal);
    if (signal.aborted) return false;
    let results: DuResult[];
    try {
      results = await carryOut(gateway, `${job.id}/${job.finished}`, order, signal);
    } catch (error) {
      // Cut off in the middle: the next start finds the journal.
      if (signal.aborted) return false;
      throw error;
    }
    if (signal.aborted) return false;
    resolveAll(gateway.tree);
    job.results.push(...results.map(worded));
    job.finished++;
    await gateway.save();
  }
  const { state } = gateway;
  state.duJobs = state.duJobs.filter((other) => other !== job);
  if (job.commandKey === null) {
    const told = autonomousChange(gateway.tree, job.results);
    if (told !== null) state.owed.push(told);
  } else state.owed.push(stateChange(job.commandKey, job.results));
  await gateway.save();
  gateway.noticed();
  return true;
}

async function carryOut(
  gateway: Gateway,
  operation: string,
  order: DuOperation,
  signal: AbortSignal,
): Promise<DuResult[]> {
  switch (order.kind) {
    case 'install':
      return [await install(gateway, operation, order, signal)];
    case 'update':
      return update(gateway, operation, order, signal);
    case 'uninstall':
      return uninstall(gateway, operation, order, signal);
  }
}

function worded(result: DuResult): DuResult {
  const { code, message } = result.fault;
  if (code === 0) return result;
  return { ...result, fault: { code, message: `${cpeFaults[code] ?? 'Vendor fault'}: ${message}`.slice(0, 256) } };
}
