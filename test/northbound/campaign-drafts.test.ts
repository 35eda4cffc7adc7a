import { beforeAll, expect, test } from 'vitest';
import type { Campaign, Page, StoredFile } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import { insertDevices } from './support/devices.ts';
import { rowCounts } from './support/row-counts.ts';

const muster = withMuster();
let file: StoredFile;
beforeAll(async () => {
  await insertDevices(muster.pool, 10);
  await insertDevices(muster.pool, 3, { prefix: 'U', softwareVersion: '2.0.0' });
  file = await muster.api.good('POST', '/files', {
    query: { name: 'two.img', version: '2.0.0', productClass: 'MG100', fileType: '1 Firmware Upgrade Image' },
    body: Buffer.from('firmware'),
  });
});

const plan = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: 'to 2.0.0',
  kind: 'firmware',
  filter: 'productClass = "MG100"',
  artifact: { fileId: file.id },
  ...changes,
});
const make = (changes: Record<string, unknown> = {}): Promise<Campaign> => muster.api.post('/campaigns', plan(changes));

test('a draft shows its plan with every default filled in', async () => {
  const { status, headers, body } = await muster.api.ask<Campaign>('POST', '/campaigns', { body: plan() });
  expect(status).toBe(201);
  expect(headers.get('location')).toBe(`/api/v1/campaigns/${body.id}`);
  expect(body).toMatchObject({
    state: 'draft',
    targetVersion: '2.0.0',
    waves: [{ size: 'rest', soakMinutes: 0, gate: 'auto', minSuccessPercent: 0 }],
    limits: { maxInFlight: 500, perMinute: 6000 },
    retries: { max: 3, backoffMinutes: 15 },
    abortPolicy: 'drain',
    total: null,
    createdBy: 'admin',
    startedAt: null,
  });
  expect(await muster.api.get(`/campaigns/${body.id}`)).toEqual(body);
});

test('a campaign shows which brakes hold, and which of them its plan does not speak of', async () => {
  const waves = [{ size: '2' }, { size: 'rest' }];
  const { id } = await make({ waves, thresholds: { maxSilent: 0, window: null, maxFailedWave: null } });
  const brakes = {
    maxFailedTotal: 20,
    maxFailedPercent: 5,
    minSample: 30,
    window: null,
    rate: { failures: 5, seconds: 180 },
    maxConsecutive: 5,
    source: { failures: 3, seconds: 600 },
    artifact: { failures: 2 },
    waves: [
      { maxFailedWave: null, maxSilent: 0, maxFellBack: 1 },
      { maxFailedWave: null, maxSilent: 0, maxFellBack: 1 },
    ],
    defaults: ['maxFailedTotal', 'maxFailedPercent', 'rate', 'maxConsecutive', 'maxFellBack', 'source', 'artifact'],
  };
  const shown = await muster.api.get<Campaign>(`/campaigns/${id}`);
  expect(shown.brakes).toEqual(brakes);
  // What is off stays off, and what was not said stays unsaid, when the plan is sent back.
  expect(shown).toMatchObject({ thresholds: { minSample: 30, maxSilent: 0, window: null, maxFailedWave: null } });
  // Counted at the start, a share of a large plan is a number.
  await muster.pool.query('UPDATE campaign SET total = 10000 WHERE id = $1', [id]);
  expect((await muster.api.get<Campaign>(`/campaigns/${id}`)).brakes).toMatchObject({
    maxFailedTotal: 50,
    waves: [{ maxFellBack: 1 }, { maxFellBack: 50 }],
  });
});

test('a dry run counts and changes nothing', async () => {
  const { id } = await make({ waves: [{ size: '2' }, { size: '50%' }, { size: 'rest' }] });
  const before = await rowCounts(muster.pool);
  expect(await muster.api.post(`/campaigns/${id}/dry-run`)).toEqual({
    matched: 13,
    already: 3,
    wrongModel: 0,
    locked: 0,
    waves: [
      { ordinal: 1, size: '2', devices: 2 },
      { ordinal: 2, size: '50%', devices: 7 },
      { ordinal: 3, size: 'rest', devices: 4 },
    ],
    timeline: expect.objectContaining({ sample: { devices: 13, every: 1 } }),
  });
  expect(await rowCounts(muster.pool)).toEqual(before);
});

test('a draft is edited only by somebody who has read its present version', async () => {
  const { id } = await make();
  const path = `/campaigns/${id}`;
  const { headers } = await muster.api.ask('GET', path);
  const etag = headers.get('etag')!;

  const blind = await muster.api.ask('PUT', path, { body: plan({ name: 'blind' }) });
  expect(blind).toMatchObject({ status: 428, body: { code: 'preconditionRequired' } });
  const edit = await muster.api.ask<Campaign>('PUT', path, {
    body: plan({ name: 'edited' }),
    headers: { 'If-Match': etag },
  });
  expect(edit).toMatchObject({ status: 200, body: { name: 'edited' } });
  expect(edit.headers.get('etag')).not.toBe(etag);
  const late = await muster.api.ask('PUT', path, { body: plan({ name: 'late' }), headers: { 'If-Match': etag } });
  expect(late).toMatchObject({ status: 412, body: { code: 'preconditionFailed' } });
  expect(await muster.api.get(path)).toMatchObject({ name: 'edited' });

  const again = { 'If-Match': edit.headers.get('etag')! };
  const bad = await muster.api.ask('PUT', path, { body: plan({ waves: [{ size: '200%' }] }), headers: again });
  expect(bad.status).toBe(400);
  expect(await muster.api.get(path)).toMatchObject({ name: 'edited', waves: [{ size: 'rest' }] });
});

