import { deviceIdOf } from '../../../src/base/device-id.ts';
import { minutes } from '../../../src/base/durations.ts';
import { type ErrorCode, isMusterError } from '../../../src/base/errors.ts';
import { type CampaignId, type DeviceKey, type FileId, newId } from '../../../src/base/ids.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { type BlackoutsService, blackoutsService } from '../../../src/campaigns/service/blackouts.ts';
import { type ExclusionsService, exclusionsService } from '../../../src/campaigns/service/exclusions.ts';
import { type CampaignsService, campaignsService } from '../../../src/campaigns/service/service.ts';
import { insertFile } from '../../../src/files/store.ts';
import type { Pool } from '../../../src/platform/database/pool.ts';
import { Killed, type MortalPool, mortalPool } from '../../operations/support/mortal-pool.ts';
import { type Stage, stage, virtualClock } from '../../operations/support/stage.ts';
import { Ledger } from './ledger.ts';
import { noBrakes } from './no-brakes.ts';
import { type Ending, type Luck, newerVersion, newVersion, ScriptedDevice } from './scripted-device.ts';

/** What may happen next. Devices are named by number, whatever their number is. */
export type Act =
  | { readonly do: 'tick' | 'twoTicks' | 'sweep' | 'crash' }
  /** Muster is killed at this statement of its transactions from now; a COMMIT it dies at may still have arrived. */
  | { readonly do: 'dieAt'; readonly statement: number; readonly committed: boolean }
  | { readonly do: 'pause' | 'resume' | 'abort' | 'passGate' | 'failGate' | 'skipWave' }
  | { readonly do: 'session'; readonly device: number; readonly luck: readonly Luck[]; readonly ackLost: boolean }
  | { readonly do: 'call' | 'boot' | 'revert' | 'reboot' | 'cancel'; readonly device: number }
  | { readonly do: 'freeze' | 'thaw' }
  | { readonly do: 'approve' | 'approveOwn' }
  | { readonly do: 'exclude' | 'include'; readonly device: number }
  | { readonly do: 'cancelTarget' | 'excludeTarget' | 'retryTarget'; readonly device: number }
  | { readonly do: 'turn'; readonly device: number; readonly luck: Luck }
  | { readonly do: 'finish'; readonly device: number; readonly how: Ending }
  | { readonly do: 'wait'; readonly minutes: number };

export interface Plan {
  readonly devices: number;
  readonly waves: readonly {
    readonly size: string;
    readonly soakMinutes: number;
    readonly gate: 'auto' | 'manual';
    readonly minSuccessPercent: number;
  }[];
  readonly maxInFlight: number;
  readonly perMinute: number;
  readonly maxFailedTotal: number | undefined;
  readonly maxFellBack: number | undefined;
  readonly retries: number;
  readonly abortPolicy?: 'drain' | 'cancel';
  /** When devices may be begun, in UTC; absent: at any time. */
  readonly window?: { readonly start: string; readonly durationMinutes: number } | undefined;
  /** What a second person has to approve; `breakGlass`: it was not waited for. */
  readonly approval?: 'start' | 'startAndWiden' | 'breakGlass' | undefined;
  /** The third device has a version above the wanted one, and the plan does not allow the way back. */
  readonly oneIsNewer?: boolean;
}

const actor = { name: 'tester', role: 'operator' };
const second = { name: 'a second person', role: 'operator' };
let campaigns = 0;

export async function addFile(
  pool: Pool,
  now: number,
  more: { version?: string | null; fileType?: string; productClass?: string | null } = {},
): Promise<FileId> {
  const id = newId<'FileId'>(now);
  await insertFile(pool, {
    id,
    name: 'firmware.bin',
    fileType: more.fileType ?? '1 Firmware Upgrade Image',
    version: more.version === undefined ? newVersion : more.version,
    manufacturer: null,
    productClass: more.productClass ?? null,
    size: 4_096,
    sha256: Buffer.alloc(32),
    createdAt: new Date(now),
  });
  return id;
}

/** A campaign over scripted devices on real tables. Muster can be killed between any two of its statements. */
export class World {
  readonly clock = virtualClock();
  readonly devices: ScriptedDevice[] = [];
  readonly service: CampaignsService;
  private readonly blackouts: BlackoutsService;
  private readonly exclusions: ExclusionsService;
  /** How often Muster was killed. */
  kills = 0;
  private readonly muster: Stage;
  private readonly life: MortalPool;
  /** What nobody kills, for looking. */
  private readonly pool: Pool;
  private readonly plan: Plan;
  id = '' as CampaignId;
  private ledger!: Ledger;

  constructor(pool: Pool, plan: Plan, random: () => number = () => 0.5) {
    this.pool = pool;
    this.plan = plan;
    this.life = mortalPool(pool);
    this.muster = stage(this.life.pool, this.clock, random);
    this.service = campaignsService(this.life.pool, this.clock);
    this.blackouts = blackoutsService(this.life.pool, this.clock);
    this.exclusions = exclusionsService(this.life.pool, this.clock);
  }

