import { describe, expect, it } from 'vitest';
import { days, hours, minutes } from '../../../src/base/durations.ts';
import type { FileId, OperationId } from '../../../src/base/ids.ts';
import { servable } from '../../../src/files/store.ts';
import { accepted, keyOf, transfers } from '../../operations/support/stage.ts';
import { withDatabase } from '../../support/database.ts';
import { addFile } from '../support/world.ts';
import { ann, ben, Desk } from './support.ts';

const desk = new Desk(withDatabase());

/** Three devices, of which the first has begun to download, the second was told and the third was only claimed. */
async function underWay(plan: object = {}) {
  const made = await desk.started(3, { abortPolicy: 'cancel', ...plan });
  await desk.beat();
  const keys: string[] = [];
  for (const i of [0, 1]) {
    const talk = await desk.muster.call(`${made.name}-${i}`);
    keys.push(keyOf(await talk.ask()));
    await talk.answer('Download', accepted);
  }
  const { rows } = await desk.pool.query<{ id: OperationId; file: FileId; device: number }>(
    `SELECT o.id, o."order" ->> 'fileId' AS file, o.device_id AS device FROM operation o WHERE o.campaign_id = $1
       AND o.command_key = ANY($2) ORDER BY o.device_id`,
    [made.id, keys],
  );
  await desk.pool.query(
    `INSERT INTO file_served (device_id, purpose, file_id, requests, bytes, last_status, first_at, last_at)
     VALUES ($1, $2, $3, 1, 1000, 200, now(), now())`,
    [rows[0]!.device, rows[0]!.id, rows[0]!.file],
  );
  const revoked = async (i: number) => (await servable(desk.pool, rows[i]!.file, rows[i]!.id))!.revoked;
  return { ...made, keys, revoked };
}

