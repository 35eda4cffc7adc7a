import { describe, expect, it } from 'vitest';
import { days, minutes, seconds } from '../../src/base/durations.ts';
import type { DeviceKey } from '../../src/base/ids.ts';
import { listFaults } from '../../src/campaigns/store.ts';
import { accepted, keyOf } from '../operations/support/stage.ts';
import { withDatabase } from '../support/database.ts';
import { ann, Desk } from './governance/support.ts';
import { addFile } from './support/world.ts';

const desk = new Desk(withDatabase());
const soaks = [{ size: 'rest', soakMinutes: 30, minInforms: 0 }];
const retries = { max: 3, backoffMinutes: 1 };

/** A device whose first attempt failed in a way that may pass. */
async function refusedOnce(plan: object) {
  const made = await desk.started(1, { retries, ...plan });
  await desk.beat();
  const talk = await desk.muster.call(`${made.name}-0`);
  expect((await talk.ask())?.method).toBe('Download');
  await talk.fault(9010, 'no route');
  expect(await desk.targets(made.id)).toEqual({ 'retryWait retry': 1 });
  return { ...made, serial: `${made.name}-0` };
}

describe('a device that comes to be as wanted after an attempt had failed', () => {
  it('waits for the campaign that works on it by then, and soaks when that lets it go', async () => {
    const { id, serial } = await refusedOnce({ waves: soaks });
    const other = await desk.service.create(
      { name: `restart ${serial}`, kind: 'reboot', filter: `serialNumber = "${serial}"` },
      ann,
    );
    await desk.service.start(other.id, ann);
    await desk.beat();
    expect(await desk.targets(other.id)).toEqual({ claimed: 1 });
    // The transfer that was refused was none of nothing: it shows the version after all.
    await desk.muster.call(serial, { events: ['1 BOOT'], version: '2.0' });
    desk.clock.advance(minutes(3));
    await desk.beat();
    expect(await desk.targets(id)).toEqual({ 'waiting locked': 1 });
    await desk.service.abort(other.id, null, ann);
    await desk.beat();
    desk.clock.advance(seconds(31));
    await desk.beat();
    expect(await desk.targets(id)).toEqual({ 'soaking soak': 1 });
    expect(await desk.miscounted(id)).toEqual([]);
  });
});

describe('a device that is none for the campaign any more after an attempt', () => {
  it('has failed, which brakes count, and nothing else is begun with it', async () => {
    const fileId = await addFile(desk.pool, desk.clock.now());
    const { id, serial } = await refusedOnce({
      artifact: { fileId, minSource: '1.0' },
      thresholds: { maxFailedTotal: 0 },
    });
    // It came up in its recovery system.
    await desk.muster.call(serial, { events: ['1 BOOT'], version: '0.1' });
    desk.clock.advance(minutes(3));
    await desk.beat();
    expect(await desk.targets(id)).toEqual({ 'failed belowFloor': 1 });
    expect(await desk.state(id)).toMatchObject({
      state: 'paused',
      pauseReason: expect.stringMatching(/^threshold maxFailedTotal/),
    });
    expect(await desk.miscounted(id)).toEqual([]);
  });

  it('cannot be excluded as one that nothing was done to', async () => {
    const { id, serial } = await refusedOnce({});
    const device = `00AA11-GW-${serial.replace('-', '%2D')}`;
    await expect(desk.service.actOnTarget(id, device, 'exclude', null, ann)).rejects.toThrow(/tried before.*cancel it/);
    const { target } = await desk.service.actOnTarget(id, device, 'cancel', null, ann);
    expect(target).toMatchObject({ state: 'cancelled', reason: 'operator' });
  });
});

describe('a fault code that no standard knows', () => {
  it('is kept like any other, however large it is', async () => {
    const { id, name } = await desk.started(1, { retries: { max: 0 } });
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    const key = keyOf(await talk.ask());
    await talk.answer('Download', accepted);
    const later = await desk.muster.call(`${name}-0`, { events: ['7 TRANSFER COMPLETE'] });
    await later.transferComplete(key, 4_294_967_295);
    expect(await desk.targets(id)).toEqual({ 'failed fault': 1 });
    expect(await listFaults(desk.pool, id)).toMatchObject([{ reason: 'fault', faultCode: 2_147_483_647, count: 1 }]);
  });
});

describe('devices that something else holds', () => {
  it('keep their wave open while they speak, and go to the last one when they have long been silent', async () => {
    const { id, name } = await desk.draft(3, { waves: [{ size: '3' }, { size: 'rest' }] });
    const { rows } = await desk.pool.query<{ key: DeviceKey }>(
      'SELECT id AS key FROM device WHERE serial_number LIKE $1',
      [`${name}-%`],
    );
    for (const { key } of rows) await desk.muster.order(key, 'reboot', {});
    desk.clock.advance(days(8));
    await desk.muster.call(`${name}-1`);
    await desk.service.start(id, ann);
    await desk.beat();
    expect(await desk.targets(id)).toEqual({ 'waiting locked': 1, 'waiting straggler': 2 });
    expect(await desk.waves(id)).toEqual(['open 1', 'pending 2']);
    expect(await desk.miscounted(id)).toEqual([]);
    // In the last wave they are waited for like others.
    await desk.service.actOnTarget(id, `00AA11-GW-${name}%2D1`, 'cancel', null, ann);
    await desk.beat();
    expect(await desk.waves(id)).toEqual(['passed 1', 'open 2']);
    desk.clock.advance(minutes(1));
    await desk.beat();
    expect(await desk.targets(id)).toEqual({ 'cancelled operator': 1, 'waiting locked': 2 });
  });
});
