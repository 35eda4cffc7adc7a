import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DeviceKey } from '../../src/base/ids.ts';
import type { ParameterValue } from '../../src/cwmp/rpc/schema.ts';
import { factsOf } from '../../src/devices/facts.ts';
import { readParameters, rememberParameters, storedTypes } from '../../src/devices/parameter-store.ts';
import type { ParameterNews } from '../../src/devices/parameters.ts';
import {
  deleteDevice,
  findDevice,
  rememberInform,
  rememberMethods,
  viewDevice,
  viewInSession,
} from '../../src/devices/store.ts';
import { addToTimeline, keepTimelinePartitions, readTimeline } from '../../src/devices/timeline-store.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const start = Date.UTC(2026, 4, 1, 12);
const at = (minutes: number): Date => new Date(start + minutes * 60_000);
let serials = 0;

interface Told {
  readonly serial?: string;
  readonly events?: readonly string[];
  readonly version?: string | null;
  readonly values?: readonly ParameterValue[];
  readonly session?: string;
  readonly minute?: number;
}

/** A device calls. */
async function call(told: Told = {}) {
  const { serial = `D${++serials}`, events = ['2 PERIODIC'], version = '1.0', values = [], minute = 0 } = told;
  const facts = factsOf(
    {
      DeviceId: { Manufacturer: 'Acme', OUI: '00AA11', ProductClass: 'GW', SerialNumber: serial },
      Event: events.map((EventCode) => ({ EventCode, CommandKey: '' })),
      MaxEnvelopes: 1,
      CurrentTime: '',
      RetryCount: 0,
      ParameterList: [
        ...(version === null ? [] : [{ name: 'Device.DeviceInfo.SoftwareVersion', value: version, type: 'string' }]),
        ...values,
      ],
    },
    { cwmpVersion: '1.2', ipAddress: '192.0.2.1' },
  );
  const session = told.session ?? randomUUID();
  const known = await inTransaction(database.pool, (tx) => rememberInform(tx, facts, session, at(minute)));
  return { ...known, serial, session, id: facts.id };
}

const learn = (device: DeviceKey, news: ParameterNews, minute = 0): Promise<unknown> =>
  inTransaction(database.pool, (tx) => rememberParameters(tx, device, news, at(minute)));
const value = (name: string, text: string): ParameterValue => ({ name, value: text, type: 'string' });

/** The blocks of a device with the transaction that wrote each. */
async function written(device: DeviceKey): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ block: string; xmin: string }>(
    'SELECT block, xmin::text AS xmin FROM parameter_lines WHERE device_id = $1',
    [device],
  );
  return Object.fromEntries(rows.map((row) => [row.block, row.xmin]));
}

describe('an Inform', () => {
  it('makes a device on first contact, and tells what was known before', async () => {
    const first = await call({ events: ['0 BOOTSTRAP', '1 BOOT'] });
    expect(first.before).toBeNull();
    const second = await call({ serial: first.serial, version: '2.0', minute: 5 });
    expect(second.before).toMatchObject({ softwareVersion: '1.0' });
    expect(second.device).toMatchObject({ key: first.device.key, softwareVersion: '2.0', root: 'Device.' });
    expect(await findDevice(database.pool, first.id, at(5))).toMatchObject({
      softwareVersion: '2.0',
      lastInformAt: at(5),
      lastBootAt: at(0),
      lastEvents: '2 PERIODIC',
      status: 'online',
    });
  });

  it('makes one device of two first contacts at once', async () => {
    const serial = `D${++serials}`;
    const both = await Promise.all([call({ serial }), call({ serial })]);
    expect(both[0].device.key).toBe(both[1].device.key);
  });

  it('forgets nothing that a later one leaves out', async () => {
    const first = await call();
    const { device } = await call({ serial: first.serial, version: null });
    expect(device.softwareVersion).toBe('1.0');
  });

  it('makes its session the newest, and the one before has nothing to say any more', async () => {
    const first = await call();
    const second = await call({ serial: first.serial });
    await inTransaction(database.pool, async (tx) => {
      expect(await viewInSession(tx, first.device.key, first.session)).toBeNull();
      expect((await viewInSession(tx, first.device.key, second.session))?.id).toBe(first.id);
    });
  });

  it('of other software makes the methods it told unknown again', async () => {
    const { device, serial } = await call();
    await inTransaction(database.pool, (tx) => rememberMethods(tx, device.key, ['Reboot']));
    expect((await viewDevice(database.pool, device.key))?.methods).toEqual(['Reboot']);
    await call({ serial, version: '2.0' });
    expect((await viewDevice(database.pool, device.key))?.methods).toBeNull();
    await call({ serial, version: '1.0' });
    expect((await viewDevice(database.pool, device.key))?.methods).toEqual(['Reboot']);
  });

  it('counts, and leaves a block alone that says the same as before', async () => {
    const first = await call();
    const before = await written(first.device.key);
    await call({ serial: first.serial, minute: 1 });
    expect(await written(first.device.key)).toEqual(before);
    const { rows } = await database.pool.query<{ n: number }>(
      'SELECT inform_count AS n FROM device_pulse WHERE device_id = $1',
      [first.device.key],
    );
    expect(rows).toEqual([{ n: 2 }]);
  });
});

