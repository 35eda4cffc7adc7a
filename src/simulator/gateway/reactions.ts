import { randomUUID } from 'node:crypto';
import { parseDateTime } from '../../cwmp/rpc/schema.ts';
import { doneLiteral, olderDialect } from '../model/shared/diagnostics.ts';
import type { Written } from '../model/write-values.ts';
import { startExecution, stopExecution } from '../software/execution.ts';
import { deploymentUnits, executionUnits, modules, Unit } from '../software/units.ts';
import type { Gateway } from './gateway.ts';

/** How long an execution unit takes to start or stop, milliseconds. */
const startTime = 200;

/** What written values set going: tests, execution units, environments, reboots at a time. */
export function react(gateway: Gateway, written: readonly Written[]): void {
  for (const { path, value } of written) {
    const object = path.slice(0, path.lastIndexOf('.') + 1);
    const name = path.slice(object.length);
    if (name === 'DiagnosticsState') startTest(gateway, path, value);
    else if (gateway.value(`${object}DiagnosticsState`) !== '') stopTest(gateway, object, written);
    else if (name === 'RequestedState') moveUnit(gateway, new Unit(gateway.tree, object), value);
    else if (path.startsWith(`${modules(gateway.tree)}ExecEnv.`)) moveEnvironment(gateway, object, name, value);
    else if (name === 'ScheduleReboot' || name === 'DelayReboot') planReboot(gateway, name, value);
  }
}

/** Requested becomes the word for success after a while, and `8 DIAGNOSTICS COMPLETE` tells of it. */
function startTest(gateway: Gateway, path: string, value: string): void {
  const { tree, events, settings } = gateway;
  if (value !== 'Requested') {
    tree.unset(path);
    return;
  }
  gateway.later(settings.diagnosticTime, () => {
    // Cancelled, or replaced by another test meanwhile.
    if (tree.value(path) !== 'Requested') return;
    tree.set(path, doneLiteral(path.slice(0, path.lastIndexOf('.') + 1), olderDialect));
    events.add('8 DIAGNOSTICS COMPLETE');
    gateway.save().catch((error) => settings.onDefect(gateway.deviceId, error));
    gateway.onWork('session');
  });
}

/** Another argument makes what was measured meaningless, unless the same call starts anew. */
function stopTest(gateway: Gateway, object: string, written: readonly Written[]): void {
  const state = `${object}DiagnosticsState`;
  if (!written.some((other) => other.path === state)) gateway.tree.unset(state);
}

function moveUnit(gateway: Gateway, unit: Unit, wanted: string): void {
  const status = unit.get('Status');
  const real = gateway.environments.at(unit.get('ExecutionEnvRef')).kind !== 'scripted';
  if (wanted === 'Active' && status === 'Idle') {
    // Nothing to start: what it needs is missing, and ExecutionFaultCode says so already.
    if (unit.get('ExecutionFaultCode') === 'DependencyFailure') return;
    if (real) settled(gateway, startExecution(gateway, unit));
    else step(gateway, unit, 'Starting', 'Active');
  } else if (wanted === 'Idle' && (status === 'Active' || status === 'Starting')) {
    if (real) settled(gateway, stopExecution(gateway, unit));
    else step(gateway, unit, 'Stopping', 'Idle');
  }
}

/** What an environment does takes its time; what came of it is saved and told. */
function settled(gateway: Gateway, work: Promise<void>): void {
  work
    .then(async () => {
      if (gateway.power !== 'on') return;
      await gateway.save();
      gateway.noticed();
    })
    .catch((error) => gateway.settings.onDefect(gateway.deviceId, error));
}

function step(gateway: Gateway, unit: Unit, through: string, to: string): void {
  unit.set({ Status: through });
  gateway.later(startTime, () => {
    if (unit.get('Status') !== through) return;
    unit.set({ Status: to });
    gateway.save().catch((error) => gateway.settings.onDefect(gateway.deviceId, error));
    gateway.noticed();
  });
}

/** An environment takes its execution units down and brings up those that start by themselves. */
function moveEnvironment(gateway: Gateway, object: string, name: string, value: string): void {
  const path = object.replace(/\.$/, '');
  const own = executionUnits(gateway.tree).filter((unit) => unit.get('ExecutionEnvRef') === path);
  if (name === 'Enable' && value === 'false') for (const unit of own) moveUnit(gateway, unit, 'Idle');
  if (name === 'Enable' && value === 'true') {
    for (const unit of own) if (unit.get('AutoStart') === 'true') moveUnit(gateway, unit, 'Active');
  }
  if (name === 'Reset' && value === 'true') resetEnvironment(gateway, path);
}

/** Back to the state of the last bootstrap: there was nothing installed then. */
function resetEnvironment(gateway: Gateway, path: string): void {
  if (gateway.environments.at(path).kind !== 'scripted') {
    // One operation at a time: it waits its turn like any other.
    const operations = deploymentUnits(gateway.tree)
      .filter((unit) => unit.get('ExecutionEnvRef') === path)
      .map((unit) => ({ kind: 'uninstall' as const, uuid: unit.get('UUID'), version: '', execEnv: path }));
    gateway.state.duJobs.push({ id: randomUUID(), commandKey: null, operations, finished: 0, results: [] });
    gateway.onWork('plan');
    return;
  }
  for (const table of ['ExecutionUnit', 'DeploymentUnit']) {
    const place = gateway.tree.find(`${modules(gateway.tree)}${table}.`);
    if (place?.kind !== 'table') continue;
    for (const number of gateway.tree.rowNumbers(place)) {
      const row = place.row(number);
      if (row.own('ExecutionEnvRef') === path) gateway.tree.deleteRow(row);
    }
  }
}

/** ScheduleReboot: an instant; DelayReboot: seconds from now. Neither outlives another reboot. */
function planReboot(gateway: Gateway, name: string, value: string): void {
  const at = name === 'ScheduleReboot' ? parseDateTime(value)?.getTime() : gateway.now() + Number(value) * 1000;
  if (at === undefined || at < gateway.now()) return;
  const path = `${gateway.tree.root.path}ManagementServer.${name}`;
  gateway.later(at - gateway.now(), () => {
    if (gateway.value(path) !== value) return;
    gateway.tree.unset(path);
    gateway.state.restartOrdered = true;
    gateway.onWork('session');
  });
}
