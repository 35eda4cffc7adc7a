import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minutes } from '../../../src/base/durations.ts';
import { isMusterError } from '../../../src/base/errors.ts';
import type { CampaignId, DeviceKey } from '../../../src/base/ids.ts';
import { isNewer } from '../../../src/campaigns/kinds/firmware-path.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { counterOf, hasEnded, type TargetState } from '../../../src/campaigns/states.ts';
import { findCampaign, listWaves } from '../../../src/campaigns/store.ts';
import type { Call } from '../../../src/cwmp/rpc/index.ts';
import { accepted, type Stage, stage, type Talk, transfers, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { onlyBrakes } from '../support/no-brakes.ts';
import { addFile } from '../support/world.ts';

/*
 * Kinds that take several operations in a row, on scripted devices that lose what they are told, refuse, forget, are taken
 * elsewhere and come back: whatever happens, the books balance, nothing is begun that must not be, and all of it ends.
 */

const runs = Number(process.env['MUSTER_KIND_WALKS'] ?? 25);
const database = withDatabase(20);
const actor = { name: 'tester', role: 'operator' };
const path = 'Device.Time.NTPServer1';
const modules = 'Device.SoftwareModules.';
const uuid = '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';
const retries = 2;
let walks = 0;

type Kind = 'configuration' | 'hops' | 'install' | 'reboot';
type Luck = 'arrives' | 'requestLost' | 'answerLost' | 'refused';
type Act =
  | { readonly do: 'tick' | 'pause' | 'resume' | 'abort' }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'session'; readonly device: number; readonly luck: readonly Luck[] }
  | { readonly do: 'ends' | 'strays' | 'boots'; readonly device: number };

/** The versions of images, and the floor of each. */
const floors: Readonly<Record<string, string>> = { '1.5': '1.0', '2.0': '1.5', '3.0': '2.0' };

/** A gateway with the truth about itself. */
class Device {
  version = '1.0';
  value = 'old';
  booted = false;
  transfer: { readonly key: string; readonly version: string } | null = null;
  untold: { readonly key: string; readonly code: number } | null = null;
  /** Version of its software module; null: it has none. */
  unit: string | null = null;
  change: { readonly key: string } | null = null;
  changed: { readonly key: string } | null = null;
  /** It takes values and does not keep them. */
  forgetful = false;
  /** It has told the wanted state since it was last given an order. */
  shown = false;
  readonly broken: string[] = [];
  key = 0 as DeviceKey;
  readonly serial: string;
  private readonly kind: Kind;
  private readonly muster: Stage;
  private readonly versionOf: ReadonlyMap<string, string>;

  constructor(muster: Stage, kind: Kind, serial: string, versionOf: ReadonlyMap<string, string>) {
    this.muster = muster;
    this.kind = kind;
    this.serial = serial;
    this.versionOf = versionOf;
  }

  async session(luck: readonly Luck[]): Promise<void> {
    const talk = await this.muster.call(this.serial, {
      events: [this.booted ? '1 BOOT' : '2 PERIODIC', ...(this.untold ? ['7 TRANSFER COMPLETE'] : [])],
      version: this.version,
    });
    this.key = talk.device;
    // A start after the order is what was asked for, whoever caused it.
    if (this.kind === 'reboot' && this.booted) this.shown = true;
    this.booted = false;
    if (this.version === '3.0') this.shown = true;
    if (this.untold) {
      await talk.transferComplete(this.untold.key, this.untold.code);
      this.untold = null;
    }
    if (this.changed) {
      const { key } = this.changed;
      this.changed = null;
      if (this.unit === '1.1') this.shown = true;
      await talk.duStateChangeComplete(key, [this.result()]);
    }
    let call = await talk.ask();
    for (let i = 0; call !== null; i++) {
      if (i > 30) return void this.broken.push('a session without end');
      const mishap = luck[i] ?? 'arrives';
      if (mishap === 'requestLost') return;
      if (mishap === 'refused') {
        call = await talk.fault(9002);
        continue;
      }
      const reply = this.receive(call);
      if (mishap === 'answerLost') return;
      call = await reply(talk);
    }
  }

