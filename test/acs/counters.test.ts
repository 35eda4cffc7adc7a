import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bodyRoom } from '../../src/acs/body.ts';
import { buckets } from '../../src/acs/buckets.ts';
import { decodeText } from '../../src/acs/charset.ts';
import { connections } from '../../src/acs/connections.ts';
import { duplicateWatch } from '../../src/acs/duplicates.ts';
import { loginGuard } from '../../src/acs/login-guard.ts';
import { networks, sourceOf } from '../../src/acs/source.ts';
import type { DeviceId } from '../../src/base/ids.ts';

const minute = 60_000;

describe('a source', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('%s is counted as %s', (address, source) => {
    expect(sourceOf(address)).toBe(source);
  });

  it('lies in a network or not', () => {
    const inside = networks(['10.0.0.0/8', 'fd00::/8']);
    expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1'].map(inside)).toEqual([true, true, true]);
    expect(['11.1.2.3', 'fe80::1', '', 'x'].map(inside)).toEqual([false, false, false, false]);
  });
});

describe('a bucket', () => {
  it('holds a burst, fills with time, and says when', () => {
    const one = buckets({ perSecond: 2, burst: 3, keys: 10 });
    expect([1, 2, 3, 4].map(() => one.take('a', 0))).toEqual([true, true, true, false]);
    expect(one.waitMs('a', 0)).toBe(500);
    expect(one.has('a', 499)).toBe(false);
    expect(one.take('a', 500)).toBe(true);
    expect(one.take('b', 500)).toBe(true);
    expect([1, 2, 3, 4].map(() => one.take('a', 100_000))).toEqual([true, true, true, false]);
  });

  it('is forgotten when there are too many, the one that rested longest first', () => {
    const few = buckets({ perSecond: 0.001, burst: 1, keys: 2 });
    for (const key of ['a', 'b', 'c', 'd', 'e']) few.take(key, 0);
    expect(few.size).toBe(3);
    expect(['c', 'd', 'e'].map((key) => few.has(key, 1))).toEqual([false, false, false]);
    expect(['a', 'b'].map((key) => few.has(key, 1))).toEqual([true, true]);
  });

  it('does not go back with the clock', () => {
    const one = buckets({ perSecond: 1, burst: 1, keys: 10 });
    one.take('a', 10_000);
    expect(one.has('a', 0)).toBe(false);
  });
});

describe('who fails to log in', () => {
  const guard = (perSource: number, perUser: number) =>
    loginGuard({ perSource, perUser }, { sharedUsername: 'cpe', isUnlimited: (source) => source === '127.0.0.1' });

  it('is locked out by source, for as long as it takes to forget one failure', () => {
    const door = guard(5, 0);
    for (let i = 0; i < 5; i++) {
      expect(door.refusal('192.0.2.1', `u${i}`, 0)).toBeNull();
      door.failed('192.0.2.1', `u${i}`, 0);
    }
    expect(door.refusal('192.0.2.1', 'anybody', 0)).toBe(120);
    expect(door.refusal('192.0.2.2', 'anybody', 0)).toBeNull();
    expect(door.refusal('192.0.2.1', 'anybody', 2 * minute)).toBeNull();
  });

  it('is locked out by user name, wherever it comes from', () => {
    const door = guard(0, 3);
    for (let i = 0; i < 3; i++) door.failed(`192.0.2.${i}`, 'victim', 0);
    expect(door.refusal('192.0.2.99', 'victim', 0)).toBe(200);
    expect(door.refusal('192.0.2.99', 'other', 0)).toBeNull();
  });

  it('does not lock a gateway out of the place it last proved itself from', () => {
    const door = guard(0, 3);
    door.succeeded('198.51.100.1', 'victim');
    for (let i = 0; i < 50; i++) door.failed(`192.0.2.${i}`, 'victim', 0);
    expect(door.refusal('198.51.100.1', 'victim', 0)).toBeNull();
    expect(door.refusal('192.0.2.1', 'victim', 0)).toBeGreaterThan(0);
  });

  it('does not lock the name that all gateways share', () => {
    const door = guard(0, 3);
    for (let i = 0; i < 50; i++) door.failed(`192.0.2.${i}`, 'cpe', 0);
    expect(door.refusal('192.0.2.1', 'cpe', 0)).toBeNull();
  });

  it('is not counted by source behind a proxy that is named, but still by name', () => {
    const door = guard(2, 2);
    for (let i = 0; i < 9; i++) door.failed('127.0.0.1', 'victim', 0);
    expect(door.refusal('127.0.0.1', 'other', 0)).toBeNull();
    expect(door.refusal('127.0.0.1', 'victim', 0)).toBeGreaterThan(0);
  });

  it('takes no more memory than it may, however many names are tried', () => {
    const door = guard(100, 10);
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 200_000; i++)
      door.failed(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, 'x'.repeat(5_000) + i, i);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
  });
});

