import { beforeAll, describe, expect, it } from 'vitest';
import { minutes } from '../../../src/base/durations.ts';
import type { CampaignId } from '../../../src/base/ids.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../../src/campaigns/service/service.ts';
import { findCampaign } from '../../../src/campaigns/store.ts';
import type { Call } from '../../../src/cwmp/rpc/index.ts';
import { accepted, keyOf, type Stage, stage, type Talk, virtualClock } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { addFile } from '../support/world.ts';

const database = withDatabase(20);
const clock = virtualClock();
const actor = { name: 'tester', role: 'operator' };
let muster: Stage;
let devices = 0;
beforeAll(() => {
  muster = stage(database.pool, clock, () => 0.5);
});

const service = () => campaignsService(database.pool, clock);
const retries = { max: 2, backoffMinutes: 5 };

/** A started campaign over one new device, which has been claimed. */
async function started(plan: object, version = '1.0') {
  const serial = `K${++devices}`;
  await muster.call(serial, { version });
  const { id } = await service().create(
    { name: serial, filter: `serialNumber = "${serial}"`, retries, ...plan },
    actor,
  );
  await service().start(id, actor);
  await tick(id);
  return { id, serial };
}

async function tick(id: CampaignId): Promise<void> {
  for (let i = 0; i < 20; i++) if (!(await tickCampaign(database.pool, clock, id)).again) return;
  throw new Error('the tick does not come to an end');
}

/** Time passes, and what is due is done. */
async function pass(id: CampaignId, minutesLater: number): Promise<void> {
  clock.advance(minutes(minutesLater));
  await muster.sweep();
  await sweepTargets(database.pool, clock, 500);
  await tick(id);
}

async function target(id: CampaignId) {
  const { rows } = await database.pool.query<{
    state: string;
    reason: string | null;
    attempt: number;
    hop: number;
    readings: number;
    corrected: string | null;
    message: string | null;
  }>(
    'SELECT state, reason, attempt, hop, readings, corrected, fault_message AS message FROM target WHERE campaign_id = $1',
    [id],
  );
  return rows[0]!;
}

const stands = async (id: CampaignId): Promise<string> => {
  const { state, reason } = await target(id);
  return reason === null ? state : `${state} ${reason}`;
};

async function openOperations(id: CampaignId): Promise<string[]> {
  const { rows } = await database.pool.query<{ kind: string }>(
    `SELECT kind FROM operation WHERE campaign_id = $1 AND state NOT IN ('succeeded','failed','cancelled')`,
    [id],
  );
  return rows.map(({ kind }) => kind);
}

const path = 'Device.Time.NTPServer1';
const configuration = { kind: 'configuration', artifact: { values: [{ path, value: 'wanted' }] } };
const read = (value: string) => ({ ParameterList: [{ name: path, value, type: 'string' }] });

