import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GatewayState } from '../../src/simulator/gateway/state.ts';
import { stuckHalfway, whole } from './support/file-server.ts';
import { answered, eventually, first, image, Stage } from './support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(async () => {
  await stage.clear();
  expect(stage.defects).toEqual([]);
});

const onDisk = async (): Promise<GatewayState> =>
  JSON.parse(await readFile(join(stage.directory, first, 'state.json'), 'utf8')) as GatewayState;

/** The one TransferComplete a transfer must end with, and nothing after it. */
async function completedOnce(): Promise<void> {
  await stage.acs.until(() => stage.acs.completes.length > 0, 'TransferComplete');
  await eventually(async () => (await onDisk()).transfers).toEqual([]);
  expect(stage.acs.completes).toMatchObject([{ CommandKey: 'cut', FaultStruct: { FaultCode: 0 } }]);
}

test('a power cut in the middle of a download starts it again', async () => {
  stage.files.serve = stuckHalfway(image('2.0.0'));
  const fleet = await stage.fleet();
  answered(await stage.download('cut'));
  await eventually(() => stage.files.requests).toBe(1);
  expect((await onDisk()).transfers).toMatchObject([{ commandKey: 'cut', phase: 'downloading' }]);
  await fleet.abandon();

  stage.files.serve = whole(image('2.0.0'));
  const again = await stage.fleet();
  await completedOnce();
  expect(stage.files.requests).toBe(2);
  expect(stage.acs.informs[1]!.events).toEqual(expect.arrayContaining(['1 BOOT']));
  expect(stage.acs.informs[1]!.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('1.0.0');
  expect(again.gatewayStatistics()).toMatchObject([{ version: '2.0.0', downloads: 1, overlappingDownloads: 0 }]);
});

test('a power cut in the middle of flashing boots the old bank and flashes again', async () => {
  const fleet = await stage.fleet({ flashSeconds: 3600 });
  answered(await stage.download('cut'));
  await eventually(async () => (await onDisk()).transfers[0]?.phase).toBe('flashing');
  await fleet.abandon();

  const from = stage.acs.informs.length;
  await stage.fleet();
  await completedOnce();
  const boot = stage.acs.informs[from]!;
  expect(boot.events).not.toContain('7 TRANSFER COMPLETE');
  expect(boot.parameters['Device.DeviceInfo.SoftwareVersion']).toBe('1.0.0');
});

test('a power cut during the reboot into the new bank completes the transfer', async () => {
  const fleet = await stage.fleet({ rebootSeconds: 3600 });
  answered(await stage.download('cut'));
  await eventually(() => fleet.statistics().activity.rebooting).toBe(1);
  await fleet.abandon();

  await stage.fleet({ rebootSeconds: 3600 });
  await completedOnce();
  const last = stage.acs.informs.at(-1)!;
  expect(last.events).toEqual(expect.arrayContaining(['1 BOOT', '4 VALUE CHANGE', 'M Download cut']));
});

test('a power cut before the acknowledgement repeats TransferComplete with the same arguments', async () => {
  stage.acs.mischief = (message) => (message === 'TransferComplete' ? { status: 500 } : null);
  const fleet = await stage.fleet();
  answered(await stage.download('cut'));
  await stage.acs.informWith('M Download cut');
  const [transfer] = (await onDisk()).transfers;
  await fleet.abandon();

  stage.acs.mischief = () => null;
  await stage.fleet();
  await completedOnce();
  expect(Date.parse(stage.acs.completes[0]!.CompleteTime)).toBe(Math.floor(transfer!.completedAt! / 1000) * 1000);
});

test('settings, an ordered reboot and a pending ScheduleInform survive; a clean boot is only 1 BOOT', async () => {
  const { acs } = stage;
  const fleet = await stage.fleet({ connectionRequestPort: 0, rebootSeconds: 3600 });
  const written = acs.order(first, 'SetParameterValues', {
    ParameterList: [{ name: 'Device.DeviceInfo.ProvisioningCode', value: 'gold', type: 'string' }],
    ParameterKey: 'gold-1',
  });
  const added = acs.order(first, 'AddObject', { ObjectName: 'Device.WiFi.SSID.', ParameterKey: 'gold-2' });
  const scheduled = acs.order(first, 'ScheduleInform', { DelaySeconds: 1, CommandKey: 'later' });
  const rebooted = acs.order(first, 'Reboot', { CommandKey: 'why' });
  answered(await written);
  expect(answered(await added).InstanceNumber).toBe(3);
  answered(await scheduled);
  answered(await rebooted);
  await fleet.abandon();

  const rows = acs.order(first, 'GetParameterNames', { ParameterPath: 'Device.WiFi.SSID.', NextLevel: true });
  const again = await stage.fleet();
  const boot = await acs.informWith('M Reboot why');
  expect(boot.events).toEqual(expect.arrayContaining(['1 BOOT']));
  expect(boot.parameters).toMatchObject({
    'Device.DeviceInfo.ProvisioningCode': 'gold',
    'Device.ManagementServer.ParameterKey': 'gold-2',
  });
  expect(answered(await rows).ParameterList.map((row) => row.Name)).toEqual([
    'Device.WiFi.SSID.1.',
    'Device.WiFi.SSID.2.',
    'Device.WiFi.SSID.3.',
  ]);
  await acs.informWith('M ScheduleInform later');
  await again.stop();

  const port = Number(new URL(again.connectionRequestOrigin).port);
  const from = acs.informs.length;
  await stage.fleet({ connectionRequestPort: port });
  expect((await acs.informWith('1 BOOT', from)).events).toEqual(['1 BOOT']);
});

test('a Download while one is in progress is counted, also after a power cut, and both are carried out', async () => {
  stage.files.serve = stuckHalfway(image('2.0.0'));
  const { acs } = stage;
  const fleet = await stage.fleet();
  const accepted = [stage.download('one'), stage.download('two')];
  const queue = acs.order(first, 'GetAllQueuedTransfers', {});
  for (const result of accepted) answered(await result);
  expect(answered(await queue).TransferList).toMatchObject([
    { CommandKey: 'one', State: 1, IsDownload: true, FileType: '1 Firmware Upgrade Image' },
    { CommandKey: 'two', State: 1 },
  ]);
  expect(fleet.statistics()).toMatchObject({ downloads: 2, overlappingDownloads: 1 });
  await fleet.abandon();

  stage.files.serve = whole(image('2.0.0'));
  const again = await stage.fleet();
  await acs.until(() => acs.completes.length === 2, 'both TransferCompletes');
  expect(acs.completes.map((complete) => complete.CommandKey)).toEqual(['one', 'two']);
  expect(again.statistics()).toMatchObject({ downloads: 2, overlappingDownloads: 1, transfersSucceeded: 2 });
});

test('a periodic inform writes nothing to disk', async () => {
  const fleet = await stage.fleet({ periodicInterval: 1 });
  const written = async (): Promise<number> => (await stat(join(stage.directory, first, 'state.json'))).mtimeMs;
  await eventually(() => fleet.statistics().sessions).toBe(1);
  const before = await written();
  expect((await onDisk()).events).toEqual([]);
  await eventually(() => fleet.statistics().sessions).toBe(3);
  expect(await written()).toBe(before);
});

test('kill -9 of the whole process, again and again: every Download ends in one TransferComplete', async () => {
  const { acs } = stage;
  const count = 12;
  const devices = Array.from({ length: count }, (_, i) => `00D09E-MG100-SIM${String(i + 1).padStart(6, '0')}`);
  const accepted = Promise.all(devices.map((device) => stage.download('cut', { device })));
  const script = `
    const { simulateCommand } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/cli/commands/simulate.ts'))});
    await simulateCommand().parseAsync(${JSON.stringify([
      ...['--acs', acs.url, '--count', String(count), '--state-dir', stage.directory, '--ramp', '0.3'],
      ...['--reboot-seconds', '0.2', '--flash-seconds', '0.2', '--retry-scale', '0.01'],
    ])}, { from: 'user' });`;
  const spawned = (): ChildProcess => spawn(process.execPath, ['--input-type=module', '-e', script]);
  const live = async (enough: Promise<unknown>): Promise<void> => {
    const child = spawned();
    const ended = once(child, 'exit');
    await enough;
    child.kill('SIGKILL');
    await ended;
  };
  // What a gateway has accepted it must carry out; an order that the first cut lost would be the ACS's to repeat.
  await live(accepted);
  for (let kills = 0; kills < 3; kills++) {
    // Each life lasts for a few messages more than the one before, so that the cuts fall on different steps.
    const enough = acs.informs.length + 4 + 5 * kills;
    await live(acs.until(() => acs.informs.length >= enough, 'some life'));
  }
  const last = spawned();
  const ended = once(last, 'exit');
  const distinct = (): string[] => [...new Set(acs.completes.map((complete) => JSON.stringify(complete)))];
  await acs.until(() => distinct().length === count, 'all TransferCompletes');
  expect(new Set(acs.completes.map((complete) => complete.deviceId)).size).toBe(count);
  last.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(distinct()).toHaveLength(count);
});

test('a state of an earlier simulator is carried on', async () => {
  const { acs } = stage;
  const fleet = await stage.fleet();
  await eventually(() => fleet.statistics().activity.idle).toBe(1);
  await fleet.stop();
  const path = join(stage.directory, first, 'state.json');
  const {
    told: _told,
    owed: _owed,
    duJobs: _jobs,
    restartOrdered: _restart,
    ...old
  } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...old, reported: { softwareVersion: '1.0.0', connectionRequestUrl: 'x' } }));
  await stage.fleet();
  await acs.until(() => acs.informs.length === 2, 'the boot');
  expect(acs.informs[1]!.events).toEqual(['1 BOOT']);
});
