import { MusterError } from '../../base/errors.ts';
import { softwareModules } from '../../datamodel/views/software-modules.ts';
import { setExecutionUnitState, unitNamed } from '../../operations/kinds/set-execution-unit-state.ts';
import type { ExecutionUnitPlan } from '../plan/resolved.ts';
import { type CampaignKind, type DeviceFacts, type NextStep, readingKind } from './kind.ts';
import { question, readFrom, unreadable } from './modules.ts';

/**
 * Starts or stops one execution unit on each device. Proven by its Status, which the operation reads back; it is lost
 * again when the Status changes or a fault shows.
 */
export const executionUnitState: CampaignKind<ExecutionUnitPlan> = {
  name: 'executionUnitState',
  proof: 'reading',

  async resolve(_db, plan) {
    if (plan.kind !== 'executionUnitState') throw new MusterError('internal', `a ${plan.kind} campaign has no unit`);
    return plan;
  },

  needs: () => ({ modules: true }),
  refuses: () => null,
  isThere: () => false,
  // Rows are numbered anew now and then: only by tables just read is it certain whose state is set.
  order: (_plan, device) => question(device),

  next(plan, ended, device) {
    if (ended.kind !== readingKind) return null;
    if (ended.state === 'failed') return unreadable(ended);
    return ended.state === 'succeeded' ? wayOf(plan, { ...device, modules: readFrom(ended.result) }) : null;
  },

  holds(plan, device) {
    if (!device.modules || device.modules.length === 0) return null;
    const unit = unitOf(plan, device);
    if (!unit) return false;
    if (unit.fault !== null) return false;
    if (unit.status === 'Starting' || unit.status === 'Stopping' || unit.status === null) return null;
    return unit.status === plan.artifact.requestedState;
  },

  question: (_plan, device) => question(device),
};

function wayOf(plan: ExecutionUnitPlan, device: DeviceFacts): NextStep {
  if (!device.modules || device.modules.length === 0) return { do: 'refuse', reason: 'unsupported' };
  const unit = unitOf(plan, device);
  if (!unit) return { do: 'refuse', reason: 'noUnit' };
  const { requestedState } = plan.artifact;
  if (unit.status === requestedState && unit.fault === null) return { do: 'prove' };
  const order = { executionUnit: unit.path, requestedState, timeoutMinutes: plan.timeouts.transferMinutes };
  // 15 minutes are what a start may take; a day is what the operation allows.
  return {
    do: 'order',
    order: {
      kind: setExecutionUnitState.name,
      order: { ...order, timeoutMinutes: Math.min(order.timeoutMinutes, 1_440) },
    },
  };
}

function unitOf({ artifact }: ExecutionUnitPlan, { modules: known }: DeviceFacts) {
  const found = unitNamed(artifact.executionUnit, softwareModules(known ?? []).executionUnits);
  return 'row' in found ? found.row : null;
}
