import { expect, test } from 'vitest';
import { cookieIn, sessionCookies, setCookie } from '../../../src/acs/session-cookie.ts';

const key = Buffer.alloc(32, 1);
const now = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

test('a cookie of one process is good at every other that shares the key, and at no other', () => {
  const cookie = sessionCookies(key).issue(now);
  expect(sessionCookies(key).isGood(cookie, now, hour)).toBe(true);
  expect(sessionCookies(Buffer.alloc(32, 2)).isGood(cookie, now, hour)).toBe(false);
});

test('no character of it can be changed', () => {
  const cookies = sessionCookies(key);
  const cookie = cookies.issue(now);
  for (let at = 0; at < cookie.length; at++) {
    const changed = cookie.slice(0, at) + (cookie[at] === '0' ? '1' : '0') + cookie.slice(at + 1);
    expect(cookies.isGood(changed, now, 100 * 365 * 24 * hour)).toBe(false);
  }
});

test('it is good for so long and no longer, and a little before its time', () => {
  const cookies = sessionCookies(key);
  const cookie = cookies.issue(now);
  expect(cookies.isGood(cookie, now + hour, hour)).toBe(true);
  expect(cookies.isGood(cookie, now + hour + 1_001, hour)).toBe(false);
  expect(cookies.isGood(cookie, now - 30_000, hour)).toBe(true);
  expect(cookies.isGood(cookie, now - 120_000, hour)).toBe(false);
});

test('a label names one session and is not enough to speak', () => {
  const cookies = sessionCookies(key);
  const all = Array.from({ length: 70_000 }, (_, i) => cookies.issue(now + Math.floor(i / 60)));
  expect(new Set(all.map(cookies.labelOf)).size).toBe(all.length);
  const [cookie] = all;
  const label = cookies.labelOf(cookie!);
  expect(cookies.ofLabel(label)).toBe(cookie);
  expect(cookieIn(`muster=${label}`)).toBeNull();
});

test('a process knows its own', () => {
  const mine = sessionCookies(key);
  expect(mine.isOwn(mine.issue(now))).toBe(true);
  expect(mine.isOwn(sessionCookies(key).issue(now))).toBe(false);
});

test('what is set is found again', () => {
  const cookie = sessionCookies(key).issue(now);
  expect(setCookie(cookie, true)).toBe(`muster=${cookie}; Path=/; HttpOnly; Secure`);
  expect(setCookie(cookie, false, 'none')).toBe(`muster=${cookie}; HttpOnly`);
  for (const header of [`muster=${cookie}`, `a=b, muster="${cookie}";c=d`, setCookie(cookie, true)]) {
    expect(cookieIn(header)).toBe(cookie);
  }
  for (const header of [undefined, '', 'muster=', `muster=${cookie}0`, `muster=${cookie.toUpperCase()}X`]) {
    expect(cookieIn(header)).toBeNull();
  }
});