  private receive(call: Call): (talk: Talk) => Promise<Call | null> {
    switch (call.method) {
      case 'Download': {
        const version = this.versionOf.get(call.args.URL.split('/').at(-1)!)!;
        if (this.transfer) this.broken.push('a second Download while one is on the device');
        if (!isNewer(version, this.version)) this.broken.push(`${version} for a device on ${this.version}`);
        if (isNewer(floors[version]!, this.version)) this.broken.push(`${version} below its floor, on ${this.version}`);
        this.transfer = { key: call.args.CommandKey, version };
        this.shown = false;
        return (talk) => talk.answer('Download', accepted);
      }
      case 'GetAllQueuedTransfers': {
        const held = this.transfer ? [this.transfer.key] : [];
        return (talk) => talk.answer('GetAllQueuedTransfers', transfers(...held));
      }
      case 'GetQueuedTransfers': {
        const held = this.transfer ? [{ CommandKey: this.transfer.key, State: 2 }] : [];
        return (talk) => talk.answer('GetQueuedTransfers', { TransferList: held });
      }
      case 'SetParameterValues': {
        if (!this.forgetful) this.value = call.args.ParameterList[0]!.value;
        this.shown = false;
        return (talk) => talk.answer('SetParameterValues', { Status: 0 });
      }
      case 'ChangeDUState': {
        if (this.change) this.broken.push('a second ChangeDUState while one is under way');
        this.change = { key: call.args.CommandKey };
        this.shown = false;
        return (talk) => talk.answer('ChangeDUState', {});
      }
      case 'GetParameterValues': {
        if (call.args.ParameterNames[0]!.startsWith(modules)) {
          const list = this.tables();
          return (talk) => {
            if (this.unit === '1.1' && !this.change) this.shown = true;
            return talk.answer('GetParameterValues', { ParameterList: list });
          };
        }
        const { value } = this;
        const isUpTime = call.args.ParameterNames.some((name) => name.endsWith('UpTime'));
        const list = isUpTime
          ? [{ name: 'Device.DeviceInfo.UpTime', value: '1000000', type: 'unsignedInt' }]
          : [{ name: path, value, type: 'string' }];
        return (talk) => {
          if (value === 'wanted' && !isUpTime) this.shown = true;
          return talk.answer('GetParameterValues', { ParameterList: list });
        };
      }
      // What could not be read whole is listed first; it has nothing to list.
      case 'GetParameterNames':
        return (talk) => talk.fault(9005, 'no such name');
      case 'Reboot':
        this.booted = true;
        this.shown = false;
        return (talk) => talk.answer('Reboot', {});
      default:
        throw new TypeError(`${call.method} was said`);
    }
  }

  private result() {
    const failed = this.unit !== '1.1';
    return {
      UUID: uuid,
      DeploymentUnitRef: failed ? '' : `${modules}DeploymentUnit.1`,
      Version: '1.1',
      CurrentState: failed ? 'Failed' : 'Installed',
      Resolved: true,
      ExecutionUnitRefList: '',
      StartTime: '2026-05-01T12:00:00Z',
      CompleteTime: '2026-05-01T12:01:00Z',
      Fault: { FaultCode: failed ? 9015 : 0, FaultString: failed ? 'no' : '' },
    };
  }

  private tables() {
    const unit = this.change
      ? { UUID: uuid, Name: 'meter', Version: '1.1', Status: 'Installing' }
      : this.unit && { UUID: uuid, Name: 'meter', Version: this.unit, Status: 'Installed', Resolved: '1' };
    const rows = { 'ExecEnv.1.Name': 'native', 'ExecEnv.1.Status': 'Up' };
    const below = Object.entries(unit || {}).map(([name, value]) => [`DeploymentUnit.1.${name}`, value] as const);
    return [...Object.entries(rows), ...below].map(([name, value]) => ({
      name: modules + name,
      value,
      type: 'string',
    }));
  }

  /** What it was given is over: it starts with what it got, or has installed it, or failed to. */
  ends(): void {
    if (this.change) {
      this.changed = this.change;
      this.change = null;
      if (!this.forgetful) this.unit = '1.1';
    }
    if (!this.transfer) return;
    this.untold = { key: this.transfer.key, code: 0 };
    this.version = this.transfer.version;
    this.transfer = null;
    this.booted = true;
  }

