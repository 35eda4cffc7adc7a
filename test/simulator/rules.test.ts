import { describe, expect, test } from 'vitest';
import { parseByteSize } from '../../src/simulator/byte-size.ts';
import { fleetOptions } from '../../src/simulator/fleet-options.ts';
import { CookieJar } from '../../src/simulator/gateway/cookie-jar.ts';
import { EventQueue, informOrder } from '../../src/simulator/gateway/events.ts';
import { nextPeriodicInform } from '../../src/simulator/gateway/periodic.ts';
import { retryWait, retryWindow } from '../../src/simulator/gateway/retry.ts';
import { Limiter } from '../../src/simulator/limiter.ts';

test.each([
  [1, 5, 10],
  [2, 10, 20],
  [3, 20, 40],
  [9, 1280, 2560],
  [10, 2560, 5120],
  [11, 2560, 5120],
  [1000, 2560, 5120],
])('retry %i waits %i to %i s with the default policy', (retry, from, to) => {
  const policy = { minimumWait: 5, multiplier: 2000 };
  expect(retryWindow(policy, retry)).toEqual([from, to]);
  expect(retryWait(policy, retry, 0)).toBe(from * 1000);
  expect(retryWait(policy, retry, 0.5)).toBe(((from + to) / 2) * 1000);
});

test('retry windows follow the multiplier', () => {
  const windows = [1, 2, 3].map((retry) => retryWindow({ minimumWait: 10, multiplier: 1500 }, retry));
  expect(windows).toEqual([
    [10, 15],
    [15, 22.5],
    [22.5, 33.75],
  ]);
});

test.each([
  ['off', { enabled: false, interval: 60, reference: null, phase: 0 }, 1_000, null],
  ['a reference in the past', { enabled: true, interval: 60, reference: 5_000, phase: 0 }, 66_000, 125_000],
  ['a reference in the future', { enabled: true, interval: 60, reference: 605_000, phase: 0 }, 66_000, 125_000],
  ['just at an instant', { enabled: true, interval: 60, reference: 5_000, phase: 0 }, 65_000, 125_000],
  ['its own phase', { enabled: true, interval: 60, reference: null, phase: 0.5 }, 66_000, 90_000],
])('periodic inform: %s', (_name, periodic, now, next) => {
  expect(nextPeriodicInform(periodic, now)).toBe(next);
});

describe('events', () => {
  const codes = (queue: EventQueue): string[] =>
    queue.take().map((event) => `${event.code} ${event.commandKey}`.trim());

  test('occur once per Inform, M events once per CommandKey', () => {
    const queue = new EventQueue();
    for (const code of ['2 PERIODIC', '2 PERIODIC', '6 CONNECTION REQUEST']) queue.add(code);
    queue.add('M ScheduleInform', 'a');
    queue.add('M ScheduleInform', 'b');
    expect(codes(queue)).toEqual(['2 PERIODIC', '6 CONNECTION REQUEST', 'M ScheduleInform a', 'M ScheduleInform b']);
  });

  test('that happen again while sent wait for the next session', () => {
    const queue = new EventQueue();
    queue.add('6 CONNECTION REQUEST');
    queue.take();
    queue.add('6 CONNECTION REQUEST');
    queue.acknowledge();
    expect(codes(queue)).toEqual(['6 CONNECTION REQUEST']);
  });

  test('come back after a failed session, except the connection request', () => {
    const queue = new EventQueue();
    queue.add('1 BOOT');
    queue.add('6 CONNECTION REQUEST');
    queue.take();
    expect(queue.restore()).toBe(false);
    expect(codes(queue)).toEqual(['1 BOOT']);
  });

  test('a reboot keeps what must be kept, a bootstrap nothing', () => {
    const queue = new EventQueue();
    for (const code of ['1 BOOT', '2 PERIODIC', '3 SCHEDULED', '6 CONNECTION REQUEST']) queue.add(code);
    queue.add('M Reboot', 'r');
    queue.boot(false);
    expect(queue.toJSON().map((event) => event.code)).toEqual(['1 BOOT', '2 PERIODIC', '3 SCHEDULED', 'M Reboot']);
    queue.boot(true);
    expect(codes(queue)).toEqual(['0 BOOTSTRAP', '1 BOOT']);
  });

  test('stand in the order of their numbers, M events last', () => {
    const events = ['M Download', '7 TRANSFER COMPLETE', '10 AUTONOMOUS TRANSFER COMPLETE', '1 BOOT', '4 VALUE CHANGE'];
    expect(informOrder(events.map((code) => ({ code, commandKey: '' }))).map((event) => event.code)).toEqual([
      '1 BOOT',
      '4 VALUE CHANGE',
      '7 TRANSFER COMPLETE',
      '10 AUTONOMOUS TRANSFER COMPLETE',
      'M Download',
    ]);
  });
});

test('the cookie jar sends back what it got and forgets what has expired', () => {
  const jar = new CookieJar();
  expect(jar.header()).toBe(null);
  jar.store(['a=1; Path=/; HttpOnly', 'b=x=y', 'nonsense']);
  expect(jar.header()).toBe('a=1; b=x=y');
  jar.store(['a=2', 'b=; Max-Age=0']);
  expect(jar.header()).toBe('a=2');
});

test('the limiter keeps the order, the limit, and lets those go who give up', async () => {
  const limiter = new Limiter(1);
  const { signal } = new AbortController();
  const quitter = new AbortController();
  const log: string[] = [];
  const open = Promise.withResolvers<void>();
  const works = [
    limiter.run(signal, async () => {
      log.push('a');
      await open.promise;
    }),
    limiter.run(signal, async () => void log.push('b')),
    limiter.run(quitter.signal, async () => void log.push('gave up')),
    limiter.run(signal, async () => void log.push('c')),
  ];
  quitter.abort();
  await works[2];
  expect(log).toEqual(['a', 'gave up']);
  open.resolve();
  await Promise.all(works);
  expect(log).toEqual(['a', 'gave up', 'b', 'c']);
});

test.each([
  ['512', 512],
  ['64k', 65_536],
  ['8M', 8_388_608],
  ['1g', 1_073_741_824],
])('size %s', (text, bytes) => expect(parseByteSize(text)).toBe(bytes));
test.each(['', '0', '-1', '1.5k', '64 k', '1t'])('size "%s" is refused', (text) => {
  expect(() => parseByteSize(text)).toThrow(`"${text}" is not a size`);
});

test.each([
  [{ acsUrl: 'ftp://x/' }, 'acsUrl is "ftp://x/"'],
  [{ count: 0 }, 'count is 0; allowed: 1 to 100000'],
  [{ oui: '00d09e' }, 'oui is "00d09e"'],
  [{ retryScale: 0 }, 'retryScale is 0'],
])('fleet option %j is refused', (wrong, message) => {
  const right = { acsUrl: 'http://127.0.0.1/', count: 1, stateDirectory: '/tmp/x' };
  expect(() => fleetOptions({ ...right, ...wrong })).toThrow(message);
});
