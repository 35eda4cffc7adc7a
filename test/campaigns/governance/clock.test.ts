import { describe, expect, it } from 'vitest';
import { days, hours, minutes } from '../../../src/base/durations.ts';
import { accepted, keyOf } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { ann, ben, Desk } from './support.ts';

const desk = new Desk(withDatabase());
const inTime = (ms: number): string => new Date(desk.clock.now() + ms).toISOString();

describe('a campaign with a start', () => {
  it('begins at its time by itself, and not before', async () => {
    const { id } = await desk.draft(2, { startAt: inTime(hours(1)) });
    await desk.service.start(id, ann);
    desk.clock.advance(hours(1) - 1);
    expect(await desk.beat()).toEqual([]);
    expect((await desk.state(id)).state).toBe('scheduled');
    desk.clock.advance(1);
    expect(await desk.beat()).toHaveLength(2);
    expect(await desk.state(id)).toMatchObject({ state: 'running', startedAt: new Date(desk.clock.now()) });
  });

  it('begins only with its approval, which lasts until a week after that time', async () => {
    const plan = { startAt: inTime(days(20)), requireApproval: true };
    const [{ id }, { id: unseen }] = [await desk.draft(1, plan), await desk.draft(1, plan)];
    await desk.service.submit(id, ann);
    await desk.service.approve(id, {}, ben);
    desk.clock.advance(days(19));
    await desk.service.submit(unseen, ann);
    desk.clock.advance(days(2));
    await desk.beat();
    expect((await desk.state(id)).state).toBe('running');
    // Nobody has looked at the other one: its time passes.
    expect((await desk.state(unseen)).state).toBe('awaitingApproval');
  });

  it('goes back to its author when it cannot begin, saying why', async () => {
    const { id, name } = await desk.draft(1, { startAt: inTime(minutes(5)) });
    await desk.service.start(id, ann);
    await desk.pool.query('DELETE FROM device WHERE serial_number = $1', [`${name}-0`]);
    desk.clock.advance(minutes(5));
    await desk.beat();
    expect(await desk.state(id)).toMatchObject({
      state: 'draft',
      planHash: null,
      pauseReason: 'not started: the filter matches no device; there is nothing to start',
    });
    await desk.beat();
    expect((await desk.state(id)).state).toBe('draft');
  });
});

it('a submission that nobody decides on goes back after seven days, an approval that nobody uses too', async () => {
  const [{ id: asked }, { id: approved }] = [
    await desk.draft(1, { requireApproval: true }),
    await desk.draft(1, { requireApproval: true }),
  ];
  for (const id of [asked, approved]) await desk.service.submit(id, ann);
  desk.clock.advance(days(1));
  await desk.service.approve(approved, {}, ben);
  desk.clock.advance(days(6) - 1);
  await desk.beat();
  expect([(await desk.state(asked)).state, (await desk.state(approved)).state]).toEqual([
    'awaitingApproval',
    'scheduled',
  ]);
  desk.clock.advance(1);
  await desk.beat();
  expect([(await desk.state(asked)).state, (await desk.state(approved)).state]).toEqual(['draft', 'scheduled']);
  desk.clock.advance(days(1));
  await desk.beat();
  expect(await desk.state(approved)).toMatchObject({
    state: 'draft',
    pauseReason: 'not started: its approval was not used within 7 days',
  });
  await expect(desk.service.start(approved, ann)).rejects.toMatchObject({ code: 'conflict' });
});

