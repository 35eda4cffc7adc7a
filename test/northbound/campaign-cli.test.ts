import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Campaign, StoredFile } from '../../src/cli/api/resources.ts';
import { runInside as run } from '../cli/support/run-inside.ts';
import { withMuster } from '../support/muster.ts';
import { insertDevices } from './support/devices.ts';

// No planner: a campaign stays where the commands put it.
const muster = withMuster({ roles: ['api'] });
let file: StoredFile;
let keys: Record<'ann' | 'cleo' | 'root', string>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muster-cli-'));
  await insertDevices(muster.pool, 3);
  file = await muster.api.good('POST', '/files', {
    query: { name: 'two.img', version: '2.0.0', productClass: 'MG100', fileType: '1 Firmware Upgrade Image' },
    body: Buffer.from('firmware'),
  });
  const key = async (name: string, role: string): Promise<string> =>
    (await muster.api.post<{ key: string }>('/keys', { name, role })).key;
  keys = {
    ann: await key('ann', 'operator'),
    cleo: await key('cleo', 'approver'),
    root: await key('root', 'administrator'),
  };
});
afterAll(() => rm(folder, { recursive: true }));

async function as(who: keyof typeof keys, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await run(args, { MUSTER_API_URL: muster.urls.api, MUSTER_KEY: keys[who] });
  if (status !== 0) throw new Error(`${args.join(' ')} → ${status}: ${stderr}`);
  return stdout;
}
async function refused(who: keyof typeof keys, ...args: string[]): Promise<string> {
  const { status, stderr } = await run(args, { MUSTER_API_URL: muster.urls.api, MUSTER_KEY: keys[who] });
  expect([status, stderr.startsWith('muster: ')]).toEqual([1, true]);
  return stderr;
}
const idIn = (text: string): string => /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)![0];

test('a campaign is written, edited, approved, started and looked at by commands alone', {
  timeout: 60_000,
}, async () => {
  const made = await as(
    'ann',
    'campaign',
    'create',
    '--name',
    'spring',
    '--file',
    file.id,
    '--require-approval',
    'start',
  );
  const id = idIn(made);
  expect(made).toContain(`next: muster campaign submit ${id}`);
  expect(await as('ann', 'campaign', 'edit', id, '--max-in-flight', '9', '--wave', '1', '--wave', 'rest')).toContain(
    `campaign ${id} is draft`,
  );
  expect(await muster.api.get(`/campaigns/${id}`)).toMatchObject({
    name: 'spring',
    limits: { maxInFlight: 9 },
    waves: [{ size: '1' }, { size: 'rest' }],
    requireApproval: true,
  });
  const plan = path.join(folder, 'plan.json');
  await writeFile(plan, (await as('ann', 'campaign', 'show', id, '--plan')).replace('"spring"', '"summer"'));
  await as('ann', 'campaign', 'edit', id, '--plan', plan);

  expect(await refused('ann', 'campaign', 'start', id)).toContain('submit it');
  expect(await as('ann', 'campaign', 'submit', id)).toBe(`campaign ${id} is awaiting approval\n`);
  expect(await refused('ann', 'campaign', 'approve', id)).toContain('is a operator');
  expect(await as('ann', 'campaign', 'show', id)).toContain('waits for the approval of a second person');
  expect(await as('cleo', 'campaign', 'approve', id, '--remark', 'fine')).toBe(`campaign ${id} is scheduled\n`);
  expect(await as('ann', 'campaign', 'start', id)).toBe(`campaign ${id} is running\n`);
  const shown = await as('cleo', 'campaign', 'show', id);
  expect(shown).toMatch(/approved by cleo, .*: fine/);
  expect(shown).toMatch(/plan +sha256 [0-9a-f]{64}/);

  expect(await as('cleo', 'campaign', 'waves', id)).toMatch(/1 +pending +0/);
  expect(await as('ann', 'campaign', 'skip', id, '2')).toContain('is running');
  expect(await refused('ann', 'campaign', 'pass', id, '1')).toContain('it has to be at its gate');
  expect(await as('ann', 'campaign', 'pause', id, '--reason', 'storm')).toBe(`campaign ${id} is paused: storm\n`);
  await muster.pool.query(`UPDATE campaign SET pause_reason = 'threshold maxSilent: 3 are over 2' WHERE id = $1`, [id]);
  expect(await refused('ann', 'campaign', 'resume', id)).toContain('say in "acknowledge" what was found');
  expect(await as('ann', 'campaign', 'resume', id, '--acknowledge', 'a power cut')).toContain('is running');

  await muster.pool.query(
    `INSERT INTO target (campaign_id, device_id, wave, state, reason, shuffle, changed_at)
     SELECT $1, id, 1, 'waiting', 'wave', id, now() FROM device`,
    [id],
  );
  await muster.pool.query('UPDATE wave SET total = 3, waiting = 3 WHERE campaign_id = $1 AND ordinal = 1', [id]);
  const csv = path.join(folder, 'targets.csv');
  expect(await as('cleo', 'campaign', 'export', id, '--output', csv)).toBe(`wrote ${csv}\n`);
  const lines = (await readFile(csv, 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(await as('cleo', 'campaign', 'export', id)).toBe(await readFile(csv, 'utf8'));
  const gateway = lines[1]!.split(',')[0]!;
  expect(await as('ann', 'campaign', 'target', 'exclude', id, gateway, '--reason', 'VIP')).toBe(
    `gateway ${gateway} is skipped (excluded)\n`,
  );

  expect(await as('ann', 'campaign', 'abort', id, '--reason', 'enough')).toBe(`campaign ${id} is aborting\n`);
  const trail = (await as('cleo', 'campaign', 'audit', id))
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/)[4] ?? line.trim());
  expect(trail.filter((what) => what.startsWith('campaign.'))).toEqual([
    'campaign.abort',
    'campaign.target.exclude',
    'campaign.resume',
    'campaign.pause',
    'campaign.wave.skip',
    'campaign.start',
    'campaign.approve',
    'campaign.submit',
    'campaign.edit',
    'campaign.edit',
    'campaign.create',
  ]);
});

