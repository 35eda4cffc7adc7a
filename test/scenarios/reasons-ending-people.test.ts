import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hours } from '../../src/base/durations.ts';
import type { StoredFile, Target } from '../../src/cli/api/resources.ts';
import { packFirmware, pseudoRandomPayload } from '../../src/simulator/firmware-image.ts';
import type { Fleet } from '../../src/simulator/fleet.ts';
import type { Gateway } from '../../src/simulator/gateway/gateway.ts';
import { withMuster } from '../support/muster.ts';
import { SimulatedFleets } from '../support/simulated-fleet.ts';
import { until } from '../support/until.ts';
import { openOperations } from './support/books.ts';
import { fleetSettled, productClass, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { Endings } from './support/endings.ts';

// How people, and the times that they set, end targets: two gateways for most stories, of which one is at work for some
// seconds and the other one waits for its turn. Muster's clock is ours.
let ahead = 0;
const muster = withMuster({ clock: { now: () => Date.now() + ahead } });
const fleets = new SimulatedFleets();
const endings = new Endings(muster);

const names = ['aborted', 'ended', 'operator', 'leftOut', 'excluded', 'superseded', 'cancelRefused'] as const;
type Name = (typeof names)[number];

let fleet: Fleet;
/** They take an order, and begin it a minute later. */
let late: Fleet;
let file: StoredFile;
let foreign: StoredFile;

beforeAll(async () => {
  file = await uploadFirmware(muster.api, '2.0.0');
  foreign = await muster.api.good('POST', '/files', {
    query: { name: 'foreign.img', version: '2.0.0', productClass, fileType: '1 Firmware Upgrade Image' },
    body: Uint8Array.from(
      packFirmware({ productClass: 'MG900', version: '2.0.0', payload: pseudoRandomPayload(20_000, 'foreign') }),
    ),
  });
  fleet = await fleets.start(muster, {
    count: 2 * names.length,
    flashSeconds: 0.02,
    // Five seconds for each download.
    misbehaviours: [{ percent: 100, misbehaviour: { kind: 'slow', bytesPerSecond: 4_000 } }],
  });
  late = await fleets.start(muster, { count: 2, serialPrefix: 'LATE', quirks: ['92b'] });
  await fleetSettled(muster.api, muster.pool, 2 * names.length + 2);
});
afterAll(async () => {
  expect(fleets.defects).toEqual([]);
  await fleets.clear();
});

const gatewaysOf = (name: Name): readonly Gateway[] => {
  const first = 2 * names.indexOf(name);
  return fleet.gateways.slice(first, first + 2);
};

/** Firmware for the gateways of a story, one after the other. */
const begin = (name: Name, plan: object = {}): Promise<string> =>
  endings.begin(
    gatewaysOf(name).map(({ deviceId }) => deviceId),
    { kind: 'firmware', artifact: { fileId: file.id }, limits: { maxInFlight: 1, perMinute: 60_000 }, ...plan },
  );

interface Pair {
  readonly working: Target;
  readonly waiting: Target;
}

/** Waits until one of the two fetches its image. */
const oneAtWork = (id: string): Promise<Pair> =>
  until('one is at work, and one waits', async () => {
    const targets = await targetsOf(muster.api, id);
    const working = targets.find(({ state, deviceId }) => state === 'accepted' && isFetching(deviceId));
    const waiting = targets.find(({ state }) => state === 'waiting');
    return working && waiting ? { working, waiting } : null;
  });

const gatewayNamed = (device: string): Gateway => fleet.gateways.find(({ deviceId }) => deviceId === device)!;

const isFetching = (device: string): boolean =>
  gatewayNamed(device).state.transfers.some(({ phase }) => phase === 'downloading');

/** What a gateway says itself. */
const shows = (device: string) => {
  const { softwareVersion, state } = gatewayNamed(device);
  return { version: softwareVersion, downloads: state.history.downloads.length };
};
const untouched = { version: '1.0.0', downloads: 0 };
const upgraded = { version: '2.0.0', downloads: 1 };

const act = (id: string, device: string, what: 'cancel' | 'exclude') =>
  muster.api.post(`/campaigns/${id}/targets/${device}/${what}`, { reason: 'it is the lab of a customer' });

describe.concurrent('by people', () => {
  test('aborted: the campaign was, before the turn of the device; what is at work is let end', async () => {
    const id = await begin('aborted');
    const { working, waiting } = await oneAtWork(id);
    await muster.api.post(`/campaigns/${id}/abort`, { reason: 'wrong file' });
    await endings.expectEnd(id, { succeeded: 1, 'cancelled aborted': 1 });
    expect(shows(waiting.deviceId)).toEqual(untouched);
    expect(shows(working.deviceId)).toEqual(upgraded);
  });

  test('operator: somebody cancelled it while it waited', async () => {
    const id = await begin('operator');
    const { working, waiting } = await oneAtWork(id);
    await act(id, waiting.deviceId, 'cancel');
    await endings.expectEnd(id, { succeeded: 1, 'cancelled operator': 1 });
    expect(shows(waiting.deviceId)).toEqual(untouched);
    expect(shows(working.deviceId)).toEqual(upgraded);
  });

  test('excluded: somebody left it out of the campaign while it waited', async () => {
    const id = await begin('leftOut');
    const { working, waiting } = await oneAtWork(id);
    await act(id, waiting.deviceId, 'exclude');
    await endings.expectEnd(id, { succeeded: 1, 'skipped excluded': 1 });
    expect(shows(waiting.deviceId)).toEqual(untouched);
    expect(shows(working.deviceId)).toEqual(upgraded);
  });

  test('superseded: a campaign of the same kind and a higher priority works on it', async () => {
    const [working, free] = gatewaysOf('superseded').map(({ deviceId }): string => deviceId) as [string, string];
    const firmware = { kind: 'firmware', artifact: { fileId: file.id } };
    const urgent = await endings.begin([working], { ...firmware, priority: 900 });
    await until('it is at work for the one', () => isFetching(working));
    const id = await begin('superseded', { limits: { maxInFlight: 2, perMinute: 60_000 } });
    const targets = await endings.expectEnd(id, { succeeded: 1, 'superseded superseded': 1 });
    expect(targets.find(({ state }) => state === 'superseded')).toMatchObject({ deviceId: working, attempt: 0 });
    await endings.expectEnd(urgent, { succeeded: 1 });
    expect(shows(working)).toEqual(upgraded);
    expect(shows(free)).toEqual(upgraded);
  });

  test('excluded: an exclusion without an end has it in its scope', async () => {
    const [out, taken] = gatewaysOf('excluded').map(({ deviceId }): string => deviceId) as [string, string];
    await muster.api.post('/exclusions', { scope: { devices: [out] }, reason: 'a lawyer has it' });
    const id = await begin('excluded');
    await endings.expectEnd(id, { succeeded: 1, 'skipped excluded': 1 });
    expect(shows(out)).toEqual(untouched);
    expect(shows(taken)).toEqual(upgraded);
  });

  test('cancelRefused: the device would not drop its transfer, and that came to nothing by itself', async () => {
    const id = await begin('cancelRefused', {
      artifact: { fileId: foreign.id },
      retries: { max: 3, backoffMinutes: 0.01 },
    });
    const { working, waiting } = await oneAtWork(id);
    await act(id, waiting.deviceId, 'exclude');
    await act(id, working.deviceId, 'cancel');
    const targets = await endings.expectEnd(id, { 'cancelled cancelRefused': 1, 'skipped excluded': 1 });
    // No further attempt, though the plan has some left.
    const target = targets.find(({ state }) => state === 'cancelled');
    expect(target).toMatchObject({ deviceId: working.deviceId, attempt: 1, fault: { code: 9018 } });
    expect(await endings.said(id)).toEqual({ cancelTransfer: 1, upgradeFirmware: 1 });
    expect(shows(working.deviceId)).toEqual({ version: '1.0.0', downloads: 1 });
  });
});

describe('while the device has the order and has not begun it', () => {
  const accepted = (id: string): Promise<unknown> =>
    until('the order is taken', async () => (await targetsOf(muster.api, id))[0]?.state === 'accepted');
  const begun = async (gateway: Gateway): Promise<string> => {
    const id = await endings.begin([gateway.deviceId], {
      kind: 'firmware',
      artifact: { fileId: file.id },
      abortPolicy: 'cancel',
    });
    await accepted(id);
    return id;
  };
  const expectDropped = async (id: string, gateway: Gateway, reason: string): Promise<void> => {
    await endings.expectEnd(id, { [`cancelled ${reason}`]: 1 });
    expect(await endings.said(id)).toEqual({ cancelTransfer: 1, upgradeFirmware: 1 });
    expect(gateway).toMatchObject({ softwareVersion: '1.0.0', state: { transfers: [] } });
  };

  test('operator: somebody cancelled it, and the device dropped the transfer', async () => {
    const gateway = late.gateways[0]!;
    const id = await begun(gateway);
    await act(id, gateway.deviceId, 'cancel');
    await expectDropped(id, gateway, 'operator');
  });

  test('aborted: the campaign was, and the device dropped the transfer', async () => {
    const gateway = late.gateways[1]!;
    const id = await begun(gateway);
    await muster.api.post(`/campaigns/${id}/abort`, { reason: 'wrong file' });
    await expectDropped(id, gateway, 'aborted');
  });
});

test('ended: its time was over before the turn of the device', async () => {
  const id = await begin('ended', {
    endAt: new Date(Date.now() + hours(1)).toISOString(),
    timeouts: { claimMinutes: 1, transferMinutes: 300, giveUpMinutes: 300 },
  });
  const { working, waiting } = await oneAtWork(id);
  ahead = hours(2);
  await endings.expectEnd(id, { succeeded: 1, 'skipped ended': 1 });
  expect(shows(waiting.deviceId)).toEqual(untouched);
  expect(shows(working.deviceId)).toEqual(upgraded);
});

test('every reason of people was shown, and nothing is left open', async () => {
  endings.expectAllOf('people');
  expect(await openOperations(muster.pool)).toEqual([]);
});
