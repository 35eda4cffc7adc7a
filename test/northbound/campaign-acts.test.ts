import { beforeAll, describe, expect, test } from 'vitest';
import type { Campaign, Page, StoredFile, Target } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import type { RestClient } from '../support/rest-client.ts';
import { insertDevices } from './support/devices.ts';

// No planner: the tables are put into a state, and what the API makes of it is seen by itself.
const muster = withMuster({ roles: ['api'] });
let file: StoredFile;
let old: StoredFile;
let viewer: RestClient;
let devices: string[];

beforeAll(async () => {
  devices = await insertDevices(muster.pool, 6);
  const upload = (version: string): Promise<StoredFile> =>
    muster.api.good('POST', '/files', {
      query: { name: `${version}.img`, version, productClass: 'MG100', fileType: '1 Firmware Upgrade Image' },
      body: Buffer.from(`firmware ${version}`),
    });
  [file, old] = [await upload('2.0.0'), await upload('1.5.0')];
  const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'eve', role: 'viewer' });
  viewer = muster.api.as(key);
});

/** A running campaign whose targets are written, one a device, all waiting. */
async function running(more: object = {}): Promise<string> {
  const { id } = await muster.api.post<Campaign>('/campaigns', {
    name: 'acts',
    kind: 'firmware',
    artifact: { fileId: file.id },
    ...more,
  });
  await muster.api.post(`/campaigns/${id}/start`);
  await muster.pool.query(
    `INSERT INTO target (campaign_id, device_id, wave, state, reason, shuffle, changed_at, from_version)
     SELECT $1, id, 1, 'waiting', 'wave', id, now(), '1.5.0' FROM device`,
    [id],
  );
  await muster.pool.query(
    `UPDATE wave SET state = 'open', total = 6, waiting = 6, opened_at = now() WHERE campaign_id = $1`,
    [id],
  );
  return id;
}

const set = (id: string, device: number, sql: string) =>
  muster.pool.query(
    `UPDATE target SET ${sql} WHERE campaign_id = $1 AND device_id = (SELECT id FROM device WHERE public_id = $2)`,
    [id, devices[device]],
  );
const at = (device: number): string => encodeURIComponent(devices[device]!);

describe('one target', () => {
  test('is excluded, cancelled or hurried, each with a row in the trail', async () => {
    const id = await running();
    await set(id, 2, `not_before = now() + interval '1 hour'`);
    const tell = (device: number, act: string) =>
      muster.api.ask<Target>('POST', `/campaigns/${id}/targets/${at(device)}/${act}`, { body: { reason: 'VIP' } });
    expect(await tell(0, 'exclude')).toMatchObject({ status: 200, body: { state: 'skipped', reason: 'excluded' } });
    expect(await tell(1, 'cancel')).toMatchObject({ status: 200, body: { state: 'cancelled', reason: 'operator' } });
    expect(await tell(2, 'retry')).toMatchObject({ status: 200, body: { state: 'waiting', notBefore: null } });
    expect(await tell(0, 'cancel')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await tell(1, 'explode')).toMatchObject({ status: 404 });
    const { items } = await muster.api.get<Page<{ action: string; detail: object }>>(`/campaigns/${id}/audit`);
    expect(items.slice(0, 3).map((row) => [row.action, row.detail])).toEqual([
      ['campaign.target.retry', { device: devices[2], reason: 'VIP', was: 'waiting' }],
      ['campaign.target.cancel', { device: devices[1], reason: 'VIP', was: 'waiting' }],
      ['campaign.target.exclude', { device: devices[0], reason: 'VIP', was: 'waiting' }],
    ]);
    expect(items).toHaveLength(5);
    expect(await muster.api.get(`/campaigns/${id}/progress`)).toMatchObject({
      counts: { waiting: 4, skipped: 1, cancelled: 1 },
    });
  });

  test('that is not of the campaign is not found, and viewers may not', async () => {
    const id = await running();
    expect(await muster.api.ask('POST', `/campaigns/${id}/targets/nobody/cancel`)).toMatchObject({ status: 404 });
    expect(await viewer.ask('POST', `/campaigns/${id}/targets/${at(0)}/cancel`)).toMatchObject({ status: 403 });
  });
});

