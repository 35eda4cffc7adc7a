import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Campaign, Page, StoredFile } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import type { RestClient } from '../support/rest-client.ts';
import { insertDevices } from './support/devices.ts';

// No planner: what the API does is seen by itself.
const muster = withMuster({ roles: ['api'] });
let file: StoredFile;
let made = 0;
const people: Record<'ann' | 'ben' | 'cleo' | 'dora' | 'eve', RestClient> = {} as never;

beforeAll(async () => {
  await insertDevices(muster.pool, 30);
  file = await muster.api.good('POST', '/files', {
    query: { name: 'two.img', version: '2.0.0', productClass: 'MG100', fileType: '1 Firmware Upgrade Image' },
    body: Buffer.from('firmware'),
  });
  for (const [name, role] of [
    ['ann', 'operator'],
    ['ben', 'operator'],
    ['cleo', 'approver'],
    ['dora', 'administrator'],
    ['eve', 'viewer'],
  ] as const) {
    const { key } = await muster.api.post<{ key: string }>('/keys', { name, role });
    people[name] = muster.api.as(key);
  }
});

interface Shown extends Omit<Campaign, 'approval'> {
  readonly version: number;
  readonly planHash: string | null;
  readonly signOffDue: string | null;
  readonly approval: { pending: string | null; decisions: { decision: string; by: string; voidedAt: string | null }[] };
}

const plan = (changes: object = {}) => ({
  name: `plan ${++made}`,
  kind: 'firmware',
  artifact: { fileId: file.id },
  requireApproval: true,
  ...changes,
});
const make = async (by: RestClient, changes: object = {}): Promise<string> =>
  (await by.post<Shown>('/campaigns', plan(changes))).id;
const show = (id: string): Promise<Shown> => muster.api.get(`/campaigns/${id}`);
const tell = (by: RestClient, id: string, verb: string, body: object = {}) =>
  by.ask<Shown>('POST', `/campaigns/${id}/${verb}`, { body });
const trail = async (id: string) =>
  (
    await muster.api.get<Page<{ action: string; actor: string; detail: Record<string, unknown> }>>(
      `/campaigns/${id}/audit`,
    )
  ).items;

let id: string;
beforeEach(async () => {
  id = await make(people.ann);
});

