import { describe, expect, it } from 'vitest';
import { hours, minutes } from '../../../src/base/durations.ts';
import { withDatabase } from '../../support/database.ts';
import { addFile } from '../support/world.ts';
import { ann, ben, Desk } from './support.ts';

const desk = new Desk(withDatabase());
const inTime = (ms: number): string => new Date(desk.clock.now() + ms).toISOString();

describe('a pause by a person', () => {
  it('becomes one by a brake when devices at work reach it, and is not resumed without a word', async () => {
    const { id, name } = await desk.started(1, { thresholds: { maxFailedTotal: 0 }, retries: { max: 0 } });
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    await talk.ask();
    await desk.service.pause(id, 'lunch', ann);
    await talk.fault(9005, 'no');
    const { state, pauseReason } = await desk.state(id);
    expect(state).toBe('paused');
    expect(pauseReason).toMatch(/^threshold maxFailedTotal: 1 are over the limit of 0; before that: lunch$/);
    await expect(desk.service.resume(id, ann)).rejects.toMatchObject({ code: 'conflict' });
    expect(await desk.service.resume(id, ann, 'a lab gateway')).toMatchObject({ state: 'running', epoch: 1 });
  });

  it('stays what it is while results do not reach one', async () => {
    const { id, name } = await desk.started(1, { thresholds: { maxFailedTotal: 1 }, retries: { max: 0 } });
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    await talk.ask();
    await desk.service.pause(id, 'lunch', ann);
    await talk.fault(9005, 'no');
    expect((await desk.state(id)).pauseReason).toBe('lunch');
    expect((await desk.service.resume(id, ann)).state).toBe('running');
  });
});

describe('two planners whose clocks differ', () => {
  it('together start no more than one could', async () => {
    const { id } = await desk.started(14, { limits: { perMinute: 60, maxInFlight: 100 } });
    // A claim of four leaves two tokens of six to the one that is five seconds behind.
    await desk.pool.query(`UPDATE campaign SET plan = jsonb_set(plan, '{limits,maxInFlight}', '4') WHERE id = $1`, [
      id,
    ]);
    const claims = [(await desk.beat()).length];
    await desk.pool.query(`UPDATE campaign SET plan = jsonb_set(plan, '{limits,maxInFlight}', '99') WHERE id = $1`, [
      id,
    ]);
    desk.clock.advance(-5_000);
    claims.push((await desk.beat()).length);
    desk.clock.advance(6_000);
    claims.push((await desk.beat()).length);
    expect(claims).toEqual([4, 2, 1]);
  });
});

describe('the end by the clock', () => {
  it('counts for devices that call before the planner has looked', async () => {
    const { id, name } = await desk.started(2, { endAt: inTime(minutes(5)) });
    await desk.beat();
    desk.clock.advance(minutes(5) - 1);
    expect((await (await desk.muster.call(`${name}-0`)).ask())?.method).toBe('Download');
    desk.clock.advance(1);
    expect(await (await desk.muster.call(`${name}-1`)).ask()).toBeNull();
    await desk.beat();
    expect(await desk.targets(id)).toMatchObject({ 'skipped ended': 1 });
  });

  it('leaves no gate to a person behind which nothing comes', async () => {
    const waves = [{ size: '1', minSuccessPercent: 100 }, { size: 'rest' }];
    const { id, name } = await desk.started(2, { endAt: inTime(hours(1)), waves, retries: { max: 0 } });
    await desk.beat();
    let talk = await desk.muster.call(`${name}-0`);
    if ((await talk.ask())?.method !== 'Download') {
      talk = await desk.muster.call(`${name}-1`);
      await talk.ask();
    }
    desk.clock.advance(hours(1));
    await desk.beat();
    await talk.fault(9005, 'no');
    await desk.beat();
    await desk.beat();
    expect((await desk.state(id)).state).toBe('completedWithFailures');
  });
});

describe('the second person', () => {
  it('is nobody who wrote a part of the plan, however long ago', async () => {
    const { id } = await desk.draft(1, { requireApproval: true });
    const body = async (name: string) => ({
      name,
      kind: 'firmware',
      artifact: { fileId: await addFile(desk.pool, desk.clock.now()) },
      requireApproval: true,
    });
    const once = await desk.service.replace(id, (await desk.state(id)).version, await body('by ben'), ben);
    await desk.service.replace(id, once.version, await body('by ann'), ann);
    await desk.service.submit(id, ann);
    await expect(desk.service.approve(id, {}, ben)).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringMatching(/"ben" edited/),
    });
    const cleo = { name: 'cleo', role: 'approver' };
    expect((await desk.service.approve(id, {}, cleo)).state).toBe('scheduled');
  });
});

describe('a rollback by hand', () => {
  it('asks for the approvals that its campaign asked for, whatever is said or edited', async () => {
    const { id, name } = await desk.draft(1, { requireApproval: ['start', 'widen'] });
    await desk.service.submit(id, ann);
    await desk.service.approve(id, {}, ben);
    await desk.service.approve(id, { stage: 'widen' }, ben);
    await desk.service.start(id, ann);
    await desk.beat();
    await desk.upgrade(`${name}-0`);
    await desk.beat();
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    const child = await desk.service.rollback(id, { fileId, changes: { requireApproval: false } }, ann);
    expect(child.plan.requireApproval).toEqual(['start', 'widen']);
    const body = { name: 'edited', kind: 'firmware', artifact: { fileId } };
    const edited = await desk.service.replace(child.id, child.version, body, ann);
    expect(edited.plan.requireApproval).toEqual(['start', 'widen']);
    await expect(desk.service.start(child.id, ann)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a rollback that was approved with its campaign', () => {
  const approvedToo = async () => ({
    requireApproval: true,
    abortPolicy: 'cancelAndRevert',
    rollback: { fileId: await addFile(desk.pool, desk.clock.now(), { version: '1.0' }), preApproved: true },
  });
  async function aborted(begin: (id: string) => Promise<unknown>) {
    const { id, name } = await desk.draft(1, await approvedToo());
    await begin(id);
    await desk.beat();
    await desk.upgrade(`${name}-0`);
    await desk.service.abort(id, null, ann);
    await desk.beat();
    await desk.beat();
    const { rows } = await desk.pool.query<{ id: string }>('SELECT id FROM campaign WHERE rollback_of = $1', [id]);
    return { id, child: await desk.state(rows[0]!.id) };
  }
  const submitted = async (id: string) => {
    await desk.service.submit(id, ann);
    await desk.service.approve(id, {}, ben);
    await desk.service.start(id, ann);
  };

  it('begins by itself, and the trail says what made it', async () => {
    const { id, child } = await aborted(submitted);
    expect(child.state).toBe('running');
    const { rows } = await desk.pool.query(`SELECT actor, action, detail FROM audit WHERE object = $1`, [
      `campaign/${child.id}`,
    ]);
    expect(rows).toEqual([
      { actor: 'muster', action: 'campaign.rollback', detail: expect.objectContaining({ of: id, preApproved: true }) },
    ]);
  });

  it('waits for an approval where nobody but who broke the glass has seen the plan', async () => {
    const { child } = await aborted((id) => desk.service.start(id, ann, 'it burns'));
    expect(child).toMatchObject({ state: 'awaitingApproval', plan: { requireApproval: ['start'] } });
  });

  it('begins by itself where that was signed off', async () => {
    const { child } = await aborted(async (id) => {
      await desk.service.start(id, ann, 'it burns');
      await desk.service.approve(id, {}, ben);
    });
    expect(child.state).toBe('running');
  });
});
