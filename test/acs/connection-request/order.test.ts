import { describe, expect, test } from 'vitest';
import { leftAloneUntil } from '../../../src/acs/connection-request/order/back-off.ts';
import { waitForTurn, withCall } from '../../../src/acs/connection-request/order/device-rate.ts';
import { planCall, type Reach } from '../../../src/acs/connection-request/order/plan.ts';
import {
  afterAnswer,
  afterSilence,
  beginPursuit,
  nextOf,
  type Pursuit,
  type Waits,
} from '../../../src/acs/connection-request/order/pursuit.ts';
import { reachOf } from '../../../src/acs/connection-request/order/reach.ts';
import type { Way, WayRecord } from '../../../src/acs/connection-request/order/way.ts';
import { accepted, type CallResult, missed } from '../../../src/acs/connection-request/result.ts';
import { isBehindNat } from '../../../src/devices/behind-nat.ts';
import type { CallFacts } from '../../../src/devices/connection-request-store.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const ago = (seconds: number): Date => new Date(now - seconds * 1000);
const everything: Reach = {
  url: 'http://192.0.2.7:7547/x',
  udpAddress: '192.0.2.7:5000',
  natDetected: false,
  jabberId: 'cpe@example.net/1',
  informedFrom: '192.0.2.7',
  lastInformAt: ago(3600),
  records: [],
};
const all = new Set<Way>(['http', 'xmpp', 'udp']);
const record = (way: Way, more: Partial<WayRecord>): WayRecord => ({
  way,
  goodAt: null,
  failedAt: null,
  failures: 0,
  ...more,
});

describe('the order of ways', () => {
  const cases: [string, Partial<Reach>, Way[]][] = [
    ['HTTP, then XMPP, which is answered, then UDP, which is not', {}, ['http', 'xmpp', 'udp']],
    ['only what it announces', { jabberId: null, udpAddress: null }, ['http']],
    ['nothing at all', { url: null, jabberId: null, udpAddress: null }, []],
    ['HTTP last behind a NAT that it has found', { natDetected: true }, ['xmpp', 'udp', 'http']],
    [
      'quirk 109: HTTP last when the URL is private and the Inform came from a public address',
      { url: 'http://192.168.1.1/x' },
      ['xmpp', 'udp', 'http'],
    ],
    [
      'quirk 109: a private URL of a device that informs from a private address is as good as any',
      { url: 'http://10.1.2.3/x', informedFrom: '10.1.2.3' },
      ['http', 'xmpp', 'udp'],
    ],
    [
      'the way that brought a session last goes first',
      { records: [record('udp', { goodAt: ago(50) })] },
      ['udp', 'http', 'xmpp'],
    ],
    [
      'of two good ones the newer',
      { records: [record('udp', { goodAt: ago(50) }), record('xmpp', { goodAt: ago(10) })] },
      ['xmpp', 'udp', 'http'],
    ],
    [
      'a good way that failed since is no longer first',
      { records: [record('udp', { goodAt: ago(5000), failedAt: ago(4000), failures: 1 })] },
      ['http', 'xmpp', 'udp'],
    ],
    [
      'a way that failed lately is left out while there is another',
      { records: [record('http', { failedAt: ago(5), failures: 1 })] },
      ['xmpp', 'udp'],
    ],
    [
      'an Inform since then makes it worth a try again',
      { records: [record('http', { failedAt: ago(5), failures: 9 })], lastInformAt: ago(2) },
      ['http', 'xmpp', 'udp'],
    ],
    [
      'of ways that all failed lately, the one that has rested longest',
      {
        records: [
          record('http', { failedAt: ago(5), failures: 5 }),
          record('xmpp', { failedAt: ago(5), failures: 1 }),
          record('udp', { failedAt: ago(5), failures: 3 }),
        ],
      },
      ['xmpp'],
    ],
  ];
  test.each(cases)('%s', (_what, changes, ways) => {
    expect(planCall({ ...everything, ...changes }, all, now).ways).toEqual(ways);
  });

  test('a way that this installation does not serve is named with the variable that would', () => {
    const { ways, left } = planCall({ ...everything, url: null }, new Set<Way>(['http']), now);
    expect(ways).toEqual([]);
    expect(left.map(({ way, why }) => `${way}: ${why}`).join('\n')).toMatch(
      /http: it has never told.*\nxmpp: .*MUSTER_XMPP_SERVICE.*\nudp: .*MUSTER_STUN_PORT/,
    );
  });

  test.each([
    ['http://192.168.0.1/', '203.0.113.5', true],
    ['http://172.20.0.1/', '203.0.113.5', true],
    ['http://100.64.3.1/', '203.0.113.5', true],
    ['http://[fd00::1]/', '2001:db8::1', true],
    ['http://172.32.0.1/', '203.0.113.5', false],
    ['http://cpe.example.net/', '203.0.113.5', false],
    ['http://10.0.0.1/', '10.9.9.9', false],
    ['no url', '203.0.113.5', false],
  ])('%s from %s is behind a NAT: %s', (url, from, natted) => {
    expect(isBehindNat(url, from)).toBe(natted);
  });
});