describe('a plan that asks for approval', () => {
  test('does not start without it, in any state and for nobody', async () => {
    expect(await tell(people.ann, id, 'start')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await tell(people.dora, id, 'start')).toMatchObject({ status: 409 });
    await tell(people.ann, id, 'submit');
    expect(await tell(people.ann, id, 'start')).toMatchObject({ status: 409 });
    expect(await show(id)).toMatchObject({ state: 'awaitingApproval', approval: { pending: 'start' } });
  });

  test('is approved by a second person and then started', async () => {
    expect(await tell(people.ann, id, 'submit')).toMatchObject({ status: 200, body: { state: 'awaitingApproval' } });
    const approved = await tell(people.cleo, id, 'approve', { remark: 'looks good' });
    expect(approved).toMatchObject({
      status: 200,
      body: {
        state: 'scheduled',
        approval: { decisions: [{ decision: 'approved', by: 'cleo', role: 'approver', remark: 'looks good' }] },
      },
    });
    expect(approved.body.planHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await tell(people.ann, id, 'start')).toMatchObject({ status: 200, body: { state: 'running' } });
    expect((await trail(id)).map((row) => [row.actor, row.action])).toEqual([
      ['ann', 'campaign.start'],
      ['cleo', 'campaign.approve'],
      ['ann', 'campaign.submit'],
      ['ann', 'campaign.create'],
    ]);
    const { rows } = await muster.pool.query<{ n: number }>(
      `SELECT count(*) AS n FROM campaign c WHERE c.id = $1 AND EXISTS (SELECT FROM campaign_approval a
         WHERE a.campaign_id = c.id AND a.plan_hash = c.plan_hash AND a.decision = 'approved'
           AND a.by_key IS DISTINCT FROM c.created_by_key)`,
      [id],
    );
    expect(rows[0]!.n).toBe(1);
  });

  test('is approved by nobody who wrote it: not by its creator, whatever the role', async () => {
    const own = await make(people.dora);
    await tell(people.dora, own, 'submit');
    expect(await tell(people.dora, own, 'approve')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await show(own)).state).toBe('awaitingApproval');
    expect(await tell(people.cleo, own, 'approve')).toMatchObject({ status: 200 });
  });

  test('nor by its last editor, nor by a second key of the same name', async () => {
    const { version } = await show(id);
    await people.dora.good('PUT', `/campaigns/${id}`, {
      body: plan(),
      headers: { 'If-Match': `"${version}"` },
    });
    await tell(people.ann, id, 'submit');
    expect(await tell(people.dora, id, 'approve')).toMatchObject({ status: 403 });
    const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'ann', role: 'approver' });
    const again = await tell(muster.api.as(key), id, 'approve');
    expect(again).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(again.body).toMatchObject({ detail: expect.stringContaining('"ann" created') as string });
    expect(await tell(people.cleo, id, 'approve')).toMatchObject({ status: 200 });
  });

  test('is approved by roles that may only', async () => {
    await tell(people.ann, id, 'submit');
    for (const by of [people.ben, people.eve]) expect(await tell(by, id, 'approve')).toMatchObject({ status: 403 });
    expect((await show(id)).approval.decisions).toEqual([]);
  });

  test('is approved once, however many do it at the same moment', async () => {
    await tell(people.ann, id, 'submit');
    const tries = [people.cleo, people.dora, people.cleo, people.dora, people.cleo];
    const replies = await Promise.all(tries.map((by) => tell(by, id, 'approve')));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect((await show(id)).approval.decisions).toHaveLength(1);
    // I18: one act, one row.
    expect((await trail(id)).filter((row) => row.action === 'campaign.approve')).toHaveLength(1);
  });

  test('is either approved or sent back when both are said at once, and never started by what was sent back', async () => {
    await tell(people.ann, id, 'submit');
    await Promise.all([
      tell(people.cleo, id, 'approve'),
      tell(people.dora, id, 'reject', { remark: 'no' }),
      tell(people.ann, id, 'start'),
      tell(people.ann, id, 'start'),
    ]);
    const { state, approval } = await show(id);
    const counting = approval.decisions.filter((one) => one.decision === 'approved' && one.voidedAt === null);
    expect([state, counting.length]).toEqual(state === 'draft' ? ['draft', 0] : [state, 1]);
    expect(['draft', 'running']).toContain(state);
  });

  test('of a draft nothing is approved or rejected', async () => {
    for (const verb of ['approve', 'reject'])
      expect(await tell(people.cleo, id, verb, verb === 'reject' ? { remark: 'no' } : {})).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      });
  });

  test('goes back with a remark, and what was approved counts no more, also for an equal plan', async () => {
    await tell(people.ann, id, 'submit');
    await tell(people.cleo, id, 'approve');
    expect(await tell(people.dora, id, 'reject')).toMatchObject({ status: 400 });
    expect(await tell(people.dora, id, 'reject', { remark: 'not this week' })).toMatchObject({
      status: 200,
      body: { state: 'draft', planHash: null, pauseReason: 'rejected by dora: not this week' },
    });
    expect(await tell(people.ann, id, 'start')).toMatchObject({ status: 409 });
    const { decisions } = (await show(id)).approval;
    expect(decisions.map((d) => [d.decision, d.voidedAt !== null])).toEqual([
      ['rejected', false],
      ['approved', true],
    ]);
    await tell(people.ann, id, 'submit');
    expect(await tell(people.ann, id, 'start')).toMatchObject({ status: 409 });
    await tell(people.cleo, id, 'approve');
    expect(await tell(people.ann, id, 'start')).toMatchObject({ status: 200 });
  });

  test('is edited only as a draft', async () => {
    await tell(people.ann, id, 'submit');
    const { version } = await show(id);
    const edit = await people.ann.ask('PUT', `/campaigns/${id}`, {
      body: plan(),
      headers: { 'If-Match': `"${version}"` },
    });
    expect(edit).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await tell(people.ann, id, 'reject', { remark: 'I was too fast' })).toMatchObject({ status: 200 });
  });

  test('does not start when the bytes of its file are others than those that were approved', async () => {
    await tell(people.ann, id, 'submit');
    await tell(people.cleo, id, 'approve');
    await muster.pool.query(`UPDATE file SET sha256 = sha256(sha256) WHERE id = $1`, [file.id]);
    const refused = await tell(people.ann, id, 'start');
    expect(refused).toMatchObject({ status: 409 });
    expect((await show(id)).state).toBe('scheduled');
  });

  test('loses its approval after seven days', async () => {
    await tell(people.ann, id, 'submit');
    await tell(people.cleo, id, 'approve');
    await muster.pool.query(
      `UPDATE campaign_approval SET expires_at = now() - interval '1 second' WHERE campaign_id = $1`,
      [id],
    );
    expect(await tell(people.ann, id, 'start')).toMatchObject({ status: 409 });
  });
});

