import type { Gateway } from '../gateway/gateway.ts';
import type { InstalledUnit } from './environments/environment.ts';
import { startExecution } from './execution.ts';
import { makeExecutionUnits, removeExecutionUnits, showFacts } from './place.ts';
import { addUnit, deploymentUnits, execEnvs, executionUnits, isUp, settleUnits, type Unit } from './units.ts';

/**
 * Power came on. The environments put their own house in order first; then the data model is made to say what they
 * have, whatever was saved last; then the execution units start that start by themselves.
 */
export async function settleSoftware(gateway: Gateway): Promise<void> {
  const { tree, environments } = gateway;
  await environments.first.powerOn();
  settleUnits(tree);
  if (!environments.onDisk) return;
  const execEnv = execEnvs(tree)[0];
  if (execEnv === undefined) return;
  const installed = environments.first.list();
  const rows = deploymentUnits(tree).filter((unit) => unit.get('ExecutionEnvRef') === execEnv.path);
  for (const unit of rows) {
    if (installed.some(({ duid }) => duid === unit.get('DUID'))) continue;
    removeExecutionUnits(unit);
    unit.remove();
  }
  for (const one of installed) agree(gateway, execEnv, one);
  const startable = executionUnits(tree).filter(
    (unit) =>
      unit.get('ExecutionEnvRef') === execEnv.path &&
      unit.get('AutoStart') === 'true' &&
      unit.get('ExecutionFaultCode') !== 'DependencyFailure',
  );
  for (const unit of executionUnits(tree)) {
    if (unit.get('ExecutionEnvRef') === execEnv.path)
      unit.set({ Status: 'Idle', X_MUSTER_Pid: '0', X_MUSTER_Port: '0' });
  }
  if (isUp(tree, execEnv.path)) {
    await Promise.all(startable.map((unit) => startExecution(gateway, unit, 'FailureOnAutoStart')));
  }
}

/** The row of an installed unit: found, made, or brought to the version that is there. */
function agree(gateway: Gateway, execEnv: Unit, installed: InstalledUnit): void {
  const { tree } = gateway;
  const { duid, uuid, url, facts } = installed;
  const found = deploymentUnits(tree).find((unit) => unit.get('DUID') === duid);
  if (found?.get('Version') === facts.version) return;
  const unit = found ?? addUnit(tree, 'DeploymentUnit');
  unit.set({ UUID: uuid, URL: url, DUID: duid, ExecutionEnvRef: execEnv.path, Status: 'Installed' });
  removeExecutionUnits(unit);
  showFacts(unit, facts);
  makeExecutionUnits(gateway, unit, facts, new Set());
}
