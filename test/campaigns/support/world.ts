import { minutes } from '../../../src/base/durations.ts';
import { isMusterError } from '../../../src/base/errors.ts';
import { type CampaignId, type FileId, newId } from '../../../src/base/ids.ts';
import { type CampaignsService, campaignsService } from '../../../src/campaigns/service.ts';
import { sweepTargets } from '../../../src/campaigns/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/tick.ts';
import { insertFile } from '../../../src/files/store.ts';
import type { Pool } from '../../../src/platform/database/pool.ts';
import { type Stage, stage, virtualClock } from '../../operations/support/stage.ts';
import { Ledger } from './ledger.ts';
import { type Ending, type Luck, newVersion, ScriptedDevice } from './scripted-device.ts';

/** What may happen next. Devices are named by number, whatever their number is. */
export type Act =
  | { readonly do: 'tick' | 'twoTicks' | 'sweep' | 'crash' }
  | { readonly do: 'pause' | 'resume' | 'abort' | 'passGate' | 'failGate' | 'skipWave' }
  | { readonly do: 'session'; readonly device: number; readonly luck: readonly Luck[]; readonly ackLost: boolean }
  | { readonly do: 'call' | 'boot' | 'revert' | 'reboot' | 'cancel'; readonly device: number }
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
}

const actor = { name: 'tester', role: 'operator' };
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

/** A campaign over scripted devices on real tables. Whatever Muster keeps in memory can be dropped at any time. */
export class World {
  readonly clock = virtualClock();
  readonly devices: ScriptedDevice[] = [];
  readonly service: CampaignsService;
  private readonly muster: Stage;
  private readonly pool: Pool;
  private readonly plan: Plan;
  id = '' as CampaignId;
  private ledger!: Ledger;

  constructor(pool: Pool, plan: Plan, random: () => number = () => 0.5) {
    this.pool = pool;
    this.plan = plan;
    this.muster = stage(pool, this.clock, random);
    this.service = campaignsService(pool, this.clock);
  }

  async start(): Promise<void> {
    const { plan, clock, pool } = this;
    const name = `C${++campaigns}`;
    for (let i = 0; i < plan.devices; i++) {
      const device = new ScriptedDevice(this.muster, `${name}-${i}`);
      await device.call();
      device.hangUp();
      this.devices.push(device);
    }
    const { id } = await this.service.create(
      {
        name,
        kind: 'firmware',
        filter: `serialNumber like "${name}-*"`,
        artifact: { fileId: await addFile(pool, clock.now()) },
        waves: plan.waves,
        thresholds: { maxFailedTotal: plan.maxFailedTotal, maxFellBack: plan.maxFellBack },
        limits: { maxInFlight: plan.maxInFlight, perMinute: plan.perMinute },
        timeouts: { claimMinutes: 15, transferMinutes: 60, giveUpMinutes: 120 },
        retries: { max: plan.retries, backoffMinutes: 5 },
      },
      actor,
    );
    this.id = id;
    await this.service.start(id, actor);
    this.ledger = new Ledger(pool, this.clock, id, this.devices, plan);
    await this.ledger.check('start');
  }

  /** Does it, then looks at everything. @throws when an invariant is broken */
  async act(act: Act): Promise<void> {
    await this.perform(act);
    await this.ledger.check(JSON.stringify(act));
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
        await Promise.all([
          tickCampaign(this.pool, this.clock, id),
          tickCampaign(this.pool, this.clock, id),
          this.sweep(),
        ]);
        return;
      case 'sweep':
        return this.sweep();
      case 'crash':
        for (const one of this.devices) one.hangUp();
        return;
      case 'pause':
        return refusable(service.pause(id, null, actor));
      case 'resume':
        return refusable(service.resume(id, actor));
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
      case 'cancel':
        return this.ledger.cancelOperationOf(device.key, this.muster);
      case 'wait':
        this.clock.advance(minutes(act.minutes));
        return;
    }
  }

  private async tick(): Promise<void> {
    for (let i = 0; i < 20; i++) if (!(await tickCampaign(this.pool, this.clock, this.id)).again) return;
    throw new Error('the tick does not come to an end');
  }

  private async sweep(): Promise<void> {
    await this.muster.sweep();
    await sweepTargets(this.pool, this.clock, 500);
  }

  private async decide(decision: 'pass' | 'fail' | 'skip', state: string): Promise<void> {
    const wave = (await this.service.waves(this.id)).find((one) => one.state === state);
    if (wave) await refusable(this.service.decideWave(this.id, wave.ordinal, decision, actor));
  }

  /** From here on nothing goes wrong but what has: every device calls, each transfer succeeds. The campaign has to end. */
  async finish(): Promise<void> {
    const silent = this.devices[0]!;
    for (let round = 0; round < 40; round++) {
      if (['completed', 'completedWithFailures', 'aborted'].includes(this.state)) return this.ledger.checkEnd();
      if (this.state === 'paused') await this.act({ do: 'resume' });
      await this.act({ do: 'passGate' });
      await this.act({ do: 'tick' });
      for (const [i, device] of this.devices.entries()) {
        if (device === silent || !this.ledger.isOwed(device.key)) continue;
        await this.perform({ do: 'session', device: i, luck: [], ackLost: false });
        device.finish('flashes');
        device.boot();
        await this.perform({ do: 'session', device: i, luck: [], ackLost: false });
      }
      this.clock.advance(minutes(61));
      await this.perform({ do: 'sweep' });
      // One that stays away is claimed again and again: it counts as offline, and only a person can end that.
      if (round === 18) await refusable(this.service.abort(this.id, 'only silent devices are left', actor));
      await this.ledger.check(`round ${round} of the end`);
    }
    throw new Error(`the campaign does not end; it is ${this.state}`);
  }
}

/** An act that may be refused, in Muster's own words only. */
async function refusable(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isMusterError(error, 'conflict') && !isMusterError(error, 'deviceLocked')) throw error;
  });
}
