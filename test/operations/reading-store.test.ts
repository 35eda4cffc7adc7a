import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type DeviceKey, newId } from '../../src/base/ids.ts';
import { readParameters } from '../../src/devices/parameter-store.ts';
import type { OpenBlock } from '../../src/devices/parameters.ts';
import { kinds } from '../../src/operations/kinds/index.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { type ReadingSave, readWork, saveReadings } from '../../src/operations/reading-store.ts';
import { findOperation, insertOperations } from '../../src/operations/store.ts';
import { registered } from '../devices/support/registered.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase();
const now = new Date(Date.UTC(2026, 4, 1, 12));

/** A device in a session, with reads of its model ordered. */
async function owing(count = 1) {
  const sessionId = randomUUID();
  const device = await registered(database.pool, sessionId);
  for (let i = 0; i < count; i++) {
    await insertOperations(database.pool, [
      {
        id: newId<'OperationId'>(now.getTime() + i),
        deviceKey: device,
        kind: 'refresh',
        active: false,
        order: {},
        progress: kinds.refresh.begin({}),
        campaignId: null,
        priority: 100,
        source: 'test',
        createdAt: new Date(now.getTime() + i),
        expiresAt: null,
      },
    ]);
  }
  const [work] = await readWork(database.pool, [{ device, sessionId }]);
  return { device, sessionId, operation: work!.operation! };
}

const block = (value: string): OpenBlock => new Map([['X', [value, 'string', 1, null]]]);
function saveOf(
  { sessionId, operation }: { sessionId: string; operation: Operation },
  change: Partial<Operation>,
  blocks: Record<string, OpenBlock> = {},
): ReadingSave {
  return {
    sessionId,
    was: operation,
    next: { ...operation, ...change },
    detail: { operationId: operation.id, state: change.state ?? operation.state },
    at: now,
    blocks: new Map(Object.entries(blocks)),
  };
}
const valuesBelow = async (device: DeviceKey, path: string): Promise<string[]> =>
  (await readParameters(database.pool, device, path)).map((row) => row.value);

describe('work', () => {
  it('is the first open operation of each device, in order', async () => {
    const two = await owing(2);
    const none = await owing(0);
    const found = await readWork(database.pool, [
      { device: none.device, sessionId: none.sessionId },
      { device: two.device, sessionId: two.sessionId },
    ]);
    expect(found[0]).toMatchObject({ operation: null, device: { key: none.device } });
    expect(found[1]).toMatchObject({
      operation: { id: two.operation.id, deviceKey: two.device, kind: 'refresh', state: 'queued', version: 1 },
      device: { key: two.device, softwareVersion: '1.10', root: 'Device.' },
    });
  });

  it('is not told to a session that a newer one took over from', async () => {
    const { device } = await owing();
    expect(await readWork(database.pool, [{ device, sessionId: randomUUID() }])).toEqual([
      { device: null, operation: null, batch: null },
    ]);
  });
});

describe('saving readings', () => {
  it('moves each, stores what it learned and writes the history, in one statement', async () => {
    const [a, b] = [await owing(), await owing(2)];
    const saved = await saveReadings(database.pool, [
      saveOf(a, { state: 'succeeded', result: { parameters: 1 }, endedAt: now }, { 'Device.Q.': block('a') }),
      saveOf(b, { state: 'dispatched', attempt: 1 }, { 'Device.Q.': block('b'), 'Device.R.': block('c') }),
    ]);
    expect(saved).toEqual([
      { outcome: 'saved', owed: false },
      { outcome: 'saved', owed: true },
    ]);
    expect(await findOperation(database.pool, a.operation.id)).toMatchObject({
      state: 'succeeded',
      result: { parameters: 1 },
      version: a.operation.version + 1,
    });
    expect(await valuesBelow(a.device, 'Device.Q.')).toEqual(['a']);
    expect(await valuesBelow(b.device, 'Device.R.')).toEqual(['c']);
    const { rows } = await database.pool.query<{ state: string }>(
      "SELECT detail ->> 'state' AS state FROM timeline WHERE type = 'operation' AND device_id = ANY($1) ORDER BY device_id",
      [[a.device, b.device]],
    );
    expect(rows.map((row) => row.state)).toEqual(['succeeded', 'dispatched']);
  });

  it('stores nothing for a session that a newer one took over from, and the others all the same', async () => {
    const [old, good] = [await owing(), await owing()];
    const [first, second] = await saveReadings(database.pool, [
      { ...saveOf(old, { state: 'succeeded' }, { 'Device.Q.': block('a') }), sessionId: randomUUID() },
      saveOf(good, { state: 'succeeded' }, { 'Device.Q.': block('b') }),
    ]);
    expect([first!.outcome, second!.outcome]).toEqual(['superseded', 'saved']);
    expect(await valuesBelow(old.device, 'Device.Q.')).toEqual([]);
    expect((await findOperation(database.pool, old.operation.id))!.state).toBe('queued');
    expect(await valuesBelow(good.device, 'Device.Q.')).toEqual(['b']);
  });

  it('keeps what was learned where the operation was cancelled meanwhile, and leaves it cancelled', async () => {
    const it = await owing();
    await database.pool.query("UPDATE operation SET state = 'cancelled', version = version + 1 WHERE id = $1", [
      it.operation.id,
    ]);
    const [saved] = await saveReadings(database.pool, [
      saveOf(it, { state: 'succeeded' }, { 'Device.Q.': block('a') }),
    ]);
    expect(saved!.outcome).toBe('learned');
    expect((await findOperation(database.pool, it.operation.id))!.state).toBe('cancelled');
    expect(await valuesBelow(it.device, 'Device.Q.')).toEqual(['a']);
    const { rows } = await database.pool.query("SELECT 1 FROM timeline WHERE type = 'operation' AND device_id = $1", [
      it.device,
    ]);
    expect(rows).toEqual([]);
  });

  it.each([
    ['the only one', { 'Device.Q.': new Map() }, []],
    ['one of several', { 'Device.Q.': new Map(), 'Device.R.': block('r') }, ['r']],
  ] as [string, Record<string, OpenBlock>, string[]][])('drops a block that is gone: %s', async (_, blocks, left) => {
    const it = await owing();
    const [first] = await saveReadings(database.pool, [
      saveOf(it, { state: 'dispatched' }, { 'Device.Q.': block('q') }),
    ]);
    expect(first!.outcome).toBe('saved');
    const later = { ...it, operation: { ...it.operation, version: it.operation.version + 1 } };
    await saveReadings(database.pool, [saveOf(later, { state: 'succeeded' }, blocks)]);
    expect(await valuesBelow(it.device, 'Device.Q.')).toEqual([]);
    expect(await valuesBelow(it.device, 'Device.R.')).toEqual(left);
  });
});