  /** Somebody else sets it, or flashes it. */
  strays(): void {
    this.value = this.value === 'wanted' ? 'other' : 'wanted';
    if (!this.change) this.unit = this.unit === null ? '1.0' : this.unit === '1.0' ? '1.1' : null;
    if (this.kind === 'hops' && !this.transfer) this.version = this.version === '1.0' ? '1.5' : '3.1';
    this.forgetful = !this.forgetful;
  }
}

class Walk {
  readonly clock = virtualClock();
  readonly muster = stage(database.pool, this.clock, () => 0.5);
  readonly service = campaignsService(database.pool, this.clock);
  readonly devices: Device[] = [];
  private readonly kind: Kind;
  private readonly soakMinutes: number;
  private id = '' as CampaignId;
  private state = 'running';

  constructor(kind: Kind, soakMinutes: number) {
    this.kind = kind;
    this.soakMinutes = soakMinutes;
  }

  async start(): Promise<void> {
    const name = `W${++walks}`;
    const versionOf = new Map<string, string>();
    const file = async (version: string): Promise<string> => {
      const id = await addFile(database.pool, this.clock.now(), { version });
      versionOf.set(id, version);
      return id;
    };
    const [low, middle, high] = [await file('1.5'), await file('2.0'), await file('3.0')];
    for (let i = 0; i < 3; i++) {
      const device = new Device(this.muster, this.kind, `${name}-${i}`, versionOf);
      await device.session([]);
      this.devices.push(device);
    }
    const hops = [
      { fileId: low, minSource: '1.0' },
      { fileId: middle, minSource: '1.5' },
    ];
    const plans: Record<Kind, object> = {
      configuration: { kind: 'configuration', artifact: { values: [{ path, value: 'wanted' }] } },
      hops: { kind: 'firmware', artifact: { fileId: high, minSource: '2.0', hops } },
      install: {
        kind: 'install',
        artifact: { packages: [{ name: 'meter', uuid, version: '1.1', url: 'http://x/meter' }] },
      },
      reboot: { kind: 'reboot' },
    };
    const campaign = await this.service.create(
      {
        name,
        filter: `serialNumber like "${name}-*"`,
        waves: [{ size: 'rest', soakMinutes: this.soakMinutes, minInforms: 0 }],
        timeouts: { claimMinutes: 15, transferMinutes: 60, giveUpMinutes: 120 },
        retries: { max: retries, backoffMinutes: 5 },
        ...onlyBrakes(plans[this.kind]),
      },
      actor,
    );
    this.id = campaign.id;
    await this.service.start(this.id, actor);
    await this.check('start');
  }

  async act(act: Act): Promise<void> {
    switch (act.do) {
      case 'tick':
        await this.tick();
        break;
      case 'pause':
      case 'resume':
      case 'abort':
        await this.person(act.do);
        break;
      case 'wait':
        this.clock.advance(minutes(act.minutes));
        await this.sweep();
        break;
      case 'session':
        await this.devices[act.device]!.session(act.luck);
        break;
      case 'ends':
        this.devices[act.device]!.ends();
        break;
      case 'strays':
        this.devices[act.device]!.strays();
        break;
      case 'boots':
        this.devices[act.device]!.booted = true;
        break;
    }
    await this.check(JSON.stringify(act));
  }

  private async person(what: 'pause' | 'resume' | 'abort'): Promise<void> {
    const done =
      what === 'resume' ? this.service.resume(this.id, actor, 'seen') : this.service[what](this.id, null, actor);
    await done.catch((error: unknown) => {
      if (!isMusterError(error, 'conflict')) throw error;
    });
  }

  private async tick(): Promise<void> {
    for (let i = 0; i < 20; i++) if (!(await tickCampaign(database.pool, this.clock, this.id)).again) return;
    throw new Error('the tick does not come to an end');
  }

  private async sweep(): Promise<void> {
    await this.muster.sweep();
    await sweepTargets(database.pool, this.clock, 500);
  }