test('back-off doubles from 10 seconds up to 10 minutes', () => {
  const until = (failures: number): number =>
    (leftAloneUntil(record('http', { failedAt: new Date(now), failures }), null) - now) / 1000;
  expect([1, 2, 3, 4, 5, 6, 7, 8, 50].map(until)).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600]);
  expect(leftAloneUntil(record('http', {}), null)).toBe(0);
});

describe('quirk 111: how often one device is called', () => {
  test('so many a minute', () => {
    let calls: number[] = [];
    for (let i = 0; i < 3; i++) {
      expect(waitForTurn(calls, 'http', 3, now + i)).toBe(0);
      calls = withCall(calls, 3, now + i);
    }
    expect(waitForTurn(calls, 'http', 3, now + 10_000)).toBe(50_000);
    expect(waitForTurn(calls, 'http', 3, now + 60_000)).toBe(0);
    expect(withCall(calls, 3, now + 120_000)).toEqual([now + 120_000]);
  });

  test('UDP not twice within a second: its time has whole seconds and must be newer', () => {
    expect(waitForTurn([now], 'udp', 20, now + 100)).toBe(901);
    expect(waitForTurn([now], 'http', 20, now + 100)).toBe(0);
  });
});

describe('a pursuit', () => {
  const waits: Waits = { sessionMs: 30_000, busyMs: [5_000, 20_000], tries: 2 };
  const yes = accepted('it accepted; soon');
  const gone = missed('unreachable', 'nobody there');
  const busy = missed('busy', 'it is busy');

  /** Plays answers; `silence` is a wait in which no session came. */
  function play(ways: Way[], answers: (CallResult | 'silence')[]): string[] {
    let pursuit: Pursuit = beginPursuit({ ways, left: [] });
    let next = nextOf(pursuit);
    const told: string[] = [];
    const tell = (): void => {
      if (next.do === 'call') told.push(`call ${next.way}${next.afterMs ? ` after ${next.afterMs}` : ''}`);
      else if (next.do === 'wait') told.push(`wait ${next.ms}`);
      else told.push(`${next.outcome}: ${next.detail}`);
    };
    tell();
    for (const answer of answers) {
      ({ pursuit, next } = answer === 'silence' ? afterSilence(pursuit, waits) : afterAnswer(pursuit, answer, waits));
      tell();
    }
    return told;
  }

  test('goes on to the next way at once when one does not work, and tells the reason of each in the end', () => {
    expect(play(['http', 'xmpp'], [gone, missed('unauthorized', 'it refused')])).toEqual([
      'call http',
      'call xmpp',
      'unauthorized: http: nobody there; xmpp: it refused; it is served when it calls by itself',
    ]);
  });

  test('waits for the session of a device that accepted, tries once more, and then gives up', () => {
    expect(play(['http'], [yes, 'silence', yes, 'silence'])).toEqual([
      'call http',
      'wait 30000',
      'call http',
      'wait 30000',
      'noSession: http: it accepted, but no session came after 2 calls; it is served when it calls by itself',
    ]);
  });

  test('with another way left, does not repeat, and waits for UDP a third as long', () => {
    expect(play(['udp', 'http'], [accepted('it was sent'), 'silence', gone])).toEqual([
      'call udp',
      'wait 10000',
      'call http',
      'noSession: udp: it was sent, but no session came; http: nobody there; it is served when it calls by itself',
    ]);
  });

  test('a busy device is called again by the same way, later each time', () => {
    expect(play(['http', 'udp'], [busy, busy, busy])).toEqual([
      'call http',
      'call http after 5000',
      'call http after 20000',
      'call udp',
    ]);
  });

  test('a device that hung up on our credentials may come all the same', () => {
    expect(play(['http'], [missed('unreachable', 'it did not answer', true), 'silence'])).toEqual([
      'call http',
      'wait 30000',
      'unreachable: http: it did not answer, but no session came; it is served when it calls by itself',
    ]);
  });

  test('a device without any way', () => {
    const pursuit = beginPursuit({ ways: [], left: [{ way: 'http', why: 'it has never told a URL' }] });
    expect(nextOf(pursuit)).toMatchObject({ do: 'settle', outcome: 'noAddress' });
  });
});

