import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { apiClient } from '../../src/cli/api/client.ts';
import { readBlocks } from '../../src/cli/events/blocks.ts';
import { type EventItem, followEvents } from '../../src/cli/events/follow.ts';
import { eventLine } from '../../src/cli/events/line.ts';
import { type Answer, type Asked, FakeApi } from './support/fake-api.ts';
import { muster } from './support/run-command.ts';

const servers: { stop(): Promise<unknown> }[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

const event = (id: number, more: object = {}): string =>
  `id: ${id}\nevent: operation.completed\ndata: ${JSON.stringify({
    id: String(id),
    type: 'operation.completed',
    at: '2026-05-04T13:05:09.120Z',
    deviceId: '00D09E-MG100-A1',
    operationId: `op-${id}`,
    kind: 'reboot',
    state: 'succeeded',
    fault: null,
    ...more,
  })}\n\n`;

async function fakeApi(answer: (asked: Asked) => Answer): Promise<FakeApi> {
  const api = await FakeApi.start(answer);
  servers.push(api);
  return api;
}

describe('muster events', () => {
  test('prints what is kept, one a line, and says where to go on', async () => {
    const gap =
      'id: 7\nevent: stream.gap\ndata: {"type":"stream.gap","reason":"expired","after":"3","resumeAfter":"7"}\n\n';
    const failed = event(9, { state: 'failed', fault: { code: 9002, message: 'no \u001b[31mred\nline' } });
    const body = `retry: 2000\nid: 3\n\n${gap}${event(8)}${failed}: caught up\n\n${event(10)}`;
    const api = await fakeApi(() => ({ type: 'text/event-stream', body }));
    const { status, stdout, stderr } = await muster(
      ['events', '--after', '3', '--types', 'operation.completed', '--device', 'A-%2D-1', '--api', api.base],
      { MUSTER_KEY: 'k' },
    );
    expect([status, stdout.split('\n')]).toEqual([
      0,
      [
        '2026-05-04 13:05:09Z  00D09E-MG100-A1  reboot succeeded  operation op-8',
        '2026-05-04 13:05:09Z  00D09E-MG100-A1  reboot failed  fault 9002: no ·[31mred·line  operation op-9',
        '',
      ],
    ]);
    expect(stderr).toBe('muster: events after 3 up to 7 are not kept any more\nmuster: go on with --after 9\n');
    expect(api.asked.map(({ url, headers }) => [url, headers['last-event-id'], headers.authorization])).toEqual([
      ['/api/v1/events?types=operation.completed&device=A-%252D-1', '3', 'Bearer k'],
    ]);
  });

  test('prints JSON as the API tells it', async () => {
    const body = `id: 0\n\n${event(1)}: caught up\n\n`;
    const api = await fakeApi(() => ({ type: 'text/event-stream', body }));
    const { stdout } = await muster(['events', '--after', '0', '--json', '--api', api.base], { MUSTER_KEY: 'k' });
    expect(JSON.parse(stdout)).toMatchObject({ id: '1', type: 'operation.completed', operationId: 'op-1' });
  });

  test('says what the API refuses, and what no event id is', async () => {
    const refusal = { status: 400, code: 'invalidRequest', detail: 'types names "x"; allowed: a, b' };
    const api = await fakeApi(() => ({ status: 400, body: refusal }));
    const env = { MUSTER_KEY: 'k', MUSTER_API_URL: api.base };
    expect(await muster(['events', '--types', 'x'], env)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'muster: types names "x"; allowed: a, b\n',
    });
    const bad = await muster(['events', '--after', 'yesterday'], env);
    expect([bad.status, bad.stderr]).toEqual([2, expect.stringContaining('The id of an event is allowed, or 0.')]);
  });
});

test('a connection that breaks, in the midst of an event too, is made again from where it was', async () => {
  const places: unknown[] = [];
  const server = http.createServer((request, response) => {
    places.push(request.headers['last-event-id']);
    if (places.length === 3) return void response.writeHead(503).end('{}');
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    if (places.length === 1) {
      response.write(`id: 4\n\n${event(5)}${event(6).slice(0, 40)}`);
      setTimeout(() => response.destroy(), 50);
    } else if (places.length === 2) response.end(`id: 5\n\n${event(6)}: heartbeat\nid: 9\n\n`);
    else response.write(`id: 9\n\n${event(10)}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push({
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  const stopping = new AbortController();
  const heard: EventItem[] = [];
  const place = await followEvents({
    api: apiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'k'),
    untilCaughtUp: false,
    signal: stopping.signal,
    pause: 10,
    heard(one) {
      heard.push(one);
      if (one['id'] === '10') setTimeout(() => stopping.abort(), 20);
    },
  });
  expect(heard.map((one) => one['id'])).toEqual(['5', '6', '10']);
  expect(places).toEqual([undefined, '5', '9', '9']);
  expect(place).toBe('10');
});

test('blocks are read whatever pieces they come in', async () => {
  const text = 'retry: 2000\nid: 1\n\n: heartbeat\n\nid: 2\nevent: x\ndata: {"a":\ndata: "ü"}\n\nid: 3\ndata: cut of';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 7, 1000]) {
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    const blocks = [];
    for await (const block of readBlocks(pieces())) blocks.push(block);
    expect(blocks).toEqual([
      { id: '1', data: undefined, comments: [] },
      { id: undefined, data: undefined, comments: ['heartbeat'] },
      { id: '2', data: '{"a":\n"ü"}', comments: [] },
    ]);
  }
});

test('a line says what changed', () => {
  const software = {
    type: 'software.state-changed',
    deviceId: 'A-1',
    kind: 'deploymentUnit',
    unit: 'meter',
    cause: 'read',
  };
  expect([
    eventLine({ ...software, version: '1.0', from: null, to: 'Installing' }),
    eventLine({ ...software, version: '1.1', fromVersion: '1.0', from: 'Installed', to: 'Installed' }),
    eventLine({ ...software, version: '', from: 'Active', to: 'Idle', faultCode: 'FailureOnStart' }),
    eventLine({ type: 'of.tomorrow', deviceId: 'A-1', n: 1 }),
  ]).toEqual([
    'A-1  deploymentUnit  meter 1.0  – → Installing  read',
    'A-1  deploymentUnit  meter 1.0 → 1.1  Installed → Installed  read',
    'A-1  deploymentUnit  meter  Active → Idle  read  FailureOnStart',
    'A-1  of.tomorrow  {"type":"of.tomorrow","deviceId":"A-1","n":1}',
  ]);
});