test('a plan is rejected, withdrawn, started by break-glass and deleted', { timeout: 60_000 }, async () => {
  const create = () => as('ann', 'campaign', 'create', '--name', 'b', '--file', file.id, '--require-approval', 'widen');
  const id = idIn(await create());
  await as('ann', 'campaign', 'submit', id);
  expect(await as('cleo', 'campaign', 'reject', id, '--remark', 'too fast')).toBe(`campaign ${id} is draft\n`);
  const said = await as('ann', 'campaign', 'start', id, '--break-glass', 'an open hole');
  expect(said).toBe(`campaign ${id} is running\n`);
  expect(await as('cleo', 'campaign', 'show', id)).toContain('STARTED BY BREAK-GLASS, NOT SIGNED OFF: due by');
  expect(await as('cleo', 'campaign', 'list')).toContain('started by break-glass and not signed off: b');
  await as('cleo', 'campaign', 'approve', id, '--stage', 'start');
  expect(await as('cleo', 'campaign', 'show', id)).toMatch(/signed off by cleo/);
  expect(await as('cleo', 'campaign', 'list')).not.toContain('not signed off');

  const other = idIn(await create());
  expect(await as('ann', 'campaign', 'delete', other)).toBe(`campaign ${other} is deleted\n`);
  expect(await refused('ann', 'campaign', 'show', other)).toContain(`there is no campaign ${other}`);
});

test('a rollback is made from an ended campaign', { timeout: 60_000 }, async () => {
  const id = idIn(await as('ann', 'campaign', 'create', '--name', 'c', '--file', file.id, '--start'));
  expect(await refused('ann', 'campaign', 'rollback', id, '--file', file.id)).toContain('it can be rolled back only');
  await muster.pool.query(`UPDATE campaign SET state = 'completed' WHERE id = $1`, [id]);
  const said = await as('ann', 'campaign', 'rollback', id, '--file', file.id, '--name', 'back', '--wave', 'rest');
  const child = idIn(said);
  expect(said).toBe(`campaign ${child} is draft\nit takes back ${id}\nnext: muster campaign start ${child}\n`);
  expect(await muster.api.get<Campaign>(`/campaigns/${child}`)).toMatchObject({ name: 'back', rollbackOf: id });
});

test('the audit trail is listed and verified, and a break in it ends in status 5', { timeout: 60_000 }, async () => {
  expect(await as('root', 'audit', 'list', '--limit', '3')).toMatch(/campaign\.create|campaign\.rollback/);
  const whole = await as('root', 'audit', 'verify');
  const head = /^head ([0-9a-f]{64})$/m.exec(whole)![1]!;
  expect(whole).toContain('the trail is whole:');
  expect(await as('root', 'audit', 'verify', '--head', head)).toContain('the head that you gave is in the trail');
  expect(await refused('ann', 'audit', 'verify')).toContain('this needs administrator');
  await muster.pool.query('ALTER TABLE audit DISABLE TRIGGER audit_append_only');
  await muster.pool.query('DELETE FROM audit WHERE seq = (SELECT min(seq) + 1 FROM audit)');
  const { status, stdout } = await run(['audit', 'verify'], { MUSTER_API_URL: muster.urls.api, MUSTER_KEY: keys.root });
  expect([status, stdout]).toEqual([5, expect.stringContaining('the trail is broken at row')]);
});
