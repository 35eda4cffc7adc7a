import { MusterError } from '../../base/errors.ts';
import { modulesPath, softwareModules } from '../../datamodel/views/software-modules.ts';
import { isBusyUnit } from '../../datamodel/views/software-modules-states.ts';
import { sameUuid } from '../../datamodel/views/software-modules-uuid.ts';
import type { DuResult } from '../../operations/kind.ts';
import { changeDuState } from '../../operations/kinds/change-du-state.ts';
import type { DuOutcome } from '../../operations/kinds/du-results.ts';
import type { WantedModule } from '../../software/wanted/module-set.ts';
import { type ReasonCode, reconcile } from '../../software/wanted/reconcile.ts';
import { seenFrom } from '../../software/wanted/seen.ts';
import type { ModulesPlan, PlannedPackage } from '../plan/resolved.ts';
import type { EndReason } from '../reasons.ts';
import {
  type CampaignKind,
  type DeviceFacts,
  type DeviceOrder,
  type EndedOperation,
  type NextStep,
  readingKind,
} from './kind.ts';
import { resolvePackages } from './resolve-packages.ts';

/**
 * Installs, updates and removes software modules: for each device one ChangeDUState with what brings it there, decided as
 * module sets decide it. Nothing is done on the word of old tables: a device is read first, in the session that it is
 * called for, and what it tells decides at once whether it is ordered, needs nothing, or can be given nothing.
 */
export const modules: CampaignKind<ModulesPlan> = {
  name: 'modules',
  proof: 'reading',

  async resolve(db, plan) {
    if (plan.kind !== 'install' && plan.kind !== 'update' && plan.kind !== 'uninstall')
      throw new MusterError('internal', `a ${plan.kind} campaign has no packages`);
    return { ...plan, ...(await resolvePackages(db, plan)) };
  },

  needs: () => ({ modules: true }),

  refuses: (plan, { productClass }) =>
    plan.productClass !== null && productClass !== plan.productClass ? 'wrongModel' : null,

  isThere: () => false,
  order: (_plan, device) => question(device),

  next(plan, ended, device) {
    if (ended.kind === readingKind) {
      if (ended.state === 'failed') return unreadable(ended);
      if (ended.state !== 'succeeded') return null;
      return wayOf(plan, { ...device, modules: readFrom(ended.result) });
    }
    if (ended.state === 'succeeded') return misgiving(plan, ended);
    // Found out before anything was said to it.
    if (ended.fault?.reason === 'noVariant') return refused('noVariant');
    return ended.state === 'failed' && isSoAlready(plan, ended) ? { do: 'prove' } : null;
  },

  holds(plan, { modules: known }) {
    if (!known || known.length === 0) return null;
    const verdicts = plan.packages.map((one) => holdsOne(one, known));
    return verdicts.includes(false) ? false : verdicts.includes(null) ? null : true;
  },

  question: (_plan, device) => question(device),
};

/** The tables of a device, to be read. */
export function question({ root }: DeviceFacts): DeviceOrder {
  return { kind: readingKind, order: { paths: [modulesPath(root ?? 'Device.')] } };
}

/** What a reading told, as parameters. */
export function readFrom(result: unknown): readonly (readonly [path: string, value: string])[] {
  const { parameters = [] } = (result ?? {}) as { parameters?: readonly { path: string; value: string }[] };
  return parameters.map(({ path, value }) => [path, value] as const);
}

/** A device whose tables nobody can read has none: the fault for a name that is not there. */
export function unreadable({ fault }: EndedOperation): NextStep | null {
  return fault?.code === 9005 ? { do: 'refuse', reason: 'unsupported' } : null;
}

/** What is in the way of a device, in the words of campaigns. */
const words: Readonly<Record<Exclude<ReasonCode, 'busy' | 'noSource'>, EndReason>> = {
  ambiguous: 'ambiguous',
  downgrade: 'newer',
  environmentUnknown: 'noEnvironment',
  environmentDown: 'environmentDown',
  noSpace: 'lowSpace',
  dependencyMissing: 'dependencyMissing',
  unresolved: 'dependencyMissing',
};
/** More need not be taken by any device in one call (TR-069 A.4.1.10). */
const mostOperations = 16;

/** What has to be done, by these tables. */
function wayOf(plan: ModulesPlan, { modules: known }: DeviceFacts): NextStep {
  if (!known || known.length === 0) return { do: 'refuse', reason: 'unsupported' };
  const seen = seenFrom(known);
  // Whether its units run is not what is asked here: they start by themselves, or by a campaign of their own.
  const resting = { ...seen, units: seen.units.map((unit) => ({ ...unit, executionUnits: [], resolved: true })) };
  const { steps, reasons } = reconcile(resting, plan.packages.map(wantedModule));
  const [reason] = reasons;
  if (reason?.reason === 'busy') return { do: 'wait', reason: 'busy' };
  // No plan is taken that installs or updates something without a source.
  if (reason?.reason === 'noSource') throw new MusterError('internal', `no source for ${reason.module}`);
  if (reason) return refused(words[reason.reason]);
  const missing = steps.find(
    (step) => step.does === 'install' && plan.packages.some((one) => one.name === step.module && one.op === 'update'),
  );
  if (missing) return refused('notInstalled');
  const operations = steps.flatMap(({ order }) => (order as { operations: readonly object[] }).operations);
  if (operations.length === 0) return { do: 'prove' };
  if (operations.length > mostOperations) return refused('tooManyUnits');
  const order = { operations, timeoutMinutes: plan.timeouts.transferMinutes };
  // A unit without a UUID cannot be named, and so neither be updated nor removed.
  if (!changeDuState.order.safeParse(order).success) return refused('noUuid');
  return { do: 'order', order: { kind: changeDuState.name, order } };
}

