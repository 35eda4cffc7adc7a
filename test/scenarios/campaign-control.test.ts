import { beforeAll, expect, test } from 'vitest';
import type { Campaign, Page, StoredFile } from '../../src/cli/api/resources.ts';
import { withMuster } from '../support/muster.ts';
import type { RestClient } from '../support/rest-client.ts';
import { until } from '../support/until.ts';
import { expectBooksToBalance, openOperations } from './support/books.ts';
import { draft, progressOf, reaches, started, targetsOf, uploadFirmware } from './support/campaigning.ts';
import { fleetPerStory } from './support/fleet-per-story.ts';

const muster = withMuster();
const { switchOn } = fleetPerStory(muster);
const gateways = 8;
let file: StoredFile;
let old: StoredFile;
let second: RestClient;

beforeAll(async () => {
  file = await uploadFirmware(muster.api, '2.0.0');
  old = await uploadFirmware(muster.api, '1.0.0');
  const { key } = await muster.api.post<{ key: string }>('/keys', { name: 'ben', role: 'approver' });
  second = muster.api.as(key);
});

test('an abort in mid-download asks the gateways to stop, and lets those end that cannot', async () => {
  // Some seconds for each download.
  const fleet = await switchOn({
    count: gateways,
    misbehaviours: [{ percent: 100, misbehaviour: { kind: 'slow', bytesPerSecond: 5_000 } }],
  });
  const { api } = muster;
  const { id } = await started(api, file, {
    abortPolicy: 'cancel',
    limits: { maxInFlight: 3, perMinute: 60_000 },
  });
  await until('three gateways are downloading', async () => {
    const accepted = (await targetsOf(api, id)).filter((target) => target.state === 'accepted');
    return accepted.length === 3 && fleet.statistics().downloads === 3;
  });
  await api.post(`/campaigns/${id}/abort`, { reason: 'wrong file' });
  const end = await reaches(api, id, 'aborted');
  expect(end.counts).toMatchObject({ succeeded: 3, cancelled: gateways - 3, failed: 0, inflight: 0 });
  expect(fleet.statistics()).toMatchObject({ downloads: 3, versions: { '2.0.0': 3 } });
  const { rows } = await muster.pool.query<{ state: string; code: number; n: number }>(
    `SELECT state, (fault ->> 'code')::int AS code, count(*) AS n FROM operation
     WHERE campaign_id = $1 AND kind = 'cancelTransfer' GROUP BY 1, 2`,
    [id],
  );
  expect(rows).toEqual([{ state: 'failed', code: 9021, n: 3 }]);
  await expectBooksToBalance(muster.pool, id);
  expect(await openOperations(muster.pool)).toEqual([]);
});

test('a finished campaign is taken back by another, approved by a second person', async () => {
  const fleet = await switchOn({ count: gateways });
  const { api } = muster;
  const { id } = await started(api, file, { filter: 'serialNumber < "SIM000006"' });
  await reaches(api, id, 'completed');
  expect(fleet.statistics().versions).toEqual({ '1.0.0': gateways - 5, '2.0.0': 5 });

  // Both versions are there: the one that they had before is found by itself.
  const child = await api.post<Campaign>(`/campaigns/${id}/rollback`, { requireApproval: true });
  expect(child).toMatchObject({ state: 'draft', targetVersion: '1.0.0', artifact: { fileId: old.id }, rollbackOf: id });
  expect(await api.ask('POST', `/campaigns/${child.id}/start`)).toMatchObject({ status: 409 });
  await api.post(`/campaigns/${child.id}/submit`);
  expect(await api.ask('POST', `/campaigns/${child.id}/approve`)).toMatchObject({ status: 403 });
  await second.post(`/campaigns/${child.id}/approve`, { remark: 'call centre is on fire' });
  await api.post(`/campaigns/${child.id}/start`);
  const end = await reaches(api, child.id, 'completed');
  expect(end).toMatchObject({ total: 5, counts: { succeeded: 5, failed: 0 } });
  expect(fleet.statistics().versions).toEqual({ '1.0.0': gateways });
  expect((await targetsOf(api, id)).map((t) => `${t.state} ${t.corrected}`)).toEqual(
    Array.from({ length: 5 }, () => 'succeeded rolledBack'),
  );
  for (const one of [id, child.id]) await expectBooksToBalance(muster.pool, one);
});

test('an abort takes back by itself what was agreed on beforehand, and what succeeded of it', async () => {
  const fleet = await switchOn({ count: gateways });
  const { api } = muster;
  const { id } = await draft(api, file, {
    waves: [{ size: '3', gate: 'manual' }, { size: 'rest' }],
    requireApproval: true,
    abortPolicy: 'cancelAndRevert',
    rollback: { fileId: old.id, preApproved: true },
  });
  await api.post(`/campaigns/${id}/submit`);
  await second.post(`/campaigns/${id}/approve`);
  await api.post(`/campaigns/${id}/start`);
  await until('wave 1 is at its gate', async () => (await progressOf(api, id)).waves[0]!.state === 'gate');
  await api.post(`/campaigns/${id}/abort`);
  await reaches(api, id, 'aborted');
  const { items } = await api.get<Page<Campaign>>('/campaigns');
  const child = items.find((one) => one.rollbackOf === id)!;
  const end = await reaches(api, child.id, 'completed');
  expect(end).toMatchObject({ total: 3, counts: { succeeded: 3 } });
  expect(fleet.statistics().versions).toEqual({ '1.0.0': gateways });
});
