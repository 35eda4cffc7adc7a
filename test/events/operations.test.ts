import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/cwmp/rpc/index.ts';
import { muster as command } from '../cli/support/run-command.ts';
import { insertDevices } from '../northbound/support/devices.ts';
import { ended, order } from '../scenarios/support/orders.ts';
import { methodOf, ScriptedCpe } from '../support/cpe.ts';
import { adminKey, sharedLogin, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { Listener } from './support/listener.ts';

const muster = withMuster();
const cpes: ScriptedCpe[] = [];
let listener: Listener;

beforeAll(async () => {
  listener = await Listener.open(muster.urls.api, adminKey, { query: { types: 'operation.completed' } });
  await listener.caughtUp();
});
afterEach(() => Promise.all(cpes.splice(0).map((one) => one.leave())));

/** A device that has called once. */
async function called(serial: string): Promise<ScriptedCpe> {
  const device = new ScriptedCpe(muster.urls.acs, serial, sharedLogin);
  cpes.push(device);
  await device.session();
  return device;
}

const told = (id: string) =>
  listener.find(`operation ${id}`, ({ data }) => data['operationId'] === id).then(({ data }) => data);
const quiet = { connectionRequest: false };
const values = (count: number): Answer<'GetParameterValues'> => ({
  method: 'GetParameterValues',
  args: {
    ParameterList: Array.from({ length: count }, (_, i) => ({
      name: `Device.X_Test.${i + 1}.Name`,
      value: 'a value of some length',
      type: 'string',
    })),
  },
});

test('an operation that succeeds is told with its result', async () => {
  const device = await called('GOOD');
  const { id } = await order(muster.api, device.deviceId, { kind: 'getParameterValues', paths: ['Device.'], ...quiet });
  const asked = await device.session();
  await device.answer(asked!, values(1));
  const operation = await ended(muster.api, id);
  expect(await told(id)).toEqual({
    id: expect.stringMatching(/^\d+$/),
    type: 'operation.completed',
    at: operation.endedAt,
    deviceId: device.deviceId,
    operationId: id,
    kind: 'getParameterValues',
    state: 'succeeded',
    attempt: 1,
    fault: null,
    result: operation.result,
    resultOmitted: false,
    source: 'admin',
    campaignId: null,
    commandKey: operation.commandKey,
    createdAt: operation.createdAt,
    dispatchedAt: (operation as unknown as { dispatchedAt: string }).dispatchedAt,
  });
});

test('one that the device refuses is told with its fault', async () => {
  const device = await called('BAD');
  const { id } = await order(muster.api, device.deviceId, { kind: 'reboot', ...quiet });
  const asked = await device.session();
  expect(methodOf(asked)).toBe('Reboot');
  await device.refuse(asked!, { code: 9002, message: 'not now' });
  await ended(muster.api, id);
  expect(await told(id)).toMatchObject({ state: 'failed', fault: { code: 9002, message: 'not now' }, result: null });
});

test('a result that is large is left out, and the event says so', async () => {
  const device = await called('LARGE');
  const { id } = await order(muster.api, device.deviceId, { kind: 'getParameterValues', paths: ['Device.'], ...quiet });
  await device.answer((await device.session())!, values(200));
  expect(await told(id)).toMatchObject({ state: 'succeeded', result: null, resultOmitted: true });
});

test('one that is cancelled, and one that nobody came for in time, are told', async () => {
  const device = await called('LATE');
  const cancelled = await order(muster.api, device.deviceId, { kind: 'reboot', ...quiet });
  await muster.api.post(`/operations/${cancelled.id}/cancel`);
  const expiresAt = new Date(Date.now() + 300).toISOString();
  const expired = await order(muster.api, device.deviceId, { kind: 'reboot', expiresAt, ...quiet });
  expect(await told(cancelled.id)).toMatchObject({ state: 'cancelled', fault: null, dispatchedAt: null });
  expect(await told(expired.id)).toMatchObject({ state: 'failed', fault: { reason: 'expired' } });
});

test('a reading that a person ordered is told; what Muster reads for itself is not', async () => {
  const device = await called('READ');
  const modules = 'Device.SoftwareModules.';
  const answer: Answer<'GetParameterValues'> = {
    method: 'GetParameterValues',
    args: { ParameterList: [{ name: `${modules}DeploymentUnit.1.Name`, value: 'probe', type: 'string' }] },
  };
  const { id } = await order(muster.api, device.deviceId, { kind: 'refresh', paths: [modules], ...quiet });
  expect((await device.answer((await device.session())!, answer)).status).toBe(204);
  expect(await told(id)).toMatchObject({ kind: 'refresh', state: 'succeeded' });
  // At a boot Muster reads the tables of a device that has some.
  const own = await device.session({ events: ['1 BOOT'] });
  expect(methodOf(own)).toBe('GetParameterValues');
  expect((await device.answer(own!, answer)).status).toBe(204);
  const last = await order(muster.api, device.deviceId, { kind: 'reboot', ...quiet });
  await muster.api.post(`/operations/${last.id}/cancel`);
  await told(last.id);
  const { items } = await muster.api.get<{ items: { kind: string; state: string; source: string }[] }>(
    `/devices/${device.deviceId}/operations`,
  );
  expect(items.filter(({ kind }) => kind === 'refresh')).toMatchObject([
    { state: 'succeeded', source: 'policy' },
    { state: 'succeeded', source: 'admin' },
  ]);
  const mine = listener.heard.filter(({ data }) => data['deviceId'] === device.deviceId);
  expect(mine.filter(({ data }) => data['kind'] === 'refresh')).toHaveLength(1);
});

test('those that end with their campaign are told', async () => {
  const devices = await insertDevices(muster.pool, 3, { prefix: 'CAMP' });
  const file = await muster.api.good<{ id: string }>('POST', '/files', {
    query: { name: 'two.img', version: '2.0.0', fileType: '1 Firmware Upgrade Image' },
    body: Buffer.from('firmware'),
  });
  const campaign = await muster.api.post<{ id: string }>('/campaigns', {
    name: 'to be aborted',
    kind: 'firmware',
    filter: 'productClass = "MG100"',
    artifact: { fileId: file.id },
    targetVersion: '2.0.0',
  });
  await muster.api.post(`/campaigns/${campaign.id}/start`);
  await until('all are claimed', async () => {
    const { rows } = await muster.pool.query<{ n: number }>(
      "SELECT count(*) AS n FROM operation WHERE campaign_id = $1 AND state = 'queued'",
      [campaign.id],
    );
    return rows[0]!.n === 3;
  });
  await muster.api.post(`/campaigns/${campaign.id}/abort`);
  const mine = () => listener.heard.filter(({ data }) => data['campaignId'] === campaign.id);
  await until('all are told', () => mine().length === 3);
  expect(mine().map(({ data }) => [data['deviceId'], data['state']])).toEqual(
    expect.arrayContaining(devices.map((id) => [id, 'cancelled'])),
  );
});

test('every operation that ended was told once, and none that did not', async () => {
  const open = await called('OPEN');
  await order(muster.api, open.deviceId, { kind: 'reboot', ...quiet });
  const { rows } = await muster.pool.query<{ id: string }>(
    `SELECT id FROM operation WHERE state IN ('succeeded', 'failed', 'cancelled')
       AND NOT (source = 'policy' AND kind IN ('refresh', 'getRpcMethods')) ORDER BY id`,
  );
  await until('the stream is at the end', async () => {
    const head = await muster.pool.query<{ last: number }>('SELECT last FROM event_log');
    return listener.heard.some(({ id }) => Number(id) === head.rows[0]!.last);
  });
  expect(listener.heard.map(({ data }) => data['operationId']).sort()).toEqual(rows.map(({ id }) => id));
});

test('the command line prints what is kept', async () => {
  const env = { MUSTER_API_URL: muster.urls.api, MUSTER_KEY: adminKey };
  const all = await command(['events', '--after', '0', '--json', '--types', 'operation.completed'], env);
  expect([all.status, all.stderr]).toEqual([0, '']);
  const printed = all.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(printed).toEqual(listener.heard.map(({ data }) => data));
  const [, second] = listener.ids();
  const device = listener.heard.at(-1)!.data['deviceId'] as string;
  const some = await command(['events', '--after', String(second), '--device', device], env);
  const mine = listener.heard.filter(({ id, data }) => Number(id) > second! && data['deviceId'] === device);
  expect(some.stdout.trimEnd().split('\n')).toHaveLength(mine.length);
  expect(some.stdout).toContain(`${device}  ${mine[0]!.data['kind']} ${mine[0]!.data['state']}`);
  expect(some.stderr).toMatch(/^muster: go on with --after \d+\n$/);
});
