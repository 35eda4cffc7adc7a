import type { WantedModule } from '../../../../src/software/wanted/module-set.ts';
import type { Step } from '../../../../src/software/wanted/reconcile.ts';
import type { Seen } from '../../../../src/software/wanted/seen.ts';

interface Unit {
  readonly uuid: string;
  readonly name: string;
  version: string;
  active: boolean;
  readonly resolved: boolean;
  readonly size: number;
}

const environment = 'Device.SoftwareModules.ExecEnv.1';

/** A device by the rules of TR-157, small enough to be sure of. It throws at what a real one would refuse. */
export class ModelDevice {
  readonly units: Unit[] = [];
  #disk: number | null;
  readonly #up: boolean;

  constructor({ disk, up }: { disk: number | null; up: boolean }) {
    this.#disk = disk;
    this.#up = up;
  }

  put(unit: Omit<Unit, 'size' | 'resolved'> & { readonly resolved?: boolean; readonly size?: number }): void {
    this.units.push({ size: 0, resolved: true, ...unit, active: unit.active && this.#up });
  }

  seen(): Seen {
    return {
      environments: [
        {
          path: environment,
          name: 'native',
          type: 'linux',
          up: this.#up,
          availableDiskSpace: this.#disk,
          availableMemory: null,
        },
      ],
      units: this.units.map((unit) => ({
        path: `Device.SoftwareModules.DeploymentUnit.${unit.name}`,
        uuid: unit.uuid.toUpperCase(),
        name: unit.name,
        version: unit.version,
        environment,
        status: 'Installed',
        resolved: unit.resolved,
        executionUnits: [
          { path: '', euid: `eu-${unit.name}`, name: unit.name, status: unit.active ? 'Active' : 'Idle', fault: '' },
        ],
      })),
    };
  }

  carryOut(step: Step, wanted: readonly WantedModule[]): void {
    const module = wanted.find((one) => one.name === step.module)!;
    const at = this.units.findIndex((unit) => unit.name === step.module);
    const unit = this.units[at];
    const requirements = (module.requires ?? []).map((name) => this.units.find((one) => one.name === name));
    const fits = (version: string): number => Number(version.split('.')[0]);
    switch (step.does) {
      case 'install': {
        if (unit || !this.#up) throw new Error(`${step.module} cannot be installed here`);
        if (requirements.some((one) => !one)) throw new Error(`${step.module} before what it requires`);
        const size = module.diskSpace ?? 0;
        if (this.#disk !== null && size > this.#disk) throw new Error('9027');
        if (this.#disk !== null) this.#disk -= size;
        const url = (step.order as { operations: { url: string }[] }).operations[0]!.url;
        this.put({ uuid: module.uuid!, name: module.name, version: url.split('/').pop()!, active: false, size });
        return;
      }
      case 'update':
        if (!unit || !this.#up) throw new Error('9028');
        if (fits(module.version!) <= fits(unit.version)) throw new Error('9030');
        unit.version = module.version!;
        return;
      case 'uninstall':
        if (!unit) throw new Error('9028');
        if (unit.active) throw new Error(`${step.module} is removed while it runs`);
        if (this.#disk !== null) this.#disk += unit.size;
        this.units.splice(at, 1);
        return;
      case 'start':
        if (!unit || !this.#up || !unit.resolved) throw new Error(`${step.module} cannot start`);
        if (requirements.some((one) => !one?.active)) throw new Error(`${step.module} before what it requires`);
        unit.active = true;
        return;
      case 'stop':
        if (!unit?.active) throw new Error(`${step.module} does not run`);
        unit.active = false;
    }
  }

  isAsWanted({ name, state, version }: WantedModule): boolean {
    const unit = this.units.find((one) => one.name === name);
    if (state === 'Absent') return !unit;
    if (!unit || (version !== undefined && unit.version !== version)) return false;
    return unit.active === (state === 'Active');
  }
}