describe('a campaign with an end', () => {
  it('begins nothing after it, lets devices at work end, and is complete then', async () => {
    const { id, name } = await desk.started(5, {
      endAt: inTime(hours(1)),
      waves: [{ size: '3', gate: 'manual' }, { size: 'rest' }],
      limits: { maxInFlight: 2 },
    });
    await desk.beat();
    const order: string[] = [];
    for (let i = 0; i < 5; i++) {
      const talk = await desk.muster.call(`${name}-${i}`);
      const call = await talk.ask();
      if (call && order.push(`${name}-${i}`) === 1) await talk.answer('Download', accepted);
    }
    expect(order).toHaveLength(2);
    desk.clock.advance(hours(1));
    await desk.beat();
    expect(await desk.targets(id)).toMatchObject({ 'skipped ended': 1 });
    expect((await desk.waves(id))[1]).toBe('skipped 0');
    for (const serial of order) await desk.muster.call(serial, { events: ['1 BOOT'], version: '2.0' });
    expect((await desk.state(id)).state).toBe('running');
    await desk.beat();
    await desk.beat();
    expect(await desk.state(id)).toMatchObject({ state: 'completed' });
    expect(await desk.targets(id)).toEqual({ 'skipped ended': 1, succeeded: 2 });
    expect(await desk.miscounted(id)).toEqual([]);
  });

  it('takes back claims that no session has begun on', async () => {
    const { id, name } = await desk.started(2, { endAt: inTime(minutes(1)) });
    expect(await desk.beat()).toHaveLength(2);
    desk.clock.advance(minutes(1));
    await desk.beat();
    expect(await (await desk.muster.call(`${name}-0`)).ask()).toBeNull();
    expect(await desk.targets(id)).toEqual({ 'skipped ended': 2 });
    await desk.beat();
    expect((await desk.state(id)).state).toBe('completed');
    const { rows } = await desk.pool.query('SELECT 1 FROM operation WHERE campaign_id = $1 AND active', [id]);
    expect(rows).toEqual([]);
  });

  it('is aborted by it where the plan says cancel', async () => {
    const { id, name } = await desk.started(2, {
      endAt: inTime(minutes(30)),
      endBehavior: 'cancel',
      limits: { maxInFlight: 1 },
    });
    await desk.beat();
    for (const i of [0, 1]) {
      const talk = await desk.muster.call(`${name}-${i}`);
      const call = await talk.ask();
      if (call) keyOf(call);
    }
    desk.clock.advance(minutes(30));
    await desk.beat();
    expect(await desk.state(id)).toMatchObject({
      state: 'aborting',
      pauseReason: expect.stringContaining('its end was'),
    });
    expect(await desk.targets(id)).toMatchObject({ 'cancelled aborted': 1 });
  });

  it('is not started when that is over', async () => {
    const { id } = await desk.draft(1, { endAt: inTime(minutes(1)) });
    desk.clock.advance(minutes(1));
    await expect(desk.service.start(id, ann)).rejects.toMatchObject({ code: 'contradiction' });
  });
});

describe('widening', () => {
  it('waits for a second person before more than a tenth is touched, and for nobody after that', async () => {
    const { id, name } = await desk.draft(20, {
      requireApproval: ['start', 'widen'],
      waves: [{ size: '1' }, { size: '1' }, { size: '5' }, { size: 'rest' }],
    });
    await desk.service.submit(id, ann);
    await desk.service.approve(id, {}, ben);
    await desk.service.start(id, ann);
    for (let round = 0; round < 4; round++) {
      await desk.beat();
      for (let i = 0; i < 20; i++) await desk.upgrade(`${name}-${i}`);
    }
    expect(await desk.waves(id)).toEqual(['passed 1', 'passed 1', 'pending 0', 'pending 0']);
    const waits = async () => (await desk.service.waves(id)).map((wave) => wave.waitsFor);
    expect(await waits()).toEqual([null, null, 'approval', null]);
    await expect(desk.service.approve(id, { stage: 'widen' }, ann)).rejects.toMatchObject({ code: 'forbidden' });
    await desk.service.approve(id, {}, ben);
    for (let round = 0; round < 4; round++) {
      await desk.beat();
      for (let i = 0; i < 20; i++) await desk.upgrade(`${name}-${i}`);
    }
    expect((await desk.state(id)).state).toBe('completed');
    expect(await waits()).not.toContain('approval');
    expect(await desk.targets(id)).toEqual({ succeeded: 20 });
  });
});

describe('a pause', () => {
  it('takes back claims, lets devices at work end, and goes on where it was', async () => {
    const { id, name } = await desk.started(3);
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    keyOf(await talk.ask());
    await desk.service.pause(id, 'lunch', ann);
    expect(await (await desk.muster.call(`${name}-1`)).ask()).toBeNull();
    await desk.beat();
    expect(await desk.targets(id)).toEqual({ dispatched: 1, 'waiting paused': 2 });
    await desk.muster.call(`${name}-0`, { events: ['1 BOOT'], version: '2.0' });
    await desk.service.resume(id, ann);
    expect((await desk.state(id)).epoch).toBe(1);
    expect(await desk.beat()).toHaveLength(2);
    for (const i of [1, 2]) await desk.upgrade(`${name}-${i}`);
    await desk.beat();
    expect((await desk.state(id)).state).toBe('completed');
  });
});