describe('an abort that cancels', () => {
  it('asks each device in its next session to drop its transfer, and ends when they have', async () => {
    const { id, name, keys } = await underWay();
    await desk.service.abort(id, null, ann);
    expect(await desk.beat()).toHaveLength(2);
    expect(await desk.targets(id)).toEqual({ 'cancelled aborted': 1, 'cancelling aborted': 2 });
    expect((await desk.state(id)).state).toBe('aborting');
    for (const i of [0, 1]) {
      const talk = await desk.muster.call(`${name}-${i}`);
      expect(await talk.ask()).toEqual({ method: 'CancelTransfer', args: { CommandKey: keys[i] } });
      expect(await talk.answer('CancelTransfer', {})).toBeNull();
    }
    expect(await desk.targets(id)).toEqual({ 'cancelled aborted': 3 });
    await desk.beat();
    expect((await desk.state(id)).state).toBe('aborted');
    expect(await desk.miscounted(id)).toEqual([]);
    const { rows } = await desk.pool.query('SELECT 1 FROM operation WHERE campaign_id = $1 AND active', [id]);
    expect(rows).toEqual([]);
  });

  it('refuses the file to those that have not fetched a byte, and to no others', async () => {
    const { id, revoked } = await underWay();
    await desk.service.abort(id, null, ann);
    expect([await revoked(0), await revoked(1)]).toEqual([false, false]);
    await desk.beat();
    expect([await revoked(0), await revoked(1)]).toEqual([false, true]);
  });

  it('sends no new order, and asks each device once however often it is looked at', async () => {
    const { id, name } = await underWay();
    await desk.service.abort(id, null, ann);
    for (let i = 0; i < 3; i++) await desk.beat();
    const { rows } = await desk.pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM operation WHERE campaign_id = $1 AND kind = 'cancelTransfer'`,
      [id],
    );
    expect(rows[0]!.n).toBe(2);
    expect(await (await desk.muster.call(`${name}-2`)).ask()).toBeNull();
  });

  it('lets a transfer end that the device will not drop (9021), and believes what it shows then', async () => {
    const { id, name } = await underWay();
    await desk.service.abort(id, null, ann);
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    expect((await talk.ask())?.method).toBe('CancelTransfer');
    await talk.fault(9021, 'in progress');
    expect(await desk.targets(id)).toMatchObject({ 'unconfirmed cancelRefused': 1 });
    await desk.beat();
    // It is not asked again.
    expect(await (await desk.muster.call(`${name}-0`)).ask()).toBeNull();
    await desk.muster.call(`${name}-0`, { events: ['1 BOOT'], version: '2.0' });
    const other = await desk.muster.call(`${name}-1`);
    await other.ask();
    await other.answer('CancelTransfer', {});
    await desk.beat();
    expect((await desk.state(id)).state).toBe('aborted');
    expect(await desk.targets(id)).toEqual({ 'cancelled aborted': 2, succeeded: 1 });
    expect(await desk.miscounted(id)).toEqual([]);
  });

  it('believes a device that was done before it could be asked', async () => {
    const { id, name } = await underWay();
    await desk.service.abort(id, null, ann);
    await desk.beat();
    await desk.muster.call(`${name}-0`, { events: ['1 BOOT'], version: '2.0' });
    expect(await desk.targets(id)).toMatchObject({ succeeded: 1, 'cancelling aborted': 1 });
  });

  it('asks a device that answers its order only after the abort', async () => {
    const { id, name } = await desk.started(1, { abortPolicy: 'cancel' });
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    const key = keyOf(await talk.ask());
    await desk.service.abort(id, null, ann);
    await desk.beat();
    expect(await talk.answer('Download', accepted)).toEqual({ method: 'CancelTransfer', args: { CommandKey: key } });
    expect(await desk.targets(id)).toEqual({ 'cancelling aborted': 1 });
    await talk.answer('CancelTransfer', {});
    await desk.beat();
    expect(await desk.targets(id)).toEqual({ 'cancelled aborted': 1 });
    expect((await desk.state(id)).state).toBe('aborted');
  });

  it('comes to its end also when devices stay away for ever', async () => {
    const { id } = await underWay({ timeouts: { transferMinutes: 60, giveUpMinutes: 120 } });
    await desk.service.abort(id, null, ann);
    for (let i = 0; i < 6; i++) {
      await desk.beat();
      desk.clock.advance(hours(1) + minutes(1));
    }
    await desk.beat();
    expect((await desk.state(id)).state).toBe('aborted');
    expect(await desk.targets(id)).toEqual({ 'cancelled aborted': 1, 'failed unreachable': 2 });
    expect(await desk.miscounted(id)).toEqual([]);
  });

  it('does not go round for ever with a device that keeps its transfer and refuses to drop it', async () => {
    const { id, name, keys } = await underWay({ timeouts: { transferMinutes: 60, giveUpMinutes: 120 } });
    await desk.service.abort(id, null, ann);
    let asked = 0;
    for (let i = 0; i < 4; i++) {
      await desk.beat();
      const talk = await desk.muster.call(`${name}-0`);
      for (let call = await talk.ask(); call; ) {
        if (call.method === 'CancelTransfer' && ++asked) call = await talk.fault(9021);
        else if (call.method === 'GetAllQueuedTransfers') call = await talk.answer(call.method, transfers(keys[0]!));
        else throw new Error(call.method);
      }
      await desk.beat();
      desk.clock.advance(hours(1) + minutes(1));
    }
    expect(asked).toBe(1);
  });
});

describe('an abort that drains', () => {
  it('asks no device to drop anything', async () => {
    const { id, name, revoked } = await underWay({ abortPolicy: 'drain' });
    await desk.service.abort(id, null, ann);
    await desk.beat();
    expect(await (await desk.muster.call(`${name}-0`)).ask()).toBeNull();
    expect(await desk.targets(id)).toEqual({ accepted: 2, 'cancelled aborted': 1 });
    expect(await revoked(1)).toBe(false);
  });
});

describe('an abort that takes back', () => {
  const plan = async (rollback: object = {}) => ({
    abortPolicy: 'cancelAndRevert',
    rollback: { fileId: await addFile(desk.pool, desk.clock.now(), { version: '1.0' }), ...rollback },
  });
  async function aborted(more: object) {
    const made = await desk.started(3, { ...more, limits: { maxInFlight: 2 } });
    await desk.beat();
    let done = 0;
    for (let i = 0; i < 3 && done < 1; i++) if (await desk.upgrade(`${made.name}-${i}`)) done++;
    await desk.service.abort(made.id, null, ann);
    await desk.beat();
    await desk.beat();
    expect((await desk.state(made.id)).state).toBe('aborted');
    const { rows } = await desk.pool.query<{ id: string }>('SELECT id FROM campaign WHERE rollback_of = $1', [made.id]);
    return { ...made, children: rows.map((row) => row.id) };
  }

  it('leaves a campaign over the devices that succeeded, which waits for an approval of its own', async () => {
    const { id, children, name } = await aborted(await plan());
    expect(children).toHaveLength(1);
    const child = await desk.state(children[0]!);
    expect(child).toMatchObject({
      state: 'awaitingApproval',
      createdBy: 'ann',
      rollbackOf: id,
      plan: { targetsOf: id, targetVersion: '1.0', allowDowngrade: true },
    });
    await expect(desk.service.approve(child.id, {}, ann)).rejects.toMatchObject({ code: 'forbidden' });
    await desk.service.approve(child.id, {}, ben);
    await desk.service.start(child.id, ann);
    await desk.beat();
    expect((await desk.state(child.id)).total).toBe(1);
    for (let i = 0; i < 3; i++) await desk.upgrade(`${name}-${i}`, '1.0');
    await desk.beat();
    expect(await desk.targets(child.id)).toEqual({ succeeded: 1 });
    expect((await desk.state(child.id)).state).toBe('completed');
    expect(await desk.targets(id)).toEqual({ 'cancelled aborted': 2, 'succeeded rolledBack': 1 });
  });

  it('begins by itself where the plan was approved with it', async () => {
    const { children } = await aborted(await plan({ preApproved: true }));
    expect(await desk.state(children[0]!)).toMatchObject({ state: 'running', total: 1 });
  });

  it('leaves none where nothing succeeded, and says why where it could not be made', async () => {
    const { id } = await desk.started(1, await plan());
    await desk.service.abort(id, null, ann);
    await desk.beat();
    await desk.beat();
    const { rows } = await desk.pool.query('SELECT 1 FROM campaign WHERE rollback_of = $1', [id]);
    expect(rows).toEqual([]);

    const broken = await plan();
    const made = await desk.started(1, broken);
    await desk.beat();
    await desk.upgrade(`${made.name}-0`);
    await desk.pool.query('DELETE FROM file WHERE id = $1', [broken.rollback.fileId]);
    await desk.service.abort(made.id, 'it smells', ann);
    await desk.beat();
    await desk.beat();
    expect(await desk.state(made.id)).toMatchObject({
      state: 'aborted',
      pauseReason: expect.stringMatching(/^it smells; no rollback: there is no file/),
    });
  });
});

describe('a rollback by hand', () => {
  async function completed(devices: number, soak = 0) {
    const made = await desk.started(devices, { waves: [{ size: 'rest', soakMinutes: soak }] });
    await desk.beat();
    for (let i = 0; i < devices; i++) await desk.upgrade(`${made.name}-${i}`);
    desk.clock.advance(days(1));
    await desk.beat();
    await desk.beat();
    expect((await desk.state(made.id)).state).toBe('completed');
    return made;
  }

  it('concerns the devices that succeeded, however the filter reads, and corrects their record', async () => {
    const { id, name } = await completed(3);
    await desk.muster.call(`${name}-9`, { version: '2.0' });
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    const child = await desk.service.rollback(id, { fileId }, ben);
    expect(child).toMatchObject({ state: 'draft', name: `rollback of ${name}`, createdBy: 'ben', rollbackOf: id });
    await desk.service.start(child.id, ben);
    await desk.beat();
    expect((await desk.state(child.id)).total).toBe(3);
    await desk.upgrade(`${name}-0`, '1.0');
    expect(await desk.targets(id)).toEqual({ succeeded: 2, 'succeeded rolledBack': 1 });
    for (const i of [1, 2]) await desk.upgrade(`${name}-${i}`, '1.0');
    await desk.beat();
    expect((await desk.state(child.id)).state).toBe('completed');
    expect(await desk.targets(id)).toEqual({ 'succeeded rolledBack': 3 });
    // The record goes one way only.
    await desk.muster.call(`${name}-0`, { version: '2.0' });
    expect(await desk.targets(id)).toEqual({ 'succeeded rolledBack': 3 });
  });

  it('keeps to its devices when its draft is edited', async () => {
    const { id } = await completed(1);
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    const child = await desk.service.rollback(id, { fileId }, ben);
    const body = { name: 'edited', kind: 'firmware', artifact: { fileId } };
    const edited = await desk.service.replace(child.id, child.version, body, ben);
    expect(edited.plan).toMatchObject({ name: 'edited', targetsOf: id, allowDowngrade: true });
    await expect(
      desk.service.replace(child.id, edited.version, { name: 'x', kind: 'reboot' }, ben),
    ).rejects.toMatchObject({ code: 'contradiction' });
  });

  it('goes to the version that all devices had, where there is one file of it', async () => {
    await desk.pool.query(`DELETE FROM file WHERE version = '1.0'`);
    const { id } = await completed(2);
    await expect(desk.service.rollback(id, {}, ben)).rejects.toMatchObject({
      code: 'contradiction',
      message: 'the devices had 1.0 before, and there is no firmware file of that version; say which file by fileId',
    });
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    expect((await desk.service.rollback(id, {}, ben)).plan).toMatchObject({
      artifact: { fileId },
      targetVersion: '1.0',
    });
    await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    await expect(desk.service.rollback(id, {}, ben)).rejects.toThrow(/several firmware files/);
    await desk.pool.query(
      `UPDATE target SET from_version = '0.9' WHERE device_id = (SELECT min(device_id) FROM target
      WHERE campaign_id = $1)`,
      [id],
    );
    await expect(desk.service.rollback(id, {}, ben)).rejects.toThrow(/different versions before, 0.9 and 1.0/);
  });

  it.each([
    ['a soak that wants calls', [{ size: 'rest', soakMinutes: 10, minInforms: 1 }], ['rest']],
    ['a gate that wants results', [{ size: '2', gate: 'manual', minSample: 2 }, { size: 'rest' }], ['2', 'rest']],
    ['a share of the devices only', [{ size: '25%' }, { size: '25%' }], ['25%', 'rest']],
  ])('takes all of them back, and waits for nobody between its waves, after %s', async (_, waves, sizes) => {
    const { id, name } = await desk.started(4, { waves });
    for (let i = 0; i < 6; i++) {
      await desk.beat();
      for (let n = 0; n < 4; n++) await desk.upgrade(`${name}-${n}`);
      for (let n = 0; n < 4; n++)
        await desk.muster.call(`${name}-${n}`, { version: desk.versions.get(`${name}-${n}`) ?? '1.0' });
      desk.clock.advance(minutes(11));
      const waves = await desk.service.waves(id);
      const shut = waves.find(({ waitsFor }) => waitsFor === 'gate');
      if (shut) await desk.service.decideWave(id, shut.ordinal, 'pass', ann);
    }
    expect((await desk.state(id)).state).toBe('completed');
    const { succeeded } = await desk.targets(id);
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    const child = await desk.service.rollback(id, { fileId }, ben);
    expect(child.plan.waves.map(({ size }) => size)).toEqual(sizes);
    await desk.service.start(child.id, ben);
    for (let i = 0; i < 6; i++) {
      await desk.beat();
      for (let n = 0; n < 4; n++) await desk.upgrade(`${name}-${n}`, '1.0');
    }
    expect((await desk.state(child.id)).state).toBe('completed');
    expect(await desk.targets(id)).toEqual({ 'succeeded rolledBack': succeeded });
  });

  it('corrects the record of devices that are watched after it as well', async () => {
    const { id, name } = await completed(1);
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    const changes = { waves: [{ size: 'rest', soakMinutes: 10, minInforms: 0 }] };
    const child = await desk.service.rollback(id, { fileId, changes }, ben);
    await desk.service.start(child.id, ben);
    await desk.beat();
    await desk.upgrade(`${name}-0`, '1.0');
    expect(await desk.targets(id)).toEqual({ succeeded: 1 });
    desk.clock.advance(minutes(11));
    await desk.beat();
    expect(await desk.targets(child.id)).toEqual({ succeeded: 1 });
    expect(await desk.targets(id)).toEqual({ 'succeeded rolledBack': 1 });
  });

  it('waits until the campaign is over: who has succeeded is not settled before', async () => {
    const { id } = await desk.started(1);
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    await expect(desk.service.rollback(id, { fileId }, ben)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('takes devices in that were late, up to its start', async () => {
    const { id, name } = await desk.started(2, { retries: { max: 0 } });
    await desk.beat();
    await desk.upgrade(`${name}-0`);
    const talk = await desk.muster.call(`${name}-1`);
    await talk.ask();
    await talk.fault(9016, 'no');
    await desk.beat();
    await desk.beat();
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    desk.clock.advance(1000);
    desk.versions.set(`${name}-1`, '2.0');
    await desk.muster.call(`${name}-1`, { events: ['1 BOOT'], version: '2.0' });
    expect(await desk.targets(id)).toEqual({ 'failed fault succeededLate': 1, succeeded: 1 });
    const child = await desk.service.rollback(id, { fileId }, ben);
    await desk.service.start(child.id, ben);
    await desk.beat();
    for (const i of [0, 1]) await desk.upgrade(`${name}-${i}`, '1.0');
    expect(await desk.targets(id)).toEqual({ 'failed fault rolledBack': 1, 'succeeded rolledBack': 1 });
  });

  it('does not grow by devices that are late after its start', async () => {
    const { id, name } = await desk.started(2, { retries: { max: 0 }, waves: [{ size: 'rest' }] });
    await desk.beat();
    await desk.upgrade(`${name}-1`);
    const talk = await desk.muster.call(`${name}-0`);
    await talk.ask();
    await talk.fault(9016, 'no');
    await desk.beat();
    await desk.beat();
    const fileId = await addFile(desk.pool, desk.clock.now(), { version: '1.0' });
    const child = await desk.service.rollback(id, { fileId }, ben);
    await desk.service.start(child.id, ben);
    desk.clock.advance(1000);
    await desk.muster.call(`${name}-0`, { events: ['1 BOOT'], version: '2.0' });
    expect(await desk.targets(id)).toEqual({ 'failed fault succeededLate': 1, succeeded: 1 });
    await desk.beat();
    expect(await desk.waves(child.id)).toEqual(['draining 1']);
    expect((await desk.state(child.id)).total).toBe(1);
  });
});

describe('an act on one target', () => {
  const act = async (id: string, device: string, what: 'retry' | 'cancel' | 'exclude') =>
    (await desk.service.actOnTarget(id, `00AA11-GW-${device.replace('-', '%2D')}`, what, 'a call', ann)).target;

  it('takes out one that was not begun, claimed or not', async () => {
    const { id, name } = await desk.started(3, { limits: { maxInFlight: 1 } });
    const [claimed] = await desk.beat();
    const { rows } = await desk.pool.query<{ serial: string }>(
      'SELECT serial_number AS serial FROM device WHERE id = $1',
      [claimed],
    );
    const first = rows[0]!.serial;
    const [second, third] = [0, 1, 2].map((i) => `${name}-${i}`).filter((serial) => serial !== first);
    expect(await act(id, first, 'exclude')).toMatchObject({ state: 'skipped', reason: 'excluded' });
    expect(await act(id, second!, 'cancel')).toMatchObject({ state: 'cancelled', reason: 'operator' });
    expect(await (await desk.muster.call(first)).ask()).toBeNull();
    expect(await desk.beat()).toHaveLength(1);
    await desk.upgrade(third!);
    expect(await desk.targets(id)).toEqual({ 'cancelled operator': 1, 'skipped excluded': 1, succeeded: 1 });
    expect(await desk.miscounted(id)).toEqual([]);
    await expect(act(id, third!, 'cancel')).rejects.toMatchObject({ code: 'conflict', message: /final/ });
    await expect(act(id, 'nobody', 'cancel')).rejects.toMatchObject({ code: 'notFound' });
  });

  it('asks a device at work to drop its transfer, and excludes none of these', async () => {
    const { id, name } = await desk.started(1);
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    await talk.ask();
    await talk.answer('Download', accepted);
    await expect(act(id, `${name}-0`, 'exclude')).rejects.toMatchObject({ code: 'conflict' });
    await expect(act(id, `${name}-0`, 'retry')).rejects.toMatchObject({ code: 'conflict' });
    expect(await act(id, `${name}-0`, 'cancel')).toMatchObject({ state: 'cancelling', reason: 'operator' });
    const next = await desk.muster.call(`${name}-0`);
    expect((await next.ask())?.method).toBe('CancelTransfer');
    await next.answer('CancelTransfer', {});
    expect(await desk.targets(id)).toEqual({ 'cancelled operator': 1 });
  });

  it.each([
    ['fails in a way that would be tried again', 'fault'],
    ['never had its order', 'lost'],
  ])('does not begin one again that was called off and %s', async (_, how) => {
    const { id, name } = await desk.started(1);
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    const key = keyOf(await talk.ask());
    if (how === 'fault') await talk.answer('Download', accepted);
    expect(await act(id, `${name}-0`, 'cancel')).toMatchObject({ state: 'cancelling' });
    const next = await desk.muster.call(`${name}-0`, how === 'fault' ? { events: ['7 TRANSFER COMPLETE'] } : {});
    if (how === 'fault') await next.transferComplete(key, 9010);
    else {
      // The device does not know the method; what became of the order is probed.
      let call = await next.ask();
      while (call) {
        if (call.method === 'CancelTransfer') call = await next.fault(9000, 'no such method');
        else if (call.method === 'GetRPCMethods')
          call = await next.answer(call.method, { MethodList: ['Download', 'GetAllQueuedTransfers'] });
        else if (call.method === 'GetAllQueuedTransfers') call = await next.answer(call.method, transfers());
        else throw new Error(`${call.method} was said`);
      }
    }
    expect(Object.keys(await desk.targets(id))).toEqual([
      how === 'fault' ? 'cancelled operator' : 'cancelled cancelRefused',
    ]);
    await desk.beat();
    const { rows } = await desk.pool.query('SELECT 1 FROM operation WHERE campaign_id = $1 AND active', [id]);
    expect(rows).toEqual([]);
    expect((await desk.state(id)).state).toBe('completed');
    expect(await desk.miscounted(id)).toEqual([]);
  });

  it('tries one again at once that waits for its next attempt', async () => {
    const { id, name } = await desk.started(1);
    await desk.beat();
    const talk = await desk.muster.call(`${name}-0`);
    await talk.ask();
    await talk.fault(9010, 'no answer');
    expect(await desk.targets(id)).toEqual({ 'retryWait retry': 1 });
    expect(await act(id, `${name}-0`, 'retry')).toMatchObject({ state: 'waiting', reason: 'retry', notBefore: null });
    expect(await desk.beat()).toHaveLength(1);
    expect(await desk.miscounted(id)).toEqual([]);
  });
});