describe('parameters', () => {
  const all = [value('Device.A.1.X', '1'), value('Device.A.2.X', '2'), value('Device.B.Y', '3')];

  it('are written per block, and a block that did not change is not written again', async () => {
    const { device } = await call();
    await learn(device.key, { values: all });
    const before = await written(device.key);
    await learn(device.key, { values: all, complete: ['Device.A.', 'Device.B.'] }, 1);
    expect(await written(device.key)).toEqual(before);
    await learn(device.key, { values: [value('Device.B.Y', '4')] }, 2);
    const after = await written(device.key);
    expect(Object.keys(after).filter((block) => after[block] !== before[block])).toEqual(['Device.B.']);
  });

  it('are read back below a path or by their very name, in order', async () => {
    const { device } = await call({ version: null });
    await learn(device.key, { values: all }, 3);
    const names = async (path: string) => (await readParameters(database.pool, device.key, path)).map((p) => p.path);
    expect(await names('')).toEqual(['Device.A.1.X', 'Device.A.2.X', 'Device.B.Y']);
    expect(await names('Device.')).toHaveLength(3);
    expect(await names('Device.A.2.')).toEqual(['Device.A.2.X']);
    expect(await names('Device.A.2.X')).toEqual(['Device.A.2.X']);
    expect(await names('Device.A.2')).toEqual([]);
    expect(await names('Device.C.')).toEqual([]);
    expect((await readParameters(database.pool, device.key, 'Device.B.Y'))[0]).toEqual({
      path: 'Device.B.Y',
      value: '3',
      type: 'string',
      writable: null,
      updatedAt: at(3),
    });
  });

  it('go with their block when a whole read finds nothing there', async () => {
    const { device } = await call({ version: null });
    await learn(device.key, { values: all });
    await learn(device.key, { values: [], complete: ['Device.A.'] });
    expect(Object.keys(await written(device.key))).toEqual(['Device.B.']);
    await learn(device.key, { values: [], complete: [''] });
    expect(await written(device.key)).toEqual({});
  });

  it('hold any text a device may send', async () => {
    const { device } = await call({ version: null });
    const odd = ['', '"', '\\', '\u2028', '😀', "'; DROP TABLE device; --", '{"a":1}'];
    await learn(device.key, { values: odd.map((text, i) => value(`Device.A.${i}`, text)) });
    const found = await readParameters(database.pool, device.key, 'Device.A.');
    expect(found.map((p) => p.value)).toEqual(odd);
  });

  it('tell their types to those who ask', async () => {
    const { device } = await call();
    await learn(device.key, {
      values: [
        { name: 'Device.A.B', value: '1', type: 'boolean' },
        { name: 'Device.A.C', value: '1', type: null },
      ],
    });
    const types = await storedTypes(database.pool, device.key, ['Device.A.B', 'Device.A.C', 'Device.A.D', 'Odd']);
    expect(types).toEqual(new Map([['Device.A.B', 'boolean']]));
  });
});

describe('the timeline', () => {
  const day = 86_400_000;
  const note = (device: DeviceKey, time: number, n: number) => ({
    device,
    at: new Date(time),
    type: 'note' as const,
    detail: { n },
  });
  const partitions = async (): Promise<string[]> => {
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'timeline'::regclass ORDER BY 1`,
    );
    return rows.map((row) => row.name);
  };
  const keep = (now: number, days = 90): Promise<void> =>
    inTransaction(database.pool, (tx) => keepTimelinePartitions(tx, new Date(now), days));

  it('takes entries before any week has its partition, and moves them into it', async () => {
    const { device } = await call();
    await addToTimeline(database.pool, [note(device.key, start, 1), note(device.key, start + 60 * day, 2)]);
    await keep(start);
    const { rows } = await database.pool.query<{ place: string; n: string }>(
      `SELECT tableoid::regclass::text AS place, detail ->> 'n' AS n FROM timeline WHERE device_id = $1 ORDER BY at`,
      [device.key],
    );
    expect(rows.map((row) => row.place)).toEqual(['timeline_20260430', 'timeline_default']);
  });

  it('is made ready for the weeks ahead, once, however many processes start', async () => {
    await Promise.all([keep(start), keep(start), keep(start)]);
    const before = await partitions();
    expect(before).toEqual(expect.arrayContaining(['timeline_20260423', 'timeline_20260430', 'timeline_20260514']));
    await keep(start);
    expect(await partitions()).toEqual(before);
  });

  it('drops what is older than it is kept, and nothing else', async () => {
    const { device } = await call();
    await keep(start);
    await addToTimeline(database.pool, [note(device.key, start, 1)]);
    await keep(start + 95 * day);
    expect((await readTimeline(database.pool, device.key, { before: at(1), skip: 0, limit: 9 })).length).toBe(1);
    await keep(start + 110 * day);
    expect(await partitions()).not.toContain('timeline_20260430');
    expect(await partitions()).toContain('timeline_default');
  });

  it('is read newest first, page by page', async () => {
    const { device } = await call();
    await addToTimeline(
      database.pool,
      [1, 2, 3].map((n) => note(device.key, start + n * 1_000, n)),
    );
    const page = async (before: number, skip: number) =>
      (await readTimeline(database.pool, device.key, { before: new Date(before), skip, limit: 2 })).map(
        (e) => e.detail['n'],
      );
    expect(await page(start + day, 0)).toEqual([3, 2]);
    expect(await page(start + 2_000, 0)).toEqual([2, 1]);
    expect(await page(start + 2_000, 1)).toEqual([1]);
  });

  it('goes with its device', async () => {
    const { device, id } = await call();
    await addToTimeline(database.pool, [note(device.key, start, 1)]);
    await learn(device.key, { values: [value('Device.A.X', '1')] });
    expect(await inTransaction(database.pool, (tx) => deleteDevice(tx, id))).toBe(true);
    expect(await inTransaction(database.pool, (tx) => deleteDevice(tx, id))).toBe(false);
    const { rows } = await database.pool.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM timeline WHERE device_id = $1) + (SELECT count(*) FROM parameter_lines WHERE device_id = $1) AS n`,
      [device.key],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});