  async start(): Promise<void> {
    const { plan, clock, pool } = this;
    const name = `C${++campaigns}`;
    await this.thaw();
    await this.include(null);
    for (let i = 0; i < plan.devices; i++) {
      const device = new ScriptedDevice(this.muster, `${name}-${i}`);
      if (plan.oneIsNewer && i === 2) device.version = newerVersion;
      await device.call();
      device.hangUp();
      device.clings = i % 3 === 1;
      this.devices.push(device);
    }
    const { id } = await this.service.create(
      {
        name,
        kind: 'firmware',
        filter: `serialNumber like "${name}-*"`,
        artifact: { fileId: await addFile(pool, clock.now()) },
        waves: plan.waves,
        thresholds: {
          ...noBrakes,
          maxFailedTotal: plan.maxFailedTotal ?? null,
          maxFellBack: plan.maxFellBack ?? null,
        },
        limits: { maxInFlight: plan.maxInFlight, perMinute: plan.perMinute },
        timeouts: { claimMinutes: 15, transferMinutes: 60, giveUpMinutes: 120 },
        retries: { max: plan.retries, backoffMinutes: 5 },
        abortPolicy: plan.abortPolicy ?? 'drain',
        ...(plan.window ? { windows: [{ ...plan.window, zone: 'UTC' }] } : {}),
        ...(plan.approval ? { requireApproval: plan.approval === 'startAndWiden' ? ['start', 'widen'] : true } : {}),
      },
      actor,
    );
    this.id = id;
    if (plan.approval === 'breakGlass') await this.service.start(id, actor, 'the script cannot wait');
    else if (plan.approval) {
      await refusedFor(this.service.start(id, actor), 'conflict');
      await this.service.submit(id, actor);
      await refusedFor(this.service.approve(id, {}, actor), 'forbidden');
      await this.service.approve(id, {}, second);
      await this.service.start(id, actor);
    } else await this.service.start(id, actor);
    this.ledger = new Ledger(pool, this.clock, id, this.devices, plan);
    await this.ledger.check('start');
  }

  /** Does it, then looks at everything. @throws when an invariant is broken */
  async act(act: Act): Promise<void> {
    try {
      await this.perform(act);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.kills++;
      this.restart();
    }
    await this.ledger.check(JSON.stringify(act));
  }

  /** Muster is there again, and whoever was talking to it is not any more. */
  private restart(): void {
    this.life.revive();
    for (const one of this.devices) one.hangUp();
  }

  get state(): string {
    return this.ledger.campaign.state;
  }

  private async perform(act: Act): Promise<void> {
    const { service, id } = this;
    const device = 'device' in act ? this.devices[act.device % this.devices.length]! : this.devices[0]!;
    switch (act.do) {
      case 'tick':
        return this.tick();
      case 'twoTicks':
        // Two planners at once, and a sweeper.
        return allOf([
          tickCampaign(this.life.pool, this.clock, id),
          tickCampaign(this.life.pool, this.clock, id),
          this.sweep(),
        ]);
      case 'sweep':
        return this.sweep();
      case 'crash':
        return this.restart();
      case 'dieAt':
        return this.life.dieAt(act.statement, act.committed);
      case 'pause':
        return refusable(service.pause(id, null, actor));
      case 'resume':
        return refusable(service.resume(id, actor, 'seen'));
      case 'abort':
        return refusable(service.abort(id, null, actor));
      case 'passGate':
        return this.decide('pass', 'gate');
      case 'failGate':
        return this.decide('fail', 'gate');
      case 'skipWave':
        return this.decide('skip', 'pending');
      case 'session':
        return device.session(act.luck, act.ackLost);
      case 'call':
        return device.call();
      case 'turn':
        await device.turn(act.luck);
        return;
      case 'finish':
        return device.finish(act.how);
      case 'boot':
        return device.boot();
      case 'revert':
        return device.revert();
      case 'reboot':
        // The helpdesk wants the same lock.
        return refusable(this.muster.order(device.key, 'reboot', {}));
      case 'freeze':
        return this.freeze();
      case 'thaw':
        return this.thaw();
      case 'approve':
        return refusable(service.approve(id, {}, second));
      case 'approveOwn':
        return refusedFor(service.approve(id, {}, actor), 'forbidden', 'conflict');
      case 'exclude':
        await this.exclusions.create(
          {
            scope: { devices: [deviceIdOf({ oui: '00AA11', productClass: 'GW', serialNumber: device.serial })] },
            reason: 'a script',
          },
          actor,
        );
        return;
      case 'include':
        return this.include(device.key);
      case 'cancelTarget':
        return this.onTarget('cancel', device);
      case 'excludeTarget':
        return this.onTarget('exclude', device);
      case 'retryTarget':
        return this.onTarget('retry', device);
      case 'cancel':
        return this.ledger.cancelOperationOf(device.key, this.muster);
      case 'wait':
        this.clock.advance(minutes(act.minutes));
        return;
    }
  }