  private async check(after: string): Promise<void> {
    const where = `${this.kind}, after ${after}`;
    const { rows } = await database.pool.query<{
      device: DeviceKey;
      state: TargetState;
      attempt: number;
      reason: string | null;
      operation: string | null;
      active: boolean | null;
      due: boolean;
    }>(
      `SELECT t.device_id AS device, t.state, t.attempt, t.reason, o.state AS operation, o.active,
         t.deadline IS NOT NULL OR o.deadline IS NOT NULL OR o.state = 'unconfirmed' AS due
       FROM target t LEFT JOIN operation o ON o.id = t.operation_id WHERE t.campaign_id = $1`,
      [this.id],
    );
    const counts = new Map<string, number>();
    for (const target of rows) {
      const counter = counterOf(target.state);
      counts.set(counter, (counts.get(counter) ?? 0) + 1);
      const words = `${where}: ${JSON.stringify(target)}`;
      expect(target.attempt, words).toBeLessThanOrEqual(retries + 1);
      if (counter === 'inflight') {
        expect(target.active, words).toBe(true);
        expect(target.due, words).toBe(true);
      }
      if (counter === 'waiting' || counter === 'retrying') {
        expect(target.active, words).not.toBe(true);
        expect(target.reason, words).not.toBeNull();
      }
      if (target.state === 'succeeded') {
        expect(this.devices.find(({ key }) => key === target.device)!.shown, words).toBe(true);
        expect(target.attempt, words).toBeGreaterThan(0);
      }
    }
    for (const [i, wave] of (await listWaves(database.pool, this.id)).entries()) {
      const kept = { waiting: wave.waiting, inflight: wave.inflight, retrying: wave.retrying, soaking: wave.soaking };
      const ends = { succeeded: wave.succeeded, failed: wave.failed, skipped: wave.skipped, cancelled: wave.cancelled };
      for (const [name, n] of Object.entries({ ...kept, ...ends }))
        expect([where, i, name, n]).toEqual([where, i, name, counts.get(name) ?? 0]);
    }
    const { rows: locks } = await database.pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM operation o WHERE o.campaign_id = $1 AND o.active AND NOT EXISTS
         (SELECT FROM target t WHERE t.operation_id = o.id AND t.campaign_id = o.campaign_id)`,
      [this.id],
    );
    expect([where, locks[0]!.n]).toEqual([where, 0]);
    for (const device of this.devices) expect([where, device.broken]).toEqual([where, []]);
    this.state = (await findCampaign(database.pool, this.id))!.state;
    if (['completed', 'completedWithFailures', 'aborted'].includes(this.state))
      expect(
        rows.every(({ state }) => hasEnded(state)),
        where,
      ).toBe(true);
  }

  /** From here on every device calls and nothing gets lost: the campaign has to end. */
  async finish(): Promise<void> {
    for (let round = 0; round < 60; round++) {
      if (['completed', 'completedWithFailures', 'aborted'].includes(this.state)) return;
      if (this.state === 'paused') await this.act({ do: 'resume' });
      await this.act({ do: 'tick' });
      for (let device = 0; device < 3; device++) {
        await this.act({ do: 'session', device, luck: [] });
        await this.act({ do: 'ends', device });
        await this.act({ do: 'session', device, luck: [] });
      }
      await this.act({ do: 'wait', minutes: 61 });
    }
    throw new Error(`the campaign does not end; it is ${this.state}`);
  }
}

const device = fc.integer({ min: 0, max: 2 });
const luck = fc.array(fc.constantFrom<Luck>('arrives', 'arrives', 'requestLost', 'answerLost', 'refused'), {
  maxLength: 5,
});
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('tick' as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('session' as const), device, luck }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('ends' as const), device }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('strays' as const, 'boots' as const), device }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 6, 16, 61, 121) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const, 'abort' as const) }) },
);

test('whatever happens on the way, the books balance, and every campaign ends', async () => {
  const seed = process.env['MUSTER_TEST_SEED'];
  const script = fc.record({
    kind: fc.constantFrom<Kind>('configuration', 'hops', 'install', 'reboot'),
    soakMinutes: fc.constantFrom(0, 30),
    acts: fc.array(act, { minLength: 5, maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(script, async ({ kind, soakMinutes, acts }) => {
      const walk = new Walk(kind, soakMinutes);
      await walk.start();
      for (const one of acts) await walk.act(one);
      await walk.finish();
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) },
  );
}, 600_000);
