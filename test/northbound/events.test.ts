import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { forgetOldEvents } from '../../src/events/housekeeping.ts';
import { Listener, type ListenWish } from '../events/support/listener.ts';
import { tell } from '../events/support/outbox.ts';
import { adminKey, withMuster } from '../support/muster.ts';
import { until } from '../support/until.ts';
import { insertDevices } from './support/devices.ts';

const muster = withMuster({ limits: { eventListeners: 20, eventHeartbeatMs: 150, eventPatienceMs: 700 } });
let device: string;
let other: string;
const listeners: Listener[] = [];
const listen = async (wish: ListenWish = {}, key: string | null = adminKey): Promise<Listener> => {
  const listener = await Listener.open(muster.urls.api, key, wish);
  listeners.push(listener);
  return listener;
};
const metrics = async (): Promise<string> => (await fetch(new URL('/metrics', muster.urls.api))).text();
/** The number of the newest event. */
const newest = async (): Promise<number> => {
  const listener = await listen();
  await listener.caughtUp();
  listener.leave();
  return Number(listener.lastEventId);
};

beforeAll(async () => {
  [device = '', other = ''] = await insertDevices(muster.pool, 2);
});
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.leave();
});

describe('GET /events', () => {
  test('is a stream of server-sent events, in the documented shape', async () => {
    const listener = await listen();
    expect([listener.status, listener.headers['content-type'], listener.headers['cache-control']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no-store',
    ]);
    const at = new Date();
    await tell(muster.pool, 1, { device, at, more: { text: 'a\nb\r\n\u2028<script>id: 7\n\nevent: x' } });
    await listener.count(1);
    const { id } = listener.heard[0]!;
    expect(listener.heard).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        event: 'operation.completed',
        data: {
          id,
          type: 'operation.completed',
          at: at.toISOString(),
          deviceId: device,
          n: 1,
          text: 'a\nb\r\n\u2028<script>id: 7\n\nevent: x',
        },
      },
    ]);
  });

  test('tells where it begins, before anything happens: who is cut off then misses nothing', async () => {
    const first = await listen();
    await first.caughtUp();
    expect(first.heard).toEqual([]);
    first.leave();
    await tell(muster.pool, 2);
    const second = await listen({ headers: { 'Last-Event-ID': first.lastEventId } });
    await second.count(2);
  });

  test('replays after the id a listener names: each event once and in order, however often it is cut off', async () => {
    const heard: number[] = [];
    let last = String(await newest());
    const begin = Number(last);
    const writing = (async () => {
      for (let n = 1; n <= 60; n++) await tell(muster.pool, 5, { from: n * 5 - 4 });
    })();
    for (let round = 0; heard.length < 300; round++) {
      const listener = await listen({ headers: { 'Last-Event-ID': last } });
      await listener.count(Math.min(300 - heard.length, 1 + ((round * 37) % 60)));
      listener.leave();
      heard.push(...listener.heard.map((one) => one.data['n'] as number));
      last = listener.lastEventId;
    }
    await writing;
    expect(heard).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(Number(last)).toBe(begin + 300);
  });

  test('takes the place from the URL too, and from the header where both are there', async () => {
    const begin = await newest();
    await tell(muster.pool, 4);
    const byUrl = await listen({ query: { after: String(begin + 1) } });
    await byUrl.count(3);
    const byBoth = await listen({ query: { after: '0' }, headers: { 'Last-Event-ID': String(begin + 2) } });
    await byBoth.caughtUp();
    expect([byUrl.ids(), byBoth.ids()]).toEqual([
      [begin + 2, begin + 3, begin + 4],
      [begin + 3, begin + 4],
    ]);
  });

  test('hears only the types and the device that are asked for, and moves on with its heartbeats', async () => {
    const begin = await newest();
    const units = await listen({ query: { types: 'software.state-changed' } });
    const both = await listen({ query: { types: ' software.state-changed,operation.completed', device } });
    await Promise.all([units.caughtUp(), both.caughtUp()]);
    await tell(muster.pool, 1, { type: 'software.state-changed', device: other, more: { which: 'a' } });
    await tell(muster.pool, 1, { type: 'operation.completed', device, more: { which: 'b' } });
    await tell(muster.pool, 1, { type: 'software.state-changed', device, more: { which: 'c' } });
    await tell(muster.pool, 1, { type: 'operation.completed', device: other, more: { which: 'd' } });
    const which = (listener: Listener) => listener.heard.map((one) => one.data['which']);
    await until('their places are at the end', () =>
      [units, both].every((listener) => Number(listener.lastEventId) === begin + 4),
    );
    expect([which(units), which(both)]).toEqual([
      ['a', 'c'],
      ['b', 'c'],
    ]);
    expect(units.comments).toContain('heartbeat');
  });

  test('begins with a gap where retention has taken what was not heard, and where there never was such an event', async () => {
    const begin = await newest();
    await tell(muster.pool, 6);
    await newest();
    await forgetOldEvents(muster.pool, Date.now(), { days: 7, most: 2 });
    const late = await listen({ headers: { 'Last-Event-ID': String(begin + 1) } });
    await late.count(3);
    expect(late.heard[0]).toEqual({
      id: String(begin + 4),
      event: 'stream.gap',
      data: { type: 'stream.gap', reason: 'expired', after: String(begin + 1), resumeAfter: String(begin + 4) },
    });
    expect(late.ids()).toEqual([begin + 4, begin + 5, begin + 6]);
    // It is said once.
    const again = await listen({ headers: { 'Last-Event-ID': late.heard[0]!.id } });
    await again.count(2);
    expect(again.types).not.toContain('stream.gap');
    const stranger = await listen({ query: { after: '999999', types: 'software.state-changed' } });
    await stranger.count(1);
    expect(stranger.heard).toMatchObject([
      { event: 'stream.gap', data: { reason: 'unknown', resumeAfter: String(begin + 6) } },
    ]);
  });

  test('cuts off a listener that does not read, and keeps nothing for it', async () => {
    const begin = await newest();
    const [slow, quick] = [await listen(), await listen()];
    await Promise.all([slow.caughtUp(), quick.caughtUp()]);
    slow.pause();
    const total = 4_000;
    const more = { filler: 'x'.repeat(8_000) };
    for (let n = 1; n <= total; n += 250) await tell(muster.pool, 250, { from: n, more });
    await quick.count(total);
    await until('Muster has let go of it', async () => (await metrics()).includes('muster_event_listeners 1\n'));
    expect(quick.ended).toBe(false);
    slow.resume();
    await slow.end();
    expect(slow.heard.length).toBeLessThan(total);
    // It comes back for the rest.
    const back = await listen({ headers: { 'Last-Event-ID': slow.lastEventId } });
    await back.count(total - slow.heard.length);
    expect([...slow.ids(), ...back.ids()]).toEqual(Array.from({ length: total }, (_, i) => begin + 1 + i));
  });

  test('goes on after a restart of Muster: what happened meanwhile is replayed', async () => {
    const before = await listen();
    await before.caughtUp();
    await tell(muster.pool, 2);
    await before.count(2);
    await muster.restart();
    await before.end();
    await tell(muster.pool, 2, { from: 3 });
    const after = await listen({ headers: { 'Last-Event-ID': before.lastEventId } });
    await tell(muster.pool, 1, { from: 5 });
    await after.count(3);
    expect([...before.heard, ...after.heard].map((one) => one.data['n'])).toEqual([1, 2, 3, 4, 5]);
  });

  test('ends at once when Muster stops, and does not hold it up', async () => {
    const listener = await listen();
    await listener.caughtUp();
    const begin = performance.now();
    await muster.restart();
    await listener.end();
    expect(performance.now() - begin).toBeLessThan(4_500);
  });
});