describe('a configuration', () => {
  it('is written, read back, and a success by what was read', async () => {
    const { id, serial } = await started(configuration);
    const talk = await muster.call(serial);
    expect(await talk.ask()).toMatchObject({ method: 'SetParameterValues' });
    const question = await talk.answer('SetParameterValues', { Status: 0 });
    expect(question).toMatchObject({ method: 'GetParameterValues', args: { ParameterNames: [path] } });
    expect(await stands(id)).toBe('dispatched');
    expect(await talk.answer('GetParameterValues', read('wanted'))).toBeNull();
    expect(await target(id)).toMatchObject({ state: 'succeeded', attempt: 1, readings: 0 });
  });

  it('that the device says it took, and did not, is tried again and fails with what it shows', async () => {
    const { id, serial } = await started(configuration);
    for (let attempt = 1; attempt <= 3; attempt++) {
      const talk = await muster.call(serial);
      expect(await talk.ask()).toMatchObject({ method: 'SetParameterValues' });
      await talk.answer('SetParameterValues', { Status: 0 });
      await talk.answer('GetParameterValues', read('other'));
      expect(await target(id)).toMatchObject({ attempt });
      if (attempt < 3) expect(await stands(id)).toBe('retryWait retry');
      await pass(id, 90);
    }
    expect(await target(id)).toMatchObject({ state: 'failed', reason: 'notApplied' });
    expect((await target(id)).message).toBe(`${path} is "other", and "wanted" is wanted`);
    expect(await openOperations(id)).toEqual([]);
  });

  it('whose reading fails is no further attempt, and is not read for ever', async () => {
    const { id, serial } = await started(configuration);
    const first = await muster.call(serial);
    await first.ask();
    await first.answer('SetParameterValues', { Status: 0 });
    await first.fault(9002);
    for (let readings = 1; readings <= 3; readings++) {
      expect(await target(id)).toMatchObject({ attempt: 1, readings });
      if (readings === 3) break;
      expect(await stands(id)).toBe('retryWait retry');
      expect(await openOperations(id)).toEqual([]);
      await pass(id, 90);
      const talk = await muster.call(serial);
      // It is known to have been written: it is only asked.
      expect(await talk.ask()).toMatchObject({ method: 'GetParameterValues' });
      await talk.fault(9002);
    }
    expect(await stands(id)).toBe('failed fault');
  });

  it('of a device that falls silent is given up in time, and its lock is free once it has spoken', async () => {
    const timeouts = { claimMinutes: 15, transferMinutes: 30, giveUpMinutes: 60 };
    const { id, serial } = await started({ ...configuration, timeouts });
    await (await muster.call(serial)).ask();
    expect(await stands(id)).toBe('dispatched');
    await pass(id, 31);
    expect(await stands(id)).toBe('unconfirmed');
    expect(await openOperations(id)).toEqual(['setParameterValues']);
    await pass(id, 61);
    expect(await stands(id)).toBe('failed unreachable');
    expect(await openOperations(id)).toEqual(['setParameterValues']);
    const talk = await muster.call(serial);
    expect(await talk.ask()).toMatchObject({ method: 'GetParameterValues' });
    // It is as wanted after all, but what proves that is read afterwards.
    expect(await talk.answer('GetParameterValues', read('wanted'))).toMatchObject({ method: 'GetParameterValues' });
    expect(await target(id)).toMatchObject({ corrected: null });
    expect(await talk.answer('GetParameterValues', read('wanted'))).toBeNull();
    expect(await target(id)).toMatchObject({ state: 'failed', corrected: 'succeededLate' });
    expect(await openOperations(id)).toEqual([]);
  });

  it('that is found as wanted needs nothing, and was not touched', async () => {
    const serial = `K${devices + 1}`;
    const talk = await muster.call(serial);
    await muster.order(talk.device, 'getParameterValues', { paths: [path] });
    await talk.ask();
    await talk.answer('GetParameterValues', read('wanted'));
    const { id } = await started(configuration);
    const session = await muster.call(serial);
    expect(await session.ask()).toMatchObject({ method: 'GetParameterValues' });
    await session.answer('GetParameterValues', read('wanted'));
    expect(await target(id)).toMatchObject({ state: 'skipped', reason: 'already', attempt: 0 });
  });

  it('soaks by what the device tells: a change of the value is a failure at once', async () => {
    const { id, serial } = await started({ ...configuration, waves: [{ size: 'rest', soakMinutes: 600 }] });
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.answer('SetParameterValues', { Status: 0 });
    await talk.answer('GetParameterValues', read('wanted'));
    expect(await target(id)).toMatchObject({ state: 'soaking' });
    await muster.order(talk.device, 'getParameterValues', { paths: [path] });
    const later = await muster.call(serial);
    await later.ask();
    await later.answer('GetParameterValues', read('other'));
    expect(await stands(id)).toBe('failed lostState');
  });

  it('is asked for at the end of its soak, also while the campaign is being aborted', async () => {
    const waves = [{ size: 'rest', soakMinutes: 10, minInforms: 0 }];
    const { id, serial } = await started({ ...configuration, waves });
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.answer('SetParameterValues', { Status: 0 });
    await talk.answer('GetParameterValues', read('wanted'));
    await service().abort(id, null, actor);
    await pass(id, 11);
    expect(await stands(id)).toBe('soaking proof');
    const later = await muster.call(serial);
    expect(await later.ask()).toMatchObject({ method: 'GetParameterValues', args: { ParameterNames: [path] } });
    await later.answer('GetParameterValues', read('wanted'));
    expect(await stands(id)).toBe('succeeded');
    await tick(id);
    expect((await findCampaign(database.pool, id))!.state).toBe('aborted');
  });

  it('that nobody can read at the end of its soak is no success', async () => {
    const waves = [{ size: 'rest', soakMinutes: 10, minInforms: 0 }];
    const { id, serial } = await started({ ...configuration, waves, retries: { max: 1, backoffMinutes: 1 } });
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.answer('SetParameterValues', { Status: 0 });
    await talk.answer('GetParameterValues', read('wanted'));
    for (let i = 0; i < 2; i++) {
      await pass(id, 11);
      expect(await stands(id)).toBe('soaking proof');
      const later = await muster.call(serial);
      expect(await later.ask()).toMatchObject({ method: 'GetParameterValues' });
      await later.fault(9002);
    }
    expect(await stands(id)).toBe('failed unproven');
    expect(await openOperations(id)).toEqual([]);
  });
});