test('a draft can be deleted, and is gone', async () => {
  const { id } = await make();
  expect((await muster.api.ask('DELETE', `/campaigns/${id}`)).status).toBe(204);
  expect((await muster.api.ask('GET', `/campaigns/${id}`)).status).toBe(404);
});

test('the same POST again under its Idempotency-Key gets the same answer and makes nothing', async () => {
  const headers = { 'Idempotency-Key': 'campaign-1' };
  const first = await muster.api.ask<Campaign>('POST', '/campaigns', { body: plan(), headers });
  const before = await rowCounts(muster.pool);
  const second = await muster.api.ask<Campaign>('POST', '/campaigns', { body: plan(), headers });
  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get('idempotent-replay')).toBe('true');
  expect(second.headers.get('location')).toBe(first.headers.get('location'));

  const other = await muster.api.ask('POST', '/campaigns', { body: plan({ name: 'other' }), headers });
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotencyMismatch' } });
  expect(await rowCounts(muster.pool)).toEqual(before);
});

test('an Idempotency-Key belongs to the API key it came with', async () => {
  const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'other', role: 'operator' });
  const headers = { 'Idempotency-Key': 'campaign-2' };
  const mine = await muster.api.ask<Campaign>('POST', '/campaigns', { body: plan(), headers });
  const theirs = await muster.api.as(key).ask<Campaign>('POST', '/campaigns', { body: plan(), headers });
  expect(theirs.status).toBe(201);
  expect(theirs.body.id).not.toBe(mine.body.id);
});

test('an Idempotency-Key of a refused request may be used for the right one', async () => {
  const headers = { 'Idempotency-Key': 'campaign-3' };
  const refused = await muster.api.ask('POST', '/campaigns', { body: plan({ targetVersion: '9' }), headers });
  expect(refused.status).toBe(422);
  expect((await muster.api.ask('POST', '/campaigns', { body: plan(), headers })).status).toBe(201);
  const bad = { 'Idempotency-Key': 'x'.repeat(201) };
  expect((await muster.api.ask('POST', '/campaigns', { body: plan(), headers: bad })).status).toBe(400);
});

test('of the same POST many times at once, one makes something', async () => {
  const before = (await rowCounts(muster.pool))['campaign']!;
  const headers = { 'Idempotency-Key': 'campaign-4' };
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => muster.api.ask<Campaign>('POST', '/campaigns', { body: plan(), headers })),
  );
  for (const { status } of replies) expect([201, 409]).toContain(status);
  const made = new Set(replies.filter((r) => r.status === 201).map((r) => r.body.id));
  expect(made.size).toBe(1);
  expect((await rowCounts(muster.pool))['campaign']).toBe(before + 1);
});

const later: readonly Record<string, unknown>[] = [{ artifact: { image: {} } }];
for (const changes of later) {
  test(`a plan with ${JSON.stringify(changes)} is refused as not supported yet, naming the field`, async () => {
    const before = await rowCounts(muster.pool);
    const { status, body } = await muster.api.ask('POST', '/campaigns', { body: plan(changes) });
    expect([status, body.code]).toEqual([422, 'notSupported']);
    expect(body.errors![0]!.path.split('.')[0]).toBe(Object.keys(changes)[0]);
    expect(await rowCounts(muster.pool)).toEqual(before);
  });
}

test('a wave is decided on only when it is its turn, and only by words that exist', async () => {
  const { id } = await make();
  for (const [path, status, code] of [
    [`/campaigns/${id}/waves/1/pass`, 409, 'conflict'],
    [`/campaigns/${id}/waves/1/explode`, 404, 'notFound'],
  ] as const) {
    const reply = await muster.api.ask('POST', path);
    expect([path, reply.status, reply.body.code]).toEqual([path, status, code]);
  }
});

test('campaigns are listed newest first, page by page', async () => {
  const found: Campaign[] = [];
  for (let cursor = ''; ; ) {
    const page: Page<Campaign> = await muster.api.get(
      '/campaigns',
      cursor === '' ? { limit: 3 } : { limit: 3, cursor },
    );
    found.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  const { rows } = await muster.pool.query<{ id: string }>('SELECT id FROM campaign ORDER BY created_at DESC, id DESC');
  expect(found.map((campaign) => campaign.id)).toEqual(rows.map((row) => row.id));
});
