import { beforeAll, expect, test } from 'vitest';
import type { Operation, Page, TimelineItem } from '../../src/cli/api/resources.ts';
import { rpcs } from '../../src/cwmp/rpc/index.ts';
import type { Envelope } from '../../src/cwmp/soap/envelope.ts';
import { heard, ScriptedCpe } from '../support/cpe.ts';
import { sharedLogin, withMuster } from '../support/muster.ts';
import { insertDevices } from './support/devices.ts';

const muster = withMuster();
let devices: string[];
beforeAll(async () => {
  devices = await insertDevices(muster.pool, 5);
});

const order = (device: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  muster.api.ask<Operation & Record<string, unknown>>('POST', `/devices/${device}/operations`, {
    body: { connectionRequest: false, ...body },
    headers,
  });

test('an order is answered 202 with the operation and where to find it', async () => {
  const { status, headers, body } = await order(devices[0]!, { kind: 'getRpcMethods' });
  expect(status).toBe(202);
  expect(headers.get('location')).toBe(`/api/v1/operations/${body.id}`);
  expect(body).toEqual({
    id: expect.any(String),
    deviceId: devices[0],
    kind: 'getRpcMethods',
    state: 'queued',
    attempt: 0,
    order: {},
    result: null,
    fault: null,
    source: 'admin',
    commandKey: null,
    createdAt: expect.any(String),
    dispatchedAt: null,
    endedAt: null,
    expiresAt: null,
  });
  expect(await muster.api.get(`/operations/${body.id}`)).toEqual(body);
});

test('a second disruptive order is 409 with the holder; others are not in its way', async () => {
  const device = devices[1]!;
  const first = await order(device, { kind: 'reboot' });
  const second = await order(device, { kind: 'factoryReset' });
  expect(second.status).toBe(409);
  expect(second.body).toMatchObject({
    code: 'deviceLocked',
    holder: { id: first.body.id, kind: 'reboot', state: 'queued' },
  });
  expect((await order(device, { kind: 'getParameterValues', paths: ['Device.'] })).status).toBe(202);
  const { items } = await muster.api.get<Page<Operation>>(`/devices/${device}/operations`);
  expect(items.map((item) => item.kind)).toEqual(['getParameterValues', 'reboot']);
});

test('a queued operation is cancelled once, gives the lock back, and is never said', async () => {
  const device = devices[2]!;
  const { body } = await order(device, { kind: 'reboot' });
  expect(await muster.api.post(`/operations/${body.id}/cancel`)).toMatchObject({
    state: 'cancelled',
    endedAt: expect.any(String),
  });
  expect(await muster.api.post(`/operations/${body.id}/cancel`)).toMatchObject({ state: 'cancelled' });
  expect((await order(device, { kind: 'reboot' })).status).toBe(202);
  const { items } = await muster.api.get<Page<TimelineItem>>(`/devices/${device}/timeline`);
  expect(items.map((item) => item['state'])).toEqual(['queued', 'cancelled', 'queued']);
});

test('an operation that the device already has cannot be cancelled', async () => {
  const cpe = new ScriptedCpe(muster.urls.acs, 'HASIT', sharedLogin);
  await cpe.session();
  const { body } = await order(cpe.deviceId, { kind: 'reboot' });
  expect(await cpe.session()).not.toBeNull();
  const reply = await muster.api.ask('POST', `/operations/${body.id}/cancel`);
  expect(reply).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(reply.body.detail).toContain('dispatched');
  await cpe.leave();
});

test('an order that expired before the device came is not said', async () => {
  const cpe = new ScriptedCpe(muster.urls.acs, 'TOOLATE', sharedLogin);
  await cpe.session();
  const expiresAt = new Date(Date.now() - 1_000).toISOString();
  const { body } = await order(cpe.deviceId, { kind: 'reboot', expiresAt });
  expect(await cpe.session()).toBeNull();
  expect(await muster.api.get(`/operations/${body.id}`)).toMatchObject({
    state: 'failed',
    attempt: 0,
    fault: { reason: 'expired' },
  });
});

test('orders go by priority, then by age', async () => {
  const cpe = new ScriptedCpe(muster.urls.acs, 'PRIORITY', sharedLogin);
  await cpe.session();
  await order(cpe.deviceId, { kind: 'getParameterValues', paths: ['Device.B.'] });
  await order(cpe.deviceId, { kind: 'getParameterValues', paths: ['Device.C.'] });
  await order(cpe.deviceId, { kind: 'getParameterValues', paths: ['Device.A.'], priority: 1 });
  const asked: string[] = [];
  for (let next = await cpe.session(); next !== null; ) {
    asked.push(pathsAsked(next));
    const reply = await cpe.answer(next, { method: 'GetParameterValues', args: { ParameterList: [] } });
    next = reply.status === 204 ? null : heard(reply);
  }
  expect(asked).toEqual(['Device.A.', 'Device.B.', 'Device.C.']);
});

test('the same order again under its Idempotency-Key is one order, also where it takes the lock', async () => {
  const headers = { 'Idempotency-Key': 'reboot-1' };
  const first = await order(devices[3]!, { kind: 'reboot' }, headers);
  const second = await order(devices[3]!, { kind: 'reboot' }, headers);
  expect([second.status, second.body.id]).toEqual([202, first.body.id]);
  const other = await order(devices[4]!, { kind: 'reboot' }, headers);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotencyMismatch' } });
});

test('secrets in an order are shown as *** and stand nowhere in the database', async () => {
  const secret = 'Correct-Horse-Battery';
  const cpe = new ScriptedCpe(muster.urls.acs, 'SECRET', sharedLogin);
  await cpe.session();
  const set = await order(
    cpe.deviceId,
    {
      kind: 'setParameterValues',
      values: [
        { path: 'Device.WiFi.AccessPoint.1.Security.KeyPassphrase', value: secret },
        { path: 'Device.ManagementServer.ConnectionRequestPassword', value: secret },
        { path: 'Device.WiFi.SSID.1.SSID', value: 'visible' },
      ],
    },
    { 'Idempotency-Key': 'secret-1' },
  );
  const url = 'http://127.0.0.1/file';
  const download = await order(cpe.deviceId, {
    kind: 'download',
    fileType: '3 X',
    url,
    username: 'u',
    password: secret,
  });
  const values = [{ path: 'Password', value: secret }];
  const add = await order(cpe.deviceId, { kind: 'addObject', path: 'Device.Users.User.', values });
  expect(set.body['order']).toMatchObject({ values: [{ value: '***' }, { value: '***' }, { value: 'visible' }] });
  expect(download.body['order']).toMatchObject({ url, username: 'u', password: '***' });
  expect(add.body['order']).toMatchObject({ values: [{ path: 'Password', value: '***' }] });
  for (const { body } of [set, download, add]) {
    expect(JSON.stringify(await muster.api.get(`/operations/${body.id}`))).not.toContain(secret);
  }
  expect(await tablesHolding(secret)).toEqual([]);

  // The device gets it in plain, or it would be of no use; what is remembered of the answer is not.
  const asked = await cpe.session();
  expect(JSON.stringify(asked!.body)).toContain(secret);
  await cpe.answer(asked!, { method: 'SetParameterValues', args: { Status: 0 } });
  expect(await muster.api.get(`/operations/${set.body.id}`)).toMatchObject({ state: 'succeeded' });
  const { items } = await muster.api.get<Page<{ path: string }>>(`/devices/${cpe.deviceId}/parameters`, {
    path: 'Device.WiFi.',
  });
  expect(items.map((item) => item.path)).toEqual(['Device.WiFi.SSID.1.SSID']);
  expect(await tablesHolding(secret)).toEqual([]);
  await cpe.leave();
});

test('device credentials stand in the database only sealed', async () => {
  const password = 'Manufacturer-Sticker-Password';
  const items = [{ deviceId: '00D09E-TEST-X', username: 'x', password }];
  await muster.api.post('/device-credentials', { items });
  expect(await tablesHolding(password)).toEqual([]);
});

function pathsAsked({ body }: Envelope): string {
  if (body.kind !== 'request') throw new Error(`not a request but a ${body.kind}`);
  return rpcs.GetParameterValues.request.decode(body.element, '').ParameterNames.join();
}

/** Tables with a row in which the text stands, as text or as bytes. */
async function tablesHolding(text: string): Promise<string[]> {
  const tables = await muster.pool.query<{ name: string }>(
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(relname) AS name FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE relkind = 'r' AND nspname IN ('public', 'bullmq') ORDER BY 1`,
  );
  const holding: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await muster.pool.query(
      `SELECT 1 FROM ${name} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0 LIMIT 1`,
      [text, Buffer.from(text).toString('hex')],
    );
    if (rows.length > 0) holding.push(name);
  }
  return holding;
}