describe('firmware over a version in between', () => {
  async function over(version = '1.0') {
    const hop = await addFile(database.pool, clock.now(), { version: '1.5' });
    const fileId = await addFile(database.pool, clock.now(), { version: '2.0' });
    const artifact = { fileId, minSource: '1.5', hops: [{ fileId: hop }] };
    return { hop, fileId, ...(await started({ kind: 'firmware', artifact }, version)) };
  }
  const urlOf = (call: Call | null): string => (call?.method === 'Download' ? call.args.URL : 'none');
  /** Takes the image that it is given, and boots with a version. */
  async function takes(serial: string, version: string): Promise<Talk> {
    const talk = await muster.call(serial, { version: await versionOf(serial) });
    const key = keyOf(await talk.ask());
    await talk.answer('Download', accepted);
    const after = await muster.call(serial, { events: ['1 BOOT', '7 TRANSFER COMPLETE'], version });
    await after.transferComplete(key);
    return after;
  }
  async function versionOf(serial: string): Promise<string> {
    const { rows } = await database.pool.query<{ version: string }>(
      'SELECT software_version AS version FROM device WHERE serial_number = $1',
      [serial],
    );
    return rows[0]!.version;
  }

  it('is told the next image in the session that proves the one before', async () => {
    const { id, serial, hop, fileId } = await over();
    const first = await muster.call(serial);
    const download = await first.ask();
    expect(urlOf(download)).toContain(hop);
    await first.answer('Download', accepted);
    const proof = await muster.call(serial, { events: ['1 BOOT', '7 TRANSFER COMPLETE'], version: '1.5' });
    await proof.transferComplete(keyOf(download));
    expect(urlOf(await proof.ask())).toContain(fileId);
    await proof.answer('Download', accepted);
    expect(await target(id)).toMatchObject({ state: 'accepted', attempt: 1, hop: 1 });
    await muster.call(serial, { events: ['1 BOOT'], version: '2.0' });
    expect(await target(id)).toMatchObject({ state: 'succeeded', attempt: 1, hop: 1 });
  });

  it('has attempts of its own for each step, and goes on from where it is', async () => {
    const { id, serial, fileId } = await over();
    const proof = await takes(serial, '1.5');
    const key = keyOf(await proof.ask());
    await proof.answer('Download', accepted);
    const failing = await muster.call(serial, { events: ['7 TRANSFER COMPLETE'], version: '1.5' });
    await failing.transferComplete(key, 9010);
    expect(await target(id)).toMatchObject({ state: 'retryWait', attempt: 1, hop: 1 });
    await pass(id, 10);
    const again = await muster.call(serial, { version: '1.5' });
    expect(urlOf(await again.ask())).toContain(fileId);
    expect(await target(id)).toMatchObject({ state: 'dispatched', attempt: 2, hop: 1 });
  });

  it('begins no step in a campaign that was paused meanwhile, and goes on after it', async () => {
    const { id, serial, fileId } = await over();
    const first = await muster.call(serial);
    await first.ask();
    await first.answer('Download', accepted);
    await service().pause(id, null, actor);
    const proof = await muster.call(serial, { events: ['1 BOOT'], version: '1.5' });
    expect(await proof.ask()).toBeNull();
    expect(await target(id)).toMatchObject({ state: 'waiting', reason: 'paused', attempt: 0, hop: 1 });
    await service().resume(id, actor);
    await pass(id, 2);
    const talk = await muster.call(serial, { version: '1.5' });
    expect(urlOf(await talk.ask())).toContain(fileId);
  });

  it('takes an order back from a device that comes with another version than it was claimed with', async () => {
    const { id, serial } = await over();
    expect(await stands(id)).toBe('claimed');
    const talk = await muster.call(serial, { version: '3.0' });
    expect(await talk.ask()).toBeNull();
    expect(await stands(id)).toBe('waiting versionChanged');
    await tick(id);
    expect(await target(id)).toMatchObject({ state: 'skipped', reason: 'newer', attempt: 0 });
  });

  it('begins no further step on a device whose target is being cancelled', async () => {
    const { id, serial } = await over();
    const first = await muster.call(serial);
    await first.ask();
    await first.answer('Download', accepted);
    await database.pool.query(`UPDATE target SET state = 'cancelling', reason = 'operator' WHERE campaign_id = $1`, [
      id,
    ]);
    const proof = await muster.call(serial, { events: ['1 BOOT'], version: '1.5' });
    expect(await proof.ask()).toBeNull();
    expect(await stands(id)).toBe('cancelled operator');
    expect(await openOperations(id)).toEqual([]);
  });

  it('says no order again that got lost, where the device has gone past it meanwhile', async () => {
    const { id, serial } = await over();
    // The order gets lost with its session.
    await (await muster.call(serial)).ask();
    const talk = await muster.call(serial, { version: '3.0' });
    expect(await talk.ask()).toMatchObject({ method: 'GetAllQueuedTransfers' });
    expect(await talk.answer('GetAllQueuedTransfers', { TransferList: [] })).toBeNull();
    expect(await target(id)).toMatchObject({ state: 'waiting', reason: 'versionChanged', attempt: 0 });
    expect(await openOperations(id)).toEqual([]);
    await pass(id, 2);
    expect(await stands(id)).toBe('skipped newer');
  });

  it('that got to the last version by itself was not this campaign', async () => {
    const { id, serial } = await over();
    await muster.call(serial, { version: '2.0' });
    await tick(id);
    expect(await stands(id)).toBe('skipped already');
  });

  it('fails, and says so, where it lands on a version that no image leads on from', async () => {
    const { id, serial } = await over('0.5');
    await takes(serial, '1.5');
    expect(await target(id)).toMatchObject({ hop: 1 });
    const talk = await muster.call(serial, { version: '1.0' });
    // The order for the last step is taken back, and the one before it is due again.
    expect(await talk.ask()).toBeNull();
    expect(await stands(id)).toBe('waiting versionChanged');
    await tick(id);
    expect(await stands(id)).toBe('claimed');
  });
});

