import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/platform/database/transaction.ts';
import { apiKeys, type Caller, demand, type Right, roles } from '../../src/security/api-keys.ts';
import { appendAudit, listAudit } from '../../src/security/store.ts';
import { virtualClock } from '../operations/support/stage.ts';
import { withDatabase } from '../support/database.ts';

const database = withDatabase(20);
const clock = virtualClock();
const keys = () => apiKeys(database.pool, clock);

describe('API keys', () => {
  it('are known by their hash alone: the table does not hold them', async () => {
    const { id, key } = await keys().create('ops', 'operator', null);
    expect(key).toMatch(/^mk_[\w-]{43}$/);
    const { rows } = await database.pool.query<{ text: string }>('SELECT api_key::text AS text FROM api_key');
    for (const { text } of rows) expect(text).not.toContain(key.slice(3, 20));
    expect(await keys().identify(key)).toEqual({ keyId: id, name: 'ops', role: 'operator' });
  });

  const bad: [what: string, token: string | undefined][] = [
    ['nothing', undefined],
    ['an empty one', ''],
    ['one that nobody made', `mk_${'x'.repeat(43)}`],
    ['a hash of one', createHash('sha256').update('x').digest('hex')],
  ];
  it.each(bad)('refuse %s', async (_, token) => {
    await expect(keys().identify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('end when they expire, also while they are remembered', async () => {
    const door = keys();
    const { key } = await door.create('short', 'viewer', new Date(clock.now() + 3_000));
    await door.identify(key);
    clock.advance(2_999);
    await door.identify(key);
    clock.advance(1);
    await expect(door.identify(key)).rejects.toMatchObject({ code: 'unauthenticated', message: /expired/ });
  });

  it('end when they are removed: here at once, in other processes within seconds', async () => {
    const [here, there] = [keys(), keys()];
    const { id, key } = await here.create('gone', 'viewer', null);
    await Promise.all([here.identify(key), there.identify(key)]);
    expect(await here.remove(id)).toBe(true);
    expect(await here.remove(id)).toBe(false);
    await expect(here.identify(key)).rejects.toMatchObject({ code: 'unauthenticated' });
    clock.advance(5_001);
    await expect(there.identify(key)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('are made sure of once, however many processes start', async () => {
    const key = 'the-key-from-the-environment';
    await Promise.all(Array.from({ length: 5 }, () => keys().ensure('admin', 'administrator', key)));
    expect((await keys().list()).filter((row) => row.name === 'admin')).toHaveLength(1);
    expect((await keys().identify(key)).role).toBe('administrator');
  });

  it('tell when they were last used, to the minute', async () => {
    const { id, key } = await keys().create('seen', 'viewer', null);
    const used = async () => (await keys().list()).find((row) => row.id === id)!.lastUsedAt;
    expect(await used()).toBeNull();
    await keys().identify(key);
    const first = await used();
    clock.advance(30_000);
    await keys().identify(key);
    expect(await used()).toEqual(first);
    clock.advance(31_000);
    await keys().identify(key);
    expect((await used())!.getTime()).toBe(clock.now());
  });

  const rights: Record<Right, string[]> = {
    read: ['viewer', 'helpdesk', 'operator', 'approver', 'administrator'],
    operate: ['helpdesk', 'operator', 'administrator'],
    campaign: ['operator', 'administrator'],
    approve: ['approver', 'administrator'],
    administer: ['administrator'],
  };
  it.each(Object.entries(rights) as [Right, string[]][])('may %s as %j and as nobody else', (right, allowed) => {
    const may = roles.filter((role) => {
      try {
        demand({ keyId: 'x' as Caller['keyId'], name: 'k', role }, right);
        return true;
      } catch (error) {
        expect(error).toMatchObject({ code: 'forbidden' });
        return false;
      }
    });
    expect(may).toEqual(allowed);
  });
});

/** JSON with names in order, as jsonb keeps them in an order of its own. */
function inOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOrder).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${parts.map(([name, part]) => `${JSON.stringify(name)}:${inOrder(part)}`).join()}}`;
}

describe('the audit trail', () => {
  const write = (action: string, object = 'campaign/1') =>
    inTransaction(database.pool, (tx) =>
      appendAudit(
        tx,
        { by: { name: 'ann', role: 'operator' }, action, object, detail: { zeta: [{ b: 1, a: 2 }], n: 1 } },
        new Date(clock.now()),
      ),
    );
  interface Row {
    readonly at: Date;
    readonly actor: string;
    readonly role: string;
    readonly action: string;
    readonly object: string;
    readonly detail: unknown;
    readonly prev_hash: Buffer;
    readonly hash: Buffer;
  }
  /** Number of the first row that does not follow from the one before, or null. */
  async function firstBreak(): Promise<number | null> {
    const { rows } = await database.pool.query<Row>('SELECT * FROM audit ORDER BY seq');
    let previous = Buffer.alloc(32);
    for (const [i, row] of rows.entries()) {
      const fields = [row.at.toISOString(), row.actor, row.role, row.action, row.object, inOrder(row.detail)];
      const hash = createHash('sha256').update(previous).update(JSON.stringify(fields)).digest();
      if (!row.prev_hash.equals(previous) || !row.hash.equals(hash)) return i;
      previous = row.hash as Buffer<ArrayBuffer>;
    }
    return null;
  }

  it('is one chain, also when many write at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => write(`act.${i}`)));
    expect(await firstBreak()).toBeNull();
  });

  it('shows a row that was changed, and one that was taken out', async () => {
    const damaged = async (sql: string): Promise<number | null> => {
      const client = await database.pool.connect();
      try {
        await client.query('CREATE TEMP TABLE IF NOT EXISTS kept AS SELECT * FROM audit');
        await expect(client.query(sql)).rejects.toThrow(/append only/);
        // Whoever owns the table can take the trigger off; what was done then shows.
        await client.query('ALTER TABLE audit DISABLE TRIGGER audit_append_only');
        await client.query(sql);
        const found = await firstBreak();
        await client.query('DELETE FROM audit');
        await client.query('INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT * FROM kept');
        await client.query('ALTER TABLE audit ENABLE TRIGGER audit_append_only');
        return found;
      } finally {
        client.release();
      }
    };
    expect(await damaged("UPDATE audit SET actor = 'bob' WHERE seq = (SELECT min(seq) + 4 FROM audit)")).toBe(4);
    expect(await damaged('DELETE FROM audit WHERE seq = (SELECT min(seq) + 6 FROM audit)')).toBe(6);
    expect(await firstBreak()).toBeNull();
  });

  it('has no row of an act that was taken back', async () => {
    const failing = inTransaction(database.pool, async (tx) => {
      await appendAudit(tx, { by: { name: 'ann', role: 'x' }, action: 'never', object: 'y', detail: {} }, new Date());
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await firstBreak()).toBeNull();
    expect(await listAudit(database.pool, 'y', Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  it('is read per object, newest first, page by page', async () => {
    for (const action of ['a', 'b', 'c']) await write(action, 'file/7');
    const first = await listAudit(database.pool, 'file/7', Number.MAX_SAFE_INTEGER, 2);
    expect(first.map((row) => row.action)).toEqual(['c', 'b']);
    const second = await listAudit(database.pool, 'file/7', first[1]!.seq, 2);
    expect(second.map((row) => row.action)).toEqual(['a']);
  });
});