describe('open connections', () => {
  let ports = 0;
  class FakeSocket extends EventEmitter {
    destroyed = false;
    readonly remoteAddress: string;
    readonly remotePort = ++ports;
    constructor(address: string) {
      super();
      this.remoteAddress = address;
    }
    destroy(): void {
      if (this.destroyed) return;
      this.destroyed = true;
      this.emit('close');
    }
  }
  const socket = (address: string) => new FakeSocket(address) as unknown as Socket & FakeSocket;
  const ledger = (limit: number, perSource: number, refused: string[] = []) =>
    connections({
      limit,
      perSource,
      sourceOf: (s) => sourceOf(s.remoteAddress ?? ''),
      isUnlimited: (address) => address === '127.0.0.1',
      refused: (reason) => void refused.push(reason),
    });

  it('from one source are limited, and count no more when they close', () => {
    const open = ledger(100, 2);
    const [a, b, c] = [socket('192.0.2.1'), socket('192.0.2.1'), socket('192.0.2.1')];
    expect([a, b, c].map((s) => open.admit(s!))).toEqual([true, true, false]);
    expect(c!.destroyed).toBe(true);
    a!.destroy();
    expect(open.admit(socket('192.0.2.1'))).toBe(true);
    expect(open.admit(socket('192.0.2.2'))).toBe(true);
    expect(open.size).toBe(3);
  });

  it('of a named proxy are not limited', () => {
    const open = ledger(100, 2);
    expect([1, 2, 3, 4].map(() => open.admit(socket('127.0.0.1')))).toEqual([true, true, true, true]);
  });

  it('give way, the oldest that proved nothing first, and those that proved something never', () => {
    const reasons: string[] = [];
    const open = ledger(3, 0, reasons);
    const [good, old, young] = [socket('192.0.2.1'), socket('192.0.2.2'), socket('192.0.2.3')];
    for (const s of [good, old, young]) open.admit(s!);
    open.prove(good!);
    expect(open.admit(socket('192.0.2.4'))).toBe(true);
    expect([good, old, young].map((s) => s!.destroyed)).toEqual([false, true, false]);
    expect(open.size).toBe(3);
    expect(reasons).toEqual(['connections']);
  });

  it('are full when all have proven themselves', () => {
    const open = ledger(1, 0);
    const good = socket('192.0.2.1');
    open.admit(good);
    open.prove(good);
    expect(open.admit(socket('192.0.2.2'))).toBe(false);
    expect(good.destroyed).toBe(false);
  });
});

it('room for unfinished bodies is taken and given back', () => {
  const room = bodyRoom(100);
  expect([room.take(60), room.take(60), room.take(40)]).toEqual([true, false, true]);
  room.give(60);
  expect(room.held).toBe(40);
});

describe('quirk 83: one identity in two places', () => {
  const device = '00D09E-X-1' as DeviceId;
  const trail = (places: string, step = minute): boolean[] => {
    const watch = duplicateWatch();
    return [...places].map((place, i) => watch.note(device, place, i * step));
  };

  it('shows by coming back to where it was, again and again', () => {
    expect(trail('abababab').indexOf(true)).toBe(5);
  });
  it('is not a gateway that gets a new address each time', () => {
    expect(trail('abcdefghijklmnop').includes(true)).toBe(false);
  });
  it('is not a gateway that stays', () => {
    expect(trail('aaaaaaaaaaaabbbbbbbbbbbbbb').includes(true)).toBe(false);
  });
  it('is not a line that falls over to a second way out and back', () => {
    expect(trail('aaabbbaaabbba').includes(true)).toBe(false);
  });
  it('is not a gateway that moves once an hour', () => {
    expect(trail('ababababab', 61 * minute).includes(true)).toBe(false);
  });
});

describe('quirk 19: the charset of a body', () => {
  const xml = (encoding: string, text: string) => `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;
  const latin = Buffer.from(xml('iso-8859-1', 'Grüße'), 'latin1');
  const gbk = Buffer.concat([Buffer.from('<a>'), Buffer.from('c4e3bac3', 'hex'), Buffer.from('</a>')]);
  it.each([
    ['UTF-8 without a word', Buffer.from('<a>ü</a>'), undefined, '<a>ü</a>'],
    ['Latin-1 without a word', Buffer.from('<a>ü</a>', 'latin1'), 'text/xml', '<a>ü</a>'],
    ['Latin-1 that says UTF-8', Buffer.from('<a>ü</a>', 'latin1'), 'text/xml; charset=utf-8', '<a>ü</a>'],
    ['of the XML declaration', latin, 'text/xml', xml('iso-8859-1', 'Grüße')],
    ['GBK by header', gbk, 'text/xml; charset="gbk"', '<a>你好</a>'],
    ['a comma in the header', Buffer.from('<a>ü</a>'), 'text/xml; charset=utf-8,text/xml', '<a>ü</a>'],
    ['utf8mb4', Buffer.from('<a>ü</a>'), 'text/xml; charset=utf8mb4', '<a>ü</a>'],
    ['one nobody knows', Buffer.from('<a>ü</a>'), 'text/xml; charset=klingon', '<a>ü</a>'],
    ['one nobody knows, in Latin-1', Buffer.from('<a>ü</a>', 'latin1'), 'text/xml; charset=klingon', '<a>ü</a>'],
    ['UTF-16 with a mark', Buffer.from('\ufeff<a>ü</a>', 'utf16le'), undefined, '<a>ü</a>'],
    ['UTF-8 that says UTF-16', Buffer.from('<a>ü</a>'), 'text/xml; charset=utf-16', '<a>ü</a>'],
  ])('%s is read', (_, bytes, contentType, text) => {
    expect(decodeText(bytes, contentType)).toBe(text);
  });
});