describe('break-glass', () => {
  test('starts at once with a reason, and shows until a second person has signed it off', async () => {
    expect(await tell(people.ann, id, 'start', { breakGlass: {} })).toMatchObject({ status: 400 });
    const started = await tell(people.ben, id, 'start', { breakGlass: { reason: 'the old version is exploited' } });
    expect(started).toMatchObject({
      status: 200,
      body: { state: 'running', approval: { pending: 'signOff', decisions: [{ decision: 'breakGlass', by: 'ben' }] } },
    });
    const due = Date.parse(started.body.signOffDue!);
    expect(due - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(due - Date.now()).toBeLessThanOrEqual(24 * 3_600_000);
    const listed = await muster.api.get<Page<Shown>>('/campaigns');
    expect(listed.items.find((one) => one.id === id)!.signOffDue).toBe(started.body.signOffDue);

    // Neither who wrote it nor who broke the glass.
    expect(await tell(people.ann, id, 'approve')).toMatchObject({ status: 403 });
    const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'ben', role: 'administrator' });
    expect(await tell(muster.api.as(key), id, 'approve')).toMatchObject({ status: 403 });
    expect(await tell(people.cleo, id, 'approve', { remark: 'understood' })).toMatchObject({
      status: 200,
      body: { signOffDue: null, approval: { pending: null } },
    });
    const [signed, start] = await trail(id);
    expect(signed).toMatchObject({ actor: 'cleo', action: 'campaign.approve', detail: { decision: 'signedOff' } });
    expect(start).toMatchObject({ detail: { breakGlass: 'the old version is exploited' } });
  });

  test('is for plans that ask for approval', async () => {
    const free = await make(people.ann, { requireApproval: false });
    expect(await tell(people.ann, free, 'start', { breakGlass: { reason: 'x' } })).toMatchObject({
      status: 422,
      body: { code: 'contradiction' },
    });
    expect(await tell(people.ann, free, 'start')).toMatchObject({ status: 200, body: { state: 'running' } });
  });
});

describe('a plan that asks for none', () => {
  test('is not approved', async () => {
    const free = await make(people.ann, { requireApproval: false });
    expect(await tell(people.ann, free, 'submit')).toMatchObject({ body: { state: 'scheduled' } });
    expect(await tell(people.cleo, free, 'approve')).toMatchObject({ status: 409 });
    expect(await tell(people.ann, free, 'start')).toMatchObject({ body: { state: 'running' } });
  });

  test('with a start ahead is scheduled by start, and started now by another', async () => {
    const startAt = new Date(Date.now() + 3_600_000).toISOString();
    const later = await make(people.ann, { requireApproval: false, startAt });
    expect(await tell(people.ann, later, 'start')).toMatchObject({ body: { state: 'scheduled', startAt } });
    expect(await tell(people.ann, later, 'start')).toMatchObject({ body: { state: 'running' } });
  });
});

test('what was approved for a time is not started before it', async () => {
  const startAt = new Date(Date.now() + 3_600_000).toISOString();
  const later = await make(people.ann, { startAt });
  await tell(people.ann, later, 'submit');
  await tell(people.cleo, later, 'approve');
  expect(await tell(people.ann, later, 'start')).toMatchObject({ status: 409 });
});

describe('the approval to widen', () => {
  test('is asked for by name, and given beside that of the start', async () => {
    const wide = await make(people.ann, {
      requireApproval: ['start', 'widen'],
      waves: [{ size: '1' }, { size: 'rest' }],
    });
    await tell(people.ann, wide, 'submit');
    await tell(people.cleo, wide, 'approve');
    await tell(people.ann, wide, 'start');
    expect((await show(wide)).approval.pending).toBeNull();
    await muster.pool.query(
      `UPDATE wave SET state = 'passed', total = 1, succeeded = 1, opened_at = now(), ended_at = now()
       WHERE campaign_id = $1 AND ordinal = 1`,
      [wide],
    );
    expect((await show(wide)).approval.pending).toBe('widen');
    expect(await tell(people.ann, wide, 'approve', { stage: 'widen' })).toMatchObject({ status: 403 });
    expect(await tell(people.cleo, wide, 'approve')).toMatchObject({
      status: 200,
      body: { approval: { pending: null } },
    });
    expect(await tell(people.cleo, wide, 'approve', { stage: 'widen' })).toMatchObject({ status: 409 });
  });

  test('cannot be given where the plan does not ask for it', async () => {
    await tell(people.ann, id, 'submit');
    expect(await tell(people.cleo, id, 'approve', { stage: 'widen' })).toMatchObject({ status: 409 });
    expect(await tell(people.cleo, id, 'approve', { stage: 'everything' })).toMatchObject({ status: 400 });
  });
});

test.each([
  [{ requireApproval: ['start', 'start'] }, 'requireApproval'],
  [{ requireApproval: 'yes' }, 'requireApproval'],
  [{ startAt: 'tomorrow' }, 'startAt'],
  [{ startAt: '2030-01-02T00:00:00Z', endAt: '2030-01-01T00:00:00Z' }, 'endAt'],
  [{ endBehavior: 'explode' }, 'endBehavior'],
  [{ abortPolicy: 'cancelAndRevert' }, 'rollback'],
  [{ rollback: { fileId: '0190a000-0000-7000-8000-000000000001' } }, 'rollback'],
  [{ targetsOf: '0190a000-0000-7000-8000-000000000001' }, 'targetsOf'],
])('a plan with %j is refused, naming %s', async (changes, field) => {
  const { status, body } = await people.ann.ask<never>('POST', '/campaigns', { body: plan(changes) });
  expect([400, 404, 422]).toContain(status);
  expect((body as { errors: { path: string }[] }).errors[0]!.path.split('.')[0]).toBe(field);
});