function refused(reason: EndReason): NextStep {
  return { do: 'refuse', reason };
}

function wantedModule(one: PlannedPackage): WantedModule {
  const { name, uuid, version, executionEnvRef, source, diskSpace, requires } = one;
  return {
    name,
    state: one.op === 'uninstall' ? 'Absent' : 'Active',
    ...(uuid === null ? {} : { uuid }),
    ...(version === null ? {} : { version }),
    ...(executionEnvRef === null ? {} : { executionEnvironment: executionEnvRef }),
    ...(one.op === 'uninstall' ? {} : { ...source, requires: [...requires] }),
    ...(diskSpace === null || one.op === 'uninstall' ? {} : { diskSpace }),
  };
}

/** What speaks against an order that the device calls done; null: nothing. */
function misgiving(plan: ModulesPlan, { result, order }: EndedOperation): NextStep | null {
  for (const one of outcomesOf(result)) {
    const planned = plannedFor(plan, order, one);
    if (one.currentState === 'Uninstalled' || planned?.op === 'uninstall') continue;
    if (!one.resolved) return refused('dependencyMissing');
    if (planned?.version && one.version !== '' && one.version !== planned.version) return refused('otherVersion');
  }
  return null;
}

/** Faults that only say that there was nothing to do: a unit or version that is there, or is not. */
const nothingToDo: Readonly<Record<string, readonly number[]>> = {
  install: [9026, 9032],
  update: [9032],
  uninstall: [9028],
};

/** All that failed was in place already, and the tables that were read afterwards show it. */
function isSoAlready(plan: ModulesPlan, { result, order }: EndedOperation): boolean {
  const { operations } = order as { readonly operations: readonly { readonly op: string }[] };
  const bad = outcomesOf(result).filter(({ outcome }) => outcome !== 'done');
  if (bad.length === 0) return false;
  return bad.every((one) => {
    const op = operations[one.operation]?.op ?? '';
    if (!nothingToDo[op]?.includes(one.fault.code) || one.installed === undefined) return false;
    if (op === 'uninstall') return one.installed.every(({ status }) => status === 'Uninstalled');
    const wanted = plannedFor(plan, order, one)?.version ?? null;
    return one.installed.some(
      ({ version, status }) => (status === 'Installed' || status === '') && (wanted === null || version === wanted),
    );
  });
}

/** The package of the plan that an outcome is about; null where several could be. */
function plannedFor(plan: ModulesPlan, order: unknown, { operation, uuid }: DuOutcome): PlannedPackage | null {
  const byUuid = plan.packages.find((one) => one.uuid !== null && sameUuid(one.uuid, uuid));
  if (byUuid) return byUuid;
  const { operations } = order as { readonly operations: readonly DuSource[] };
  const said = operations[operation];
  const bySource = plan.packages.filter(
    ({ source }) =>
      source !== null &&
      (('url' in source && source.url === said?.url) ||
        ('fileId' in source && source.fileId === said?.fileId) ||
        ('package' in source && source.package === said?.package?.name)),
  );
  return bySource.length === 1 ? bySource[0]! : plan.packages.length === 1 ? plan.packages[0]! : null;
}

interface DuSource {
  readonly url?: string;
  readonly fileId?: string;
  readonly package?: { readonly name: string };
}

function outcomesOf(result: unknown): readonly (DuOutcome & DuResult)[] {
  return ((result ?? {}) as { results?: readonly DuOutcome[] }).results ?? [];
}

/** Whether one package is still as the plan wants it; null: it is being worked on. */
function holdsOne(one: PlannedPackage, known: readonly (readonly [string, string])[]): boolean | null {
  const { deploymentUnits, executionUnits } = softwareModules(known);
  const units = deploymentUnits.filter(
    (unit) =>
      unit.status !== 'Uninstalled' &&
      (one.uuid === null ? unit.name === one.name : unit.uuid !== null && sameUuid(unit.uuid, one.uuid)),
  );
  if (units.some(({ status }) => isBusyUnit(status))) return null;
  // What a device tells when it is done has no names; they come with the next reading.
  if (one.uuid === null && units.length === 0 && deploymentUnits.some(({ name }) => name === null)) return null;
  const right = units.filter(({ version }) => one.version === null || version === one.version);
  if (one.op === 'uninstall') return right.length === 0;
  return right.some(
    (unit) =>
      unit.resolved !== false &&
      // One that starts by itself and cannot is not what was wanted.
      !executionUnits.some(
        ({ path, autoStart, fault }) => autoStart === true && fault !== null && unit.executionUnitRefs.includes(path),
      ),
  );
}