describe('who may listen', () => {
  test('nobody without a key, and everybody who may see', async () => {
    expect((await listen({}, null)).status).toBe(401);
    expect((await listen({}, 'mk_wrong')).status).toBe(401);
    for (const role of ['viewer', 'helpdesk', 'operator', 'approver', 'administrator']) {
      const { key } = await muster.api.post<{ key: string }>('/keys', { name: role, role });
      expect((await listen({}, key)).status).toBe(200);
    }
  });

  test('a key that is removed or has expired ends its streams', async () => {
    const removed = await muster.api.post<{ id: string; key: string }>('/keys', { name: 'short', role: 'viewer' });
    const expiresAt = new Date(Date.now() + 1_500).toISOString();
    const expiring = await muster.api.post<{ key: string }>('/keys', { name: 'expiring', role: 'viewer', expiresAt });
    const [one, two, kept] = [await listen({}, removed.key), await listen({}, expiring.key), await listen()];
    await Promise.all([one, two, kept].map((listener) => listener.caughtUp()));
    expect(one.ended).toBe(false);
    await muster.api.good('DELETE', `/keys/${removed.id}`);
    await Promise.all([one.end(), two.end()]);
    expect(kept.ended).toBe(false);
  });

  test('no more than there is room for', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => listen()));
    expect(new Set(many.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await metrics()).toContain('muster_event_listeners 20\n');
    const { status, headers, body } = await muster.api.ask('GET', '/events');
    expect([status, headers.get('retry-after'), body.code]).toEqual([503, '10', 'overloaded']);
    many[0]!.leave();
    await until('there is room', async () => (await listen()).status === 200, 5_000, 100);
  });

  test('a HEAD is answered and holds nothing', async () => {
    for (let i = 0; i < 25; i++) {
      const reply = await fetch(new URL('/api/v1/events', muster.urls.api), {
        method: 'HEAD',
        headers: { Authorization: `Bearer ${adminKey}` },
      });
      expect([reply.status, await reply.text()]).toEqual([200, '']);
    }
  });
});

describe('what makes no sense is refused, and names what is allowed', () => {
  test.each([
    ['an unknown type', { types: 'operation.completed,device.exploded' }, {}, 'device.exploded'],
    ['no type', { types: ',' }, {}, 'types is empty'],
    ['an event id of letters', { after: 'last' }, {}, 'after is "last"'],
    ['a negative event id', { after: '-1' }, {}, 'after is "-1"'],
    ['an event id beyond all numbers', { after: '9'.repeat(30) }, {}, 'after is'],
    ['a header of letters', {}, { 'Last-Event-ID': 'abc' }, 'Last-Event-ID is "abc"'],
    ['a misspelt parameter', { type: 'operation.completed' }, {}, 'the parameter "type" is unknown'],
  ])('%s', async (_, query, headers, said) => {
    const { status, body } = await muster.api.ask('GET', '/events', {
      query: query as Record<string, string>,
      headers: headers as Record<string, string>,
    });
    expect([status, body.code]).toEqual([400, 'invalidRequest']);
    expect(body.detail).toContain(said);
    if ('types' in query) expect(body.detail).toContain('software.state-changed, operation.completed');
  });

  test('a device that is not there', async () => {
    const { status, body } = await muster.api.ask('GET', '/events', { query: { device: '00D09E-NO-SUCH' } });
    expect([status, body.code]).toEqual([404, 'notFound']);
  });

  test('other verbs', async () => {
    expect((await muster.api.ask('POST', '/events', { body: {} })).status).toBe(404);
  });
});
