import { afterEach, expect, test } from 'vitest';
import { type Answer, type Asked, FakeApi } from './support/fake-api.ts';
import { muster } from './support/run-command.ts';

let api: FakeApi;
afterEach(() => api.stop());
const uuid = 'aaaaaaaa-0000-5000-8000-00000000000a';
const environment = () => ({ MUSTER_KEY: 'k', MUSTER_API_URL: api.base });
const operation = (id: string, state: string, more: object = {}) => ({
  id,
  kind: 'changeDuState',
  state,
  fault: null,
  result: null,
  ...more,
});

test('work on a filter prints a line for each gateway as it ends, and says by its status that one failed', async () => {
  const looks = new Map<string, number>();
  api = await FakeApi.start(({ method, url }: Asked): Answer => {
    if (url.startsWith('/api/v1/devices?'))
      return { body: { items: [{ id: 'A-1' }, { id: 'A-2' }, { id: 'A-3' }], next: null, count: 3 } };
    const device = /devices\/(.+)\/operations/.exec(url)?.[1];
    if (method === 'POST' && device === 'A-3')
      return { status: 409, body: { code: 'deviceLocked', detail: 'reboot 7 is queued on this device', status: 409 } };
    if (method === 'POST') return { status: 202, body: operation(`of-${device}`, 'queued') };
    const id = url.split('/').pop()!;
    looks.set(id, (looks.get(id) ?? 0) + 1);
    if (looks.get(id) === 1) return { body: operation(id, 'accepted') };
    return id === 'of-A-1'
      ? {
          body: operation(id, 'succeeded', {
            result: { results: [{ version: '1.1', currentState: 'Installed', fault: { code: 0, message: '' } }] },
          }),
        }
      : {
          body: operation(id, 'failed', {
            fault: { code: 9018, message: 'corrupt' },
            result: {
              results: [
                {
                  version: '1.0',
                  currentState: 'Installed',
                  fault: { code: 9018, message: 'corrupt' },
                  installed: [{ version: '1.0', status: 'Installed' }],
                },
              ],
            },
          }),
        };
  });
  const { status, stdout, stderr } = await muster(
    ['software', 'update', uuid, '--from', 'http://h/a.ipk', '--filter', 'tag = "lab"'],
    environment(),
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/1\/3 {2}A-3 {2}failed {2}reboot 7 is queued/);
  expect(stdout).toMatch(/\d\/3 {2}A-1 {2}succeeded {2}1\.1 Installed\n/);
  expect(stdout).toMatch(/\d\/3 {2}A-2 {2}failed {2}fault 9018: corrupt; installed now: 1\.0 Installed\n/);
  expect(stdout).toMatch(/\n1 succeeded, 2 failed\n$/);
  expect(status).toBe(1);
  const posted = api.asked.filter((one) => one.method === 'POST').map((one) => JSON.parse(one.body));
  expect(posted[0]).toEqual({ kind: 'changeDuState', operations: [{ op: 'update', uuid, url: 'http://h/a.ipk' }] });
});

test.each([
  [
    ['install', '0196a000-0000-7000-8000-000000000001', '--uuid', uuid],
    { kind: 'changeDuState', operations: [{ op: 'install', fileId: '0196a000-0000-7000-8000-000000000001', uuid }] },
  ],
  [
    ['start', 'speedtest', '--autostart', 'yes'],
    { kind: 'setExecutionUnitState', executionUnit: 'speedtest', requestedState: 'Active', autoStart: true },
  ],
  [['stop', 'eu-1'], { kind: 'setExecutionUnitState', executionUnit: 'eu-1', requestedState: 'Idle' }],
  [
    ['remove', uuid, '--module-version', '1.0'],
    { kind: 'changeDuState', operations: [{ op: 'uninstall', uuid, version: '1.0' }] },
  ],
])('%j orders what it says', async (args, body) => {
  api = await FakeApi.start(() => ({ status: 202, body: operation('o-1', 'queued') }));
  const { status, stdout } = await muster(['software', ...args, '--device', 'A-1', '--no-wait'], environment());
  expect([status, stdout]).toEqual([0, '1/1  A-1  ordered  o-1\n\n1 ordered, 0 failed\n']);
  expect(JSON.parse(api.asked[0]!.body)).toEqual(body);
});

test('more gateways than the limit are not touched', async () => {
  api = await FakeApi.start(() => ({ body: { items: [{ id: 'A-1' }], next: 'more', count: 5_000 } }));
  const { status, stderr } = await muster(['software', 'remove', uuid, '--filter', '', '--limit', '1'], environment());
  expect(stderr).toContain('5000 gateways match, more than --limit 1');
  expect(status).toBe(1);
  expect(api.asked.every((one) => one.method === 'GET')).toBe(true);
});

test('list shows modules with what runs of them', async () => {
  const modules = {
    executionEnvironments: [{ path: 'E.1', name: 'native' }],
    deploymentUnits: [
      {
        path: 'D.1',
        uuid,
        name: 'speedtest',
        version: '1.0',
        status: 'Installed',
        executionUnitRefs: ['U.1'],
        executionEnvironmentRef: 'E.1',
      },
    ],
    executionUnits: [
      { path: 'U.1', euid: 'eu', name: 'iperf', status: 'Idle', fault: { code: 'FailureOnStart', message: 'x' } },
    ],
  };
  api = await FakeApi.start(() => ({ body: modules }));
  const { stdout, status } = await muster(['software', 'list', '--device', 'A-1'], environment());
  expect(status).toBe(0);
  expect(stdout).toMatch(/A-1 +speedtest +1\.0 +Installed +native +iperf Idle \(FailureOnStart\) +aaaaaaaa/);
  expect(stdout).toMatch(/\n1 module on 1 gateway\n$/);
});
