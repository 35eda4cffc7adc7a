import type { DuOperation } from '../../../src/cwmp/rpc/change-du-state.ts';
import type { AutonOpResult, OpResult } from '../../../src/cwmp/rpc/deployment-unit.ts';
import type { Answer, Call } from '../../../src/cwmp/rpc/index.ts';

interface Unit {
  readonly name: string;
  version: string;
  url: string;
  status: string;
  running: boolean;
}

/** `https://h/<name>/<version>` stands for a package; its UUID is made of the letter it begins with. */
export const packageOf = (name: string, version: string): string => `https://h/${name}/${version}`;
export const uuidOf = (name: string): string => `${name[0]!.repeat(8)}-0000-5000-8000-000000000000`;

const modules = 'Device.SoftwareModules.';
const never = '0001-01-01T00:00:00Z';

/** The software modules of one gateway by the rules of TR-157, on a disk that survives its sessions. */
export class SoftwareCpe {
  readonly units = new Map<number, Unit>();
  /** What it owes Muster: told until it is acknowledged. */
  readonly owed: { key: string; results: OpResult[] }[] = [];
  /** The same of what nobody ordered. */
  readonly owedAutonomous: AutonOpResult[][] = [];
  /** Command keys of the orders that it took, whatever became of them. */
  readonly accepted: string[] = [];
  /** Accepted and not yet carried out, and for how long. */
  #job: { key: string; operations: readonly DuOperation[]; minutes: number } | null = null;
  #instance = 0;
  readonly carriedOut: string[] = [];
  readonly breaches: string[] = [];

  /** Of the order that it is at; null: none. */
  get atWorkOn(): string | null {
    return this.#job?.key ?? null;
  }

  get busy(): boolean {
    return this.#job !== null;
  }