  private async tick(): Promise<void> {
    for (let i = 0; i < 20; i++) if (!(await tickCampaign(this.life.pool, this.clock, this.id)).again) return;
    throw new Error('the tick does not come to an end');
  }

  /** Nothing is begun any more, for all campaigns. */
  private async freeze(): Promise<void> {
    const order = {
      from: new Date(this.clock.now()).toISOString(),
      zone: 'UTC',
      scope: 'all',
      reason: 'a script',
    } as const;
    await this.blackouts.create(order, actor);
  }

  private async thaw(): Promise<void> {
    for (const { id } of (await this.pool.query<{ id: string }>('SELECT id FROM blackout')).rows)
      await this.blackouts.remove(id, actor);
  }

  /** @param device null: all of them */
  private async include(device: DeviceKey | null): Promise<void> {
    const { rows } = await this.pool.query<{ id: string }>(
      'SELECT DISTINCT exclusion_id AS id FROM exclusion_device WHERE $1::bigint IS NULL OR device_id = $1',
      [device],
    );
    for (const { id } of rows) await this.exclusions.remove(id, actor);
  }

  private async sweep(): Promise<void> {
    await this.muster.sweep();
    await sweepTargets(this.life.pool, this.clock, 500);
  }

  private async onTarget(act: 'cancel' | 'exclude' | 'retry', device: ScriptedDevice): Promise<void> {
    const publicId = `00AA11-GW-${device.serial.replaceAll('-', '%2D')}`;
    await refusable(this.service.actOnTarget(this.id, publicId, act, null, actor));
  }

  private async decide(decision: 'pass' | 'fail' | 'skip', state: string): Promise<void> {
    const wave = (await this.service.waves(this.id)).find((one) => one.state === state);
    if (wave) await refusable(this.service.decideWave(this.id, wave.ordinal, decision, actor));
  }

  /** From here on nothing goes wrong but what has: every device calls, each transfer succeeds. The campaign has to end. */
  async finish(): Promise<void> {
    this.restart();
    await this.thaw();
    await this.include(null);
    const silent = this.devices[0]!;
    for (let round = 0; round < 40; round++) {
      if (['completed', 'completedWithFailures', 'aborted'].includes(this.state)) return this.ledger.checkEnd();
      if (this.state === 'paused') await this.act({ do: 'resume' });
      await this.perform({ do: 'passGate' });
      if (this.plan.approval === 'startAndWiden') await this.perform({ do: 'approve' });
      await this.act({ do: 'tick' });
      await this.ledger.checkNobodyForgotten();
      for (const [i, device] of this.devices.entries()) {
        // A soak wants to hear of the device, whatever else is said; a restart by the helpdesk may hold its lock.
        if (device !== silent && this.ledger.wantsToHear(device.key))
          await this.perform({ do: 'session', device: i, luck: [], ackLost: false });
        if (device === silent || !this.ledger.isOwed(device.key)) continue;
        await this.perform({ do: 'session', device: i, luck: [], ackLost: false });
        device.finish('flashes');
        device.boot();
        await this.perform({ do: 'session', device: i, luck: [], ackLost: false });
      }
      this.clock.advance(minutes(61));
      await this.perform({ do: 'sweep' });
      // One that stays away is claimed again and again: it counts as offline, and only a person can end that.
      // It may also take its turns from others for long, where there is one slot and a window.
      if (this.ledger.waitsForOnly(silent.key) || round === 30)
        await refusable(this.service.abort(this.id, 'only silent devices are left', actor));
      await this.ledger.check(`round ${round} of the end`);
    }
    throw new Error(`the campaign does not end; it is ${this.state}, ${this.ledger.openOnes()}`);
  }
}

/** All of them to their end, whatever becomes of one. @throws what the first that failed threw */
async function allOf(works: readonly Promise<unknown>[]): Promise<void> {
  for (const work of await Promise.allSettled(works)) if (work.status === 'rejected') throw work.reason;
}

/** An act that may be refused, in Muster's own words only. */
async function refusable(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isMusterError(error, 'conflict') && !isMusterError(error, 'deviceLocked') && !isMusterError(error, 'notFound'))
      throw error;
  });
}

/** An act that has to be refused, for one of these reasons. */
async function refusedFor(work: Promise<unknown>, ...codes: readonly ErrorCode[]): Promise<void> {
  const refused = await work.then(
    () => false,
    (error: unknown) => {
      if (!codes.some((code) => isMusterError(error, code))) throw error;
      return true;
    },
  );
  if (!refused) throw new Error(`was not refused, for ${codes.join(' or ')}`);
}