describe('a restart', () => {
  it('is proven by the boot that follows it, and by none before', async () => {
    const { id, serial } = await started({ kind: 'reboot' });
    const talk = await muster.call(serial, { events: ['1 BOOT'] });
    expect(await stands(id)).toBe('claimed');
    expect(await talk.ask()).toMatchObject({ method: 'Reboot' });
    await talk.answer('Reboot', {});
    expect(await stands(id)).toBe('accepted');
    await muster.call(serial, { events: ['1 BOOT'] });
    expect(await target(id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  });
});

describe('a software module', () => {
  const uuid = '1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e';
  const modules = 'Device.SoftwareModules.';
  const artifact = { packages: [{ name: 'meter', uuid, version: '1.1', url: 'http://x/meter' }] };
  const install = { kind: 'install', artifact };
  const tables = (...units: Record<string, string>[]) => ({
    ParameterList: [
      { 'ExecEnv.1.Name': 'native', 'ExecEnv.1.Status': 'Up' },
      ...units.map((unit, i) =>
        Object.fromEntries(Object.entries(unit).map(([name, value]) => [`DeploymentUnit.${i + 1}.${name}`, value])),
      ),
    ].flatMap((row) =>
      Object.entries(row).map(([name, value]) => ({ name: modules + name, value: String(value), type: 'string' })),
    ),
  });
  const there = { UUID: uuid, Name: 'meter', Version: '1.1', Status: 'Installed', Resolved: '1' };
  const keyOfChange = (call: Call | null): string => {
    if (call?.method !== 'ChangeDUState') throw new TypeError(`${call?.method ?? 'nothing'} was said`);
    return call.args.CommandKey;
  };
  const result = (code = 0, more: object = {}) => ({
    UUID: uuid,
    DeploymentUnitRef: `${modules}DeploymentUnit.1`,
    Version: '1.1',
    CurrentState: code === 0 ? 'Installed' : 'Failed',
    Resolved: true,
    ExecutionUnitRefList: '',
    StartTime: '2026-05-01T12:00:00Z',
    CompleteTime: new Date(clock.now()).toISOString(),
    Fault: { FaultCode: code, FaultString: code === 0 ? '' : 'no' },
    ...more,
  });

  /** Reads the tables, and is told to change them. @returns the session, and the key of the order */
  async function ordered(id: CampaignId, serial: string) {
    const talk = await muster.call(serial);
    expect(await talk.ask()).toMatchObject({ method: 'GetParameterValues', args: { ParameterNames: [modules] } });
    const key = keyOfChange(await talk.answer('GetParameterValues', tables()));
    expect(await target(id)).toMatchObject({ state: 'dispatched', attempt: expect.any(Number) as number });
    await talk.answer('ChangeDUState', {});
    return { talk, key };
  }

  it('is a success by what the device tells of it, after it was looked at and ordered in one session', async () => {
    const { id, serial } = await started(install);
    const { key } = await ordered(id, serial);
    expect(await stands(id)).toBe('accepted');
    const later = await muster.call(serial, { events: ['11 DU STATE CHANGE COMPLETE'] });
    await later.duStateChangeComplete(key, [result()]);
    expect(await target(id)).toMatchObject({ state: 'succeeded', attempt: 1, readings: 0 });
  });

  it('that the device calls a duplicate is a success where its tables show it, and a failure where not', async () => {
    for (const [version, end] of [
      ['1.1', 'succeeded'],
      ['1.0', 'failed fault'],
    ] as const) {
      const { id, serial } = await started(install);
      const { key } = await ordered(id, serial);
      const later = await muster.call(serial, { events: ['11 DU STATE CHANGE COMPLETE'] });
      await later.duStateChangeComplete(key, [result(9026)]);
      expect(await later.ask()).toMatchObject({ method: 'GetParameterValues' });
      await later.answer('GetParameterValues', tables({ ...there, Version: version }));
      expect(await stands(id)).toBe(end);
    }
  });

  it('is tried again after a fault that may pass, and found to be there by then', async () => {
    const { id, serial } = await started(install);
    const { key } = await ordered(id, serial);
    const later = await muster.call(serial, { events: ['11 DU STATE CHANGE COMPLETE'] });
    await later.duStateChangeComplete(key, [result(9015)]);
    await later.ask();
    await later.answer('GetParameterValues', tables());
    expect(await stands(id)).toBe('retryWait retry');
    await pass(id, 90);
    const again = await muster.call(serial);
    await again.ask();
    await again.answer('GetParameterValues', tables(there));
    // What was done to it worked after all: it did not need nothing.
    expect(await target(id)).toMatchObject({ state: 'succeeded', attempt: 1 });
  });

  it('waits while the device is at its modules, and goes on when it is not', async () => {
    const { id, serial } = await started(install);
    const talk = await muster.call(serial);
    await talk.ask();
    await talk.answer('GetParameterValues', tables({ ...there, Version: '1.0', Status: 'Updating' }));
    expect(await stands(id)).toBe('waiting busy');
    expect(await openOperations(id)).toEqual([]);
    await pass(id, 2);
    expect(await stands(id)).toBe('claimed');
  });

  it('whose order the device refuses for now is ordered again when the plan says, not when the operation would', async () => {
    const { id, serial } = await started(install);
    const talk = await muster.call(serial);
    await talk.ask();
    keyOfChange(await talk.answer('GetParameterValues', tables()));
    await talk.fault(9002);
    expect(await stands(id)).toBe('retryWait retry');
    expect(await openOperations(id)).toEqual([]);
    expect(await target(id)).toMatchObject({ attempt: 1, message: 'no' });
  });

  it('that an autonomous change takes away while it soaks is a failure', async () => {
    const { id, serial } = await started({ ...install, waves: [{ size: 'rest', soakMinutes: 600 }] });
    const { key } = await ordered(id, serial);
    const later = await muster.call(serial, { events: ['11 DU STATE CHANGE COMPLETE'] });
    await later.duStateChangeComplete(key, [result()]);
    await later.ask();
    await later.answer('GetParameterValues', tables(there));
    expect(await stands(id)).toBe('soaking soak');
    const own = await muster.call(serial, { events: ['12 AUTONOMOUS DU STATE CHANGE COMPLETE'] });
    await own.autonomousDuStateChange([
      { ...result(0, { CurrentState: 'Uninstalled' }), OperationPerformed: 'Uninstall' },
    ]);
    expect(await stands(id)).toBe('failed lostState');
  });

  it('that comes late corrects the record of a device that was given up', async () => {
    const timeouts = { claimMinutes: 15, transferMinutes: 30, giveUpMinutes: 60 };
    const { id, serial } = await started({ ...install, timeouts });
    const { key } = await ordered(id, serial);
    await pass(id, 31);
    expect(await stands(id)).toBe('unconfirmed');
    await pass(id, 61);
    expect(await stands(id)).toBe('failed unreachable');
    const later = await muster.call(serial, { events: ['11 DU STATE CHANGE COMPLETE'] });
    await later.duStateChangeComplete(key, [result()]);
    expect(await target(id)).toMatchObject({ state: 'failed', corrected: 'succeededLate' });
  });

  it('is none for a device without tables', async () => {
    const { id, serial } = await started(install);
    const talk = await muster.call(serial);
    await talk.ask();
    expect(await talk.fault(9005)).toMatchObject({ method: 'GetParameterNames' });
    await talk.fault(9005);
    expect(await target(id)).toMatchObject({ state: 'skipped', reason: 'unsupported', attempt: 0 });
  });
});