describe('a rollback', () => {
  test('is a draft of its own over the devices that succeeded, made once per Idempotency-Key', async () => {
    const id = await running({
      waves: [{ size: '2', soakMinutes: 5, gate: 'manual' }, { size: 'rest' }],
      limits: { maxInFlight: 7 },
    });
    expect(await muster.api.ask('POST', `/campaigns/${id}/rollback`)).toMatchObject({ status: 409 });
    await set(id, 0, `state = 'succeeded'`);
    await muster.pool.query(`UPDATE campaign SET state = 'completed' WHERE id = $1`, [id]);
    const headers = { 'Idempotency-Key': `rollback ${id}`.replaceAll(' ', '-') };
    const first = await muster.api.ask<Campaign>('POST', `/campaigns/${id}/rollback`, { headers, body: {} });
    expect(first).toMatchObject({
      status: 201,
      body: {
        state: 'draft',
        name: 'rollback of acts',
        rollbackOf: id,
        targetsOf: id,
        targetVersion: '1.5.0',
        allowDowngrade: true,
        artifact: { fileId: old.id },
        waves: [
          { size: '2', soakMinutes: 0, gate: 'auto' },
          { size: 'rest', gate: 'auto' },
        ],
        limits: { maxInFlight: 7 },
      },
    });
    expect(first.headers.get('location')).toBe(`/api/v1/campaigns/${first.body.id}`);
    const again = await muster.api.ask<Campaign>('POST', `/campaigns/${id}/rollback`, { headers, body: {} });
    expect(again.body.id).toBe(first.body.id);
    expect(await muster.api.post(`/campaigns/${first.body.id}/start`)).toMatchObject({ state: 'running', total: 1 });
  });

  test.each([
    [{ fileId: 7 }, 400, 'invalidRequest'],
    [{ filter: 'true' }, 400, 'invalidRequest'],
    [{ waves: [{ size: '0' }], fileId: 'old' }, 400, 'invalidRequest'],
    [{}, 422, 'contradiction'],
    [{ fileId: '0190a000-0000-7000-8000-000000000001' }, 404, 'notFound'],
  ])('with %j is refused with %i', async (said, status, code) => {
    const body = 'fileId' in said && said.fileId === 'old' ? { ...said, fileId: old.id } : said;
    const id = await running();
    await muster.pool.query(`UPDATE campaign SET state = 'aborted' WHERE id = $1`, [id]);
    expect(await muster.api.ask('POST', `/campaigns/${id}/rollback`, { body })).toMatchObject({
      status,
      body: { code },
    });
  });
});

describe('going on after a threshold', () => {
  test('wants a word, which the trail keeps', async () => {
    const id = await running();
    await muster.pool.query(
      `UPDATE campaign SET state = 'paused', pause_reason = 'threshold maxFailedTotal: 3 are over 2' WHERE id = $1`,
      [id],
    );
    expect(await muster.api.ask('POST', `/campaigns/${id}/resume`)).toMatchObject({
      status: 409,
      body: { code: 'conflict', errors: [{ path: 'acknowledge' }] },
    });
    const resumed = await muster.api.ask('POST', `/campaigns/${id}/resume`, {
      body: { acknowledge: 'a bad lab unit' },
    });
    expect(resumed).toMatchObject({ status: 200, body: { state: 'running', epoch: 1 } });
    const { items } = await muster.api.get<Page<{ detail: object }>>(`/campaigns/${id}/audit`);
    expect(items[0]!.detail).toEqual({
      acknowledge: 'a bad lab unit',
      pausedFor: 'threshold maxFailedTotal: 3 are over 2',
    });
  });
});

describe('the export', () => {
  const exported = async (id: string, query = ''): Promise<{ response: Response; lines: string[] }> => {
    const response = await fetch(`${muster.urls.api}api/v1/campaigns/${id}/export.csv${query}`, {
      headers: {
        Authorization: `Bearer ${(await muster.api.post<{ key: string }>('/keys', { name: 'x', role: 'viewer' })).key}`,
      },
    });
    return { response, lines: (await response.text()).split('\r\n') };
  };

  test('has a line per target, and is safe to open in a spreadsheet', async () => {
    const id = await running();
    await set(
      id,
      3,
      `state = 'failed', reason = 'fault', fault_code = 9010, fault_class = 'transient',
      fault_message = '=HYPERLINK("http://evil"), "now"'`,
    );
    const { response, lines } = await exported(id);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(response.headers.get('content-disposition')).toContain(`campaign-${id}.csv`);
    expect(lines[0]).toMatch(/^deviceId,wave,state,reason,corrected,attempt,fromVersion/);
    expect(lines).toHaveLength(8);
    expect(lines.at(-1)).toBe('');
    const failed = lines.find((line) => line.includes(',failed,'))!;
    expect(failed).toContain(`,9010,transient,"'=HYPERLINK(""http://evil""), ""now""",`);
    expect((await exported(id, '?state=failed')).lines).toHaveLength(3);
    expect((await exported(id, '?state=odd')).response.status).toBe(400);
  });

  test('goes on over as many pages as there are', async () => {
    const many = 2_345;
    const { id } = await muster.api.post<Campaign>('/campaigns', {
      name: 'many',
      kind: 'firmware',
      artifact: { fileId: file.id },
    });
    await insertDevices(muster.pool, many, { prefix: 'Z' });
    await muster.pool.query(
      `INSERT INTO target (campaign_id, device_id, wave, state, shuffle, changed_at)
       SELECT $1, id, 1, 'waiting', id, now() FROM device WHERE serial_number LIKE 'Z%'`,
      [id],
    );
    const { lines } = await exported(id);
    expect(lines).toHaveLength(many + 2);
    expect(new Set(lines).size).toBe(many + 2);
  });
});