  hear(call: Call): Answer {
    switch (call.method) {
      case 'ChangeDUState':
        if (this.#job) this.breaches.push(`a second ChangeDUState while one is under way`);
        if (this.carriedOut.includes(call.args.CommandKey)) this.breaches.push(`${call.args.CommandKey} came twice`);
        this.#job = { key: call.args.CommandKey, operations: call.args.Operations, minutes: 0 };
        this.accepted.push(call.args.CommandKey);
        // What there is nothing to do for is over at once.
        if (call.args.Operations.every((operation) => operation.operation !== 'Install' && !this.#unitOf(operation)))
          this.work();
        return { method: 'ChangeDUState', args: {} };
      case 'GetParameterValues':
        return {
          method: 'GetParameterValues',
          args: {
            ParameterList: this.#parameters()
              .filter(([path]) => call.args.ParameterNames.some((name) => path.startsWith(name)))
              .map(([name, value]) => ({ name, value, type: 'string' as const })),
          },
        };
      case 'SetParameterValues': {
        for (const { name, value } of call.args.ParameterList) {
          if (this.#job && name.endsWith('.RequestedState'))
            this.breaches.push('RequestedState while a ChangeDUState is under way');
          const unit = this.units.get(Number(/ExecutionUnit\.(\d+)\.RequestedState/.exec(name)?.[1]));
          if (unit) unit.running = value === 'Active';
        }
        return { method: 'SetParameterValues', args: { Status: 0 } };
      }
      default:
        throw new Error(`${call.method} was not expected`);
    }
  }

  /** Time passes. What was accepted is carried out within a day (TR-069 A.4.1.10), whatever keeps the gateway from it. */
  wait(minutes: number): void {
    if (!this.#job) return;
    this.#job.minutes += minutes;
    if (this.#job.minutes >= 24 * 60) this.work();
  }

  /** Carries out what was accepted, and owes the report. @param fails with this fault, where not 0 */
  work(tells = true, fails = 0): void {
    const job = this.#job;
    if (!job) return;
    this.#job = null;
    const results = job.operations.map((operation) => this.#carryOut(operation, fails));
    this.carriedOut.push(job.key);
    if (tells) this.owed.push({ key: job.key, results });
  }

  /** By the subscriber. @param toldAt when it happened, where the gateway is to tell of it */
  remove(name: string, toldAt?: string): void {
    for (const [instance, unit] of this.units) {
      if (unit.name !== name) continue;
      this.units.delete(instance);
      this.#tellAutonomous(instance, unit, 'Uninstall', toldAt);
    }
  }
  put(name: string, version: string, toldAt?: string): void {
    this.remove(name, toldAt);
    const unit = { name, version, url: '', status: 'Installed', running: false };
    this.units.set(++this.#instance, unit);
    this.#tellAutonomous(this.#instance, unit, 'Install', toldAt);
  }

  #tellAutonomous(instance: number, unit: Unit, performed: string, toldAt: string | undefined): void {
    if (toldAt === undefined) return;
    const result: AutonOpResult = {
      UUID: uuidOf(unit.name),
      DeploymentUnitRef: `${modules}DeploymentUnit.${instance}`,
      Version: unit.version,
      CurrentState: `${performed}ed`,
      Resolved: true,
      ExecutionUnitRefList: `${modules}ExecutionUnit.${instance}`,
      StartTime: toldAt,
      CompleteTime: toldAt,
      Fault: { FaultCode: 0, FaultString: '' },
      OperationPerformed: performed,
    };
    this.owedAutonomous.push([result]);
  }

  /** A factory reset: nothing is left, nothing is owed. */
  reset(): void {
    this.units.clear();
    this.owed.length = 0;
    this.owedAutonomous.length = 0;
    this.#job = null;
  }

  truth(): string[] {
    return [...this.units.values()]
      .map((one) => `${one.name} ${one.version} ${one.running ? 'Active' : 'Idle'}`)
      .sort();
  }

  #carryOut(operation: DuOperation, fails: number): OpResult {
    const told = (unit: Unit | null, state: string, code = 0): OpResult => ({
      UUID: operation.UUID,
      DeploymentUnitRef: '',
      Version: unit?.version ?? '',
      CurrentState: state,
      Resolved: true,
      ExecutionUnitRefList: '',
      StartTime: never,
      CompleteTime: never,
      Fault: { FaultCode: code, FaultString: code === 0 ? '' : `fault ${code}` },
    });
    const [instance, unit] = this.#unitOf(operation) ?? [];
    // What fails leaves everything as it was.
    if (fails !== 0) return told(unit ?? null, unit ? 'Installed' : 'Failed', fails);
    if (operation.operation === 'Uninstall') {
      if (!unit) return told(null, 'Uninstalled', 9028);
      this.units.delete(instance!);
      return told(unit, 'Uninstalled');
    }
    const [, name, version] = /h\/(.+)\/(.+)$/.exec(operation.URL)! as unknown as [string, string, string];
    if (operation.operation === 'Install') {
      if (unit) return told(unit, 'Failed', 9026);
      this.units.set(++this.#instance, { name, version, url: operation.URL, status: 'Installed', running: false });
      return told(this.units.get(this.#instance)!, 'Installed');
    }
    if (!unit) return told(null, 'Failed', 9028);
    if (version <= unit.version) return told(unit, 'Installed', 9030);
    Object.assign(unit, { version, url: operation.URL });
    return told(unit, 'Installed');
  }

  #unitOf({ UUID }: DuOperation): [number, Unit] | undefined {
    return [...this.units].find(([, one]) => uuidOf(one.name) === UUID.toLowerCase());
  }

  #parameters(): [string, string][] {
    const atWork = this.#job === null ? '' : 'Updating';
    const rows: [string, string][] = [
      [`${modules}ExecEnv.1.Name`, 'native'],
      [`${modules}ExecEnv.1.Status`, 'Up'],
    ];
    for (const [i, unit] of this.units) {
      rows.push(
        [`${modules}DeploymentUnit.${i}.UUID`, uuidOf(unit.name).toUpperCase()],
        [`${modules}DeploymentUnit.${i}.Name`, unit.name],
        [`${modules}DeploymentUnit.${i}.Version`, unit.version],
        [`${modules}DeploymentUnit.${i}.Status`, atWork || unit.status],
        [`${modules}DeploymentUnit.${i}.URL`, unit.url],
        [`${modules}DeploymentUnit.${i}.ExecutionUnitList`, `${modules}ExecutionUnit.${i}`],
        [`${modules}DeploymentUnit.${i}.ExecutionEnvRef`, `${modules}ExecEnv.1`],
        [`${modules}ExecutionUnit.${i}.EUID`, `eu-${unit.name}-${i}`],
        [`${modules}ExecutionUnit.${i}.Name`, unit.name],
        [`${modules}ExecutionUnit.${i}.Status`, unit.running ? 'Active' : 'Idle'],
        [`${modules}ExecutionUnit.${i}.ExecutionFaultCode`, 'NoFault'],
      );
    }
    // An install that is under way shows as a unit without a version.
    for (const operation of this.#job?.operations ?? []) {
      if (operation.operation !== 'Install') continue;
      rows.push(
        [`${modules}DeploymentUnit.999.UUID`, operation.UUID],
        [`${modules}DeploymentUnit.999.Status`, 'Installing'],
      );
    }
    return rows;
  }
}
