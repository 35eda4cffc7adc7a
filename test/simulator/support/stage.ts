import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { packFirmware, pseudoRandomPayload } from '../../../src/simulator/firmware-image.ts';
import { type Fleet, startFleet } from '../../../src/simulator/fleet.ts';
import type { FleetRequest } from '../../../src/simulator/fleet-options.ts';
import { FileServer, whole } from './file-server.ts';
import { MiniAcs, type Result } from './mini-acs.ts';

/** The first gateway of every test fleet. */
export const first = '00D09E-MG100-SIM000001';

export const image = (version: string, productClass = 'MG100', size = 100_000): Buffer =>
  packFirmware({ productClass, version, payload: pseudoRandomPayload(size, version) });

/** An ACS, a file server and a folder for gateways; everything is taken down by `clear`. */
export class Stage {
  readonly acs: MiniAcs;
  readonly files: FileServer;
  readonly directory: string;
  readonly defects: unknown[] = [];
  readonly #fleets: Fleet[] = [];

  private constructor(acs: MiniAcs, files: FileServer, directory: string) {
    this.acs = acs;
    this.files = files;
    this.directory = directory;
  }

  static async set(): Promise<Stage> {
    return new Stage(
      await new MiniAcs().listen(),
      await new FileServer(whole(image('2.0.0'))).listen(),
      await mkdtemp(join(tmpdir(), 'muster-simulator-')),
    );
  }

  /** A fleet in the stage's folder, quick in everything, without periodic informs in the way. */
  async fleet(options: Partial<FleetRequest> = {}): Promise<Fleet> {
    const fleet = await startFleet({
      acsUrl: this.acs.url,
      count: 1,
      stateDirectory: this.directory,
      rampSeconds: 0,
      rebootSeconds: 0.05,
      flashSeconds: 0.05,
      retryScale: 0.005,
      replyTimeoutSeconds: 5,
      periodicInterval: 86_400,
      onDefect: (_device, error) => this.defects.push(error),
      ...options,
    });
    this.#fleets.push(fleet);
    return fleet;
  }

  /** Orders a Download of the stage's file. */
  download(commandKey: string, changes: { url?: string; username?: string; fileSize?: number; device?: string } = {}) {
    return this.acs.order(changes.device ?? first, 'Download', {
      CommandKey: commandKey,
      FileType: '1 Firmware Upgrade Image',
      URL: changes.url ?? this.files.url,
      Username: changes.username ?? '',
      Password: changes.username ? 'secret' : '',
      FileSize: changes.fileSize ?? 0,
      TargetFileName: '',
      DelaySeconds: 0,
      SuccessURL: '',
      FailureURL: '',
    });
  }

  async clear(): Promise<void> {
    await Promise.all(this.#fleets.map((fleet) => fleet.abandon()));
    await this.acs.close();
    await this.files.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** The positive answer of a call; fails the test on a fault. */
export function answered<N extends Parameters<MiniAcs['order']>[1]>(result: Result<N>) {
  if ('fault' in result) throw new Error(`fault ${result.fault.code}: ${result.fault.message}`);
  return result.answer;
}

/** An assertion that may take its time to become true: the machine may be busy. */
export function eventually<T>(look: () => T | Promise<T>) {
  return expect.poll(look, { timeout: 10_000, interval: 10 });
}
