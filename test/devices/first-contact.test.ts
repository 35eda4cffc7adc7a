import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { registerDevices } from '../../src/devices/first-contact-store.ts';
import { rememberInform } from '../../src/devices/store.ts';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { withDatabase } from '../support/database.ts';
import { firstFacts } from './support/registered.ts';

const database = withDatabase();
const at = new Date(Date.UTC(2026, 4, 1, 12));
const first = (serial?: string) => ({ facts: firstFacts(serial), sessionId: randomUUID(), at });

/** All that is stored of a device, without its key. */
async function stored(id: string): Promise<unknown> {
  const { rows } = await database.pool.query(
    `SELECT to_jsonb(d) - 'id' - 'public_id' - 'serial_number' AS device, to_jsonb(p) - 'device_id' - 'session_id' AS pulse,
       (SELECT jsonb_object_agg(block, content) FROM parameter_lines WHERE device_id = d.id) AS lines
     FROM device d JOIN device_pulse p ON p.device_id = d.id WHERE d.public_id = $1`,
    [id],
  );
  return rows;
}

describe('a first contact', () => {
  it('stores just what any other Inform of a new device would', async () => {
    const gathered = first();
    const alone = first();
    await registerDevices(database.pool, [gathered]);
    await inTransaction(database.pool, (tx) => rememberInform(tx, alone.facts, alone.sessionId, at));
    const expected = await stored(alone.facts.id);
    expect(expected).toMatchObject([{ device: { software_version: '1.10' }, pulse: { retry_count: 2 } }]);
    // The hash is over the identity too.
    const plain = (rows: unknown) => JSON.stringify(rows).replace(/\\\\x[0-9a-f]{40}/g, 'hash');
    expect(plain(await stored(gathered.facts.id))).toBe(plain(expected));
  });

  it('of many is one statement, each in its place', async () => {
    const informs = [first(), first(), first()];
    const devices = await registerDevices(database.pool, informs);
    expect(devices.map((device) => device?.id)).toEqual(informs.map((inform) => inform.facts.id));
    expect(new Set(devices.map((device) => device?.key)).size).toBe(3);
    const { rows } = await database.pool.query("SELECT 1 FROM timeline WHERE type = 'inform' AND device_id = ANY($1)", [
      devices.map((device) => device!.key),
    ]);
    expect(rows).toHaveLength(3);
  });

  it('of a device that is known by now changes nothing, and says so', async () => {
    const known = first();
    await registerDevices(database.pool, [known]);
    const before = await stored(known.facts.id);
    const other = first();
    const again = { ...known, sessionId: randomUUID(), at: new Date(at.getTime() + 60_000) };
    const [none, made] = await registerDevices(database.pool, [again, other]);
    expect(none).toBeNull();
    expect(made?.id).toBe(other.facts.id);
    expect(await stored(known.facts.id)).toEqual(before);
  });

  it('that comes twice at once registers one device', async () => {
    const twice = [first('SAME'), first('SAME')];
    const [one, two] = await registerDevices(database.pool, [
      twice[0]!,
      { ...twice[1]!, facts: twice[0]!.facts },
    ]).catch(
      // One statement cannot give a device two pulses; the batcher then runs each alone.
      async () => [
        ...(await registerDevices(database.pool, [twice[0]!])),
        ...(await registerDevices(database.pool, [twice[1]!])),
      ],
    );
    expect(one).not.toBeNull();
    expect(two).toBeNull();
    expect(await stored(twice[0]!.facts.id)).toHaveLength(1);
  });
});
