import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StoredFile } from '../../src/cli/api/resources.ts';
import type { FleetRequest } from '../../src/simulator/fleet-options.ts';
import type { Gateway } from '../../src/simulator/gateway/gateway.ts';
import type { Misbehaviour } from '../../src/simulator/misbehaviour.ts';
import { ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { fleetSettled, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { Endings } from './support/endings.ts';
import { done } from './support/orders.ts';
import { hold, queued, transferComplete } from './support/scripted-session.ts';

// Why firmware is not brought to a device, or does not get there: each with a device that really is so.
const muster = withMuster();
const fleets = new SimulatedFleets();
const endings = new Endings(muster);

const always = (misbehaviour: Misbehaviour) => ({ misbehaviours: [{ percent: 100, misbehaviour }] });

/** A gateway for each story, by the letters that its serial number begins with. */
const traits = {
  THERE: { firmwareVersion: '2.0.0' },
  OTHER: { productClass: 'MG200' },
  NEWER: { firmwareVersion: '3.0.0' },
  BELOW: {},
  FAR: {},
  MUTE: { quirks: ['82c'] },
  PLAIN: { without: ['Download'] },
  FAULTY: always({ kind: 'fault', code: 9010 }),
  REFUSES: always({ kind: 'reject', code: 9003 }),
  FALLS: always({ kind: 'fallBack' }),
  GONE: always({ kind: 'silent' }),
  FORGETS: { ...always({ kind: 'fallBack' }), quirks: [87] },
} as const satisfies Readonly<Record<string, Partial<FleetRequest>>>;
type Name = keyof typeof traits;

const gateways = {} as Record<Name, Gateway>;
let file: StoredFile;

beforeAll(async () => {
  const names = Object.keys(traits) as Name[];
  file = await uploadFirmware(muster.api, '2.0.0');
  await Promise.all(
    names.map(async (name) => {
      const fleet = await fleets.start(muster, { count: 1, serialPrefix: name, flashSeconds: 0.02, ...traits[name] });
      gateways[name] = fleet.gateways[0]!;
    }),
  );
  await fleetSettled(muster.api, muster.pool, names.length);
});
afterAll(async () => {
  expect(fleets.defects).toEqual([]);
  await fleets.clear();
});

const begin = (name: Name, plan: object = {}): Promise<string> =>
  endings.begin([gateways[name].deviceId], { kind: 'firmware', artifact: { fileId: file.id }, ...plan });

/** What a gateway says itself: the version that runs, and how many Downloads it ever heard. */
const shows = (name: Name) => {
  const { softwareVersion, state } = gateways[name];
  return { version: softwareVersion, downloads: state.history.downloads.length };
};

/** One that is skipped hears nothing at all. */
async function expectSkipped(name: Name, reason: string, plan: object = {}): Promise<void> {
  const before = shows(name);
  const id = await begin(name, plan);
  await endings.expectEnd(id, { [`skipped ${reason}`]: 1 });
  expect(await endings.said(id)).toEqual({});
  expect(shows(name)).toEqual({ version: before.version, downloads: 0 });
}

describe('nothing is said to a device', () => {
  test('already: that has the version, as its own call says', () => expectSkipped('THERE', 'already'));

  test('wrongModel: that is of another model than the image', () => expectSkipped('OTHER', 'wrongModel'));

  test('newer: that is newer, where the plan does not allow the way back', () => expectSkipped('NEWER', 'newer'));

  test('belowFloor: that is below the floor of the image', () =>
    expectSkipped('BELOW', 'belowFloor', { artifact: { fileId: file.id, minSource: '1.5.0' } }));

  test('tooManyHops: that is six images away', async () => {
    const [goal, ...hops] = await Promise.all(
      [7, 6, 5, 4, 3, 2].map((major) => uploadFirmware(muster.api, `${major}.0.0`, 2_000 + major)),
    );
    const artifact = {
      fileId: goal!.id,
      minSource: '6.0.0',
      hops: hops.map(({ id }, i) => ({ fileId: id, minSource: `${5 - i}.0.0` })),
    };
    await expectSkipped('FAR', 'tooManyHops', { artifact });
    // The same images lead there from one version further on: it is their number, not a gap.
    const near = await endings.begin([gateways.THERE.deviceId], { kind: 'firmware', artifact });
    await endings.expectEnd(near, { succeeded: 1 });
    expect(shows('THERE')).toEqual({ version: '7.0.0', downloads: 5 });
  });

  test('versionUnknown: that tells no version, where the image has a floor', async () => {
    const { deviceId } = gateways.MUTE;
    expect(await muster.api.get(`/devices/${deviceId}`)).toMatchObject({ softwareVersion: null });
    await expectSkipped('MUTE', 'versionUnknown', { artifact: { fileId: file.id, minSource: '0.9.0' } });
  });

  test('unsupported: that has no Download among its methods', async () => {
    await done(muster.api, gateways.PLAIN.deviceId, { kind: 'getRpcMethods' });
    await expectSkipped('PLAIN', 'unsupported');
  });
});

describe.concurrent('it was said, and came to nothing', () => {
  test('fault: the device failed with it, as often as the plan tries', async () => {
    const id = await begin('FAULTY', { retries: { max: 1, backoffMinutes: 0.01 } });
    const [target] = await endings.expectEnd(id, { 'failed fault': 1 });
    expect(target).toMatchObject({ attempt: 2, fault: { code: 9010, class: 'transient' } });
    expect(shows('FAULTY')).toEqual({ version: '1.0.0', downloads: 2 });
  });

  test('fault: the device refused it, which no second try would change', async () => {
    const id = await begin('REFUSES', { retries: { max: 3, backoffMinutes: 0.01 } });
    const [target] = await endings.expectEnd(id, { 'failed fault': 1 });
    expect(target).toMatchObject({ attempt: 1, fault: { code: 9003, class: 'device' } });
    expect(shows('REFUSES')).toEqual({ version: '1.0.0', downloads: 1 });
  });

  test('fellBack: the device restarted with the old version, and is left alone', async () => {
    const id = await begin('FALLS', { retries: { max: 3, backoffMinutes: 0.01 } });
    const [target] = await endings.expectEnd(id, { 'failed fellBack': 1 });
    expect(target).toMatchObject({ attempt: 1, seenVersion: '1.0.0', fault: { class: 'boot' } });
    expect(shows('FALLS')).toEqual({ version: '1.0.0', downloads: 1 });
  });

  test('unreachable: the device took it and was never heard of again', async () => {
    const id = await begin('GONE', { timeouts: { claimMinutes: 1, transferMinutes: 0.05, giveUpMinutes: 0.05 } });
    const [target] = await endings.expectEnd(id, { 'failed unreachable': 1 });
    expect(target).toMatchObject({ attempt: 1, fault: { class: 'silent' } });
    expect(shows('GONE')).toEqual({ version: '1.0.0', downloads: 1 });
    // Nothing else is begun on a device that may still be at it.
    const { rows } = await muster.pool.query('SELECT state, active FROM operation WHERE campaign_id = $1', [id]);
    expect(rows).toEqual([{ state: 'unconfirmed', active: true }]);
  });

  test('notApplied: the device tells nothing, has the old version, and holds no transfer when it is asked', async () => {
    const { deviceId } = gateways.FORGETS;
    const id = await begin('FORGETS', { timeouts: { claimMinutes: 1, transferMinutes: 0.1, giveUpMinutes: 5 } });
    await until('it is asked', async () => {
      const [now] = await targetsOf(muster.api, id);
      // A device that nobody waits for any more is called by people, or calls by itself some day.
      if (now?.state === 'unconfirmed') await muster.api.post(`/devices/${deviceId}/connection-requests`);
      return now?.state === 'failed';
    });
    const [target] = await endings.expectEnd(id, { 'failed notApplied': 1 });
    expect(target).toMatchObject({ attempt: 1, fault: { code: 0, class: 'transient' } });
    expect(shows('FORGETS')).toEqual({ version: '1.0.0', downloads: 1 });
  });
});

describe('with a file server that is full', () => {
  const full = withMuster({ limits: { maxDownloads: 0 } });

  test('sourceBusy: the device was told to come back later, and calls that a failure of its own', async () => {
    const image: StoredFile = await full.api.good('POST', '/files', {
      query: { name: 'any.img', version: '2.0.0', fileType: '1 Firmware Upgrade Image' },
      body: new Uint8Array(1_000),
    });
    const cpe = new ScriptedCpe(full.urls.acs, 'TURNEDAWAY', sharedLogin);
    await hold(cpe);
    const busy = new Endings(full);
    const id = await busy.begin([cpe.deviceId], { kind: 'firmware', artifact: { fileId: image.id } });
    await until('it is claimed', async () => (await targetsOf(full.api, id))[0]?.state === 'claimed');
    let [key, url] = ['', ''];
    const take = ({ CommandKey, URL }: { CommandKey: string; URL: string }) => {
      [key, url] = [CommandKey, URL];
      return queued;
    };
    expect(await hold(cpe, { answers: { Download: take } })).toContain('Download');
    expect((await fetch(url)).status).toBe(503);
    await until('that is written down', async () => {
      const { rows } = await full.pool.query('SELECT FROM file_served WHERE last_status = 503');
      return rows.length === 1;
    });
    // 9016: no such file. It is none of the device's, and not the file's.
    await hold(cpe, { events: ['7 TRANSFER COMPLETE'], calls: [transferComplete(key, 9016)] });
    const [target] = await busy.expectEnd(id, { 'failed sourceBusy': 1 });
    expect(target).toMatchObject({ attempt: 1, fault: { code: 9016, class: 'transient' } });
    endings.adopt(busy);
  });
});

test('every reason of firmware was shown', () => endings.expectAllOf('firmware'));