describe('what a device has told', () => {
  const facts: CallFacts = {
    id: 'x',
    root: 'InternetGatewayDevice.',
    url: 'http://192.0.2.7/',
    ipAddress: '192.0.2.7',
    lastInformAt: null,
    username: null,
    secret: null,
    active: false,
    bindingAddress: null,
    bindingPort: null,
    bindingSeenAt: null,
  };
  const told = (values: Record<string, string>, updatedAt = ago(100)) =>
    Object.entries(values).map(([name, value]) => ({
      path: `InternetGatewayDevice.ManagementServer.${name}`,
      value,
      updatedAt,
    }));

  test('parameters of its own root count, others do not', () => {
    const values = told({
      UDPConnectionRequestAddress: '198.51.100.1:4000',
      NATDetected: '1',
      ConnReqJabberID: 'a@b/c',
    });
    expect(reachOf(facts, values, [])).toMatchObject({
      udpAddress: '198.51.100.1:4000',
      natDetected: true,
      jabberId: 'a@b/c',
    });
    expect(reachOf({ ...facts, root: 'Device.' }, values, [])).toMatchObject({ udpAddress: null, natDetected: false });
  });

  test.each([
    ['198.51.100.1', '198.51.100.1:80'],
    ['198.51.100.1:4000', '198.51.100.1:4000'],
    ['2001:db8::1', '[2001:db8::1]:80'],
    ['[2001:db8::1]:4000', '[2001:db8::1]:4000'],
    ['cpe.example.net:9', 'cpe.example.net:9'],
    ['', null],
    ['198.51.100.1:0', null],
    ['198.51.100.1:99999', null],
    ['not an address', null],
  ])('quirk 109: UDPConnectionRequestAddress %j means %j', (value, address) => {
    expect(reachOf(facts, told({ UDPConnectionRequestAddress: value }), []).udpAddress).toBe(address);
  });

  test('of the address it told and the binding our STUN server saw, the fresher counts', () => {
    const bound = { ...facts, bindingAddress: '203.0.113.9', bindingPort: 6000 };
    const values = told({ UDPConnectionRequestAddress: '198.51.100.1:4000' }, ago(100));
    expect(reachOf({ ...bound, bindingSeenAt: ago(50) }, values, []).udpAddress).toBe('203.0.113.9:6000');
    expect(reachOf({ ...bound, bindingSeenAt: ago(500) }, values, []).udpAddress).toBe('198.51.100.1:4000');
    expect(reachOf({ ...bound, bindingSeenAt: ago(500) }, [], []).udpAddress).toBe('203.0.113.9:6000');
    expect(reachOf({ ...bound, bindingAddress: '2001:db8::9', bindingSeenAt: ago(5) }, [], []).udpAddress).toBe(
      '[2001:db8::9]:6000',
    );
  });

  test('HTTP connection requests that are switched off are not tried', () => {
    expect(reachOf(facts, told({ HTTPConnectionRequestEnable: 'false' }), []).url).toBe(null);
  });
});
