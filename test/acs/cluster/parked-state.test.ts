import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import type { LiveSession } from '../../../src/acs/live-sessions.ts';
import { packSession, unpackSession } from '../../../src/acs/parked-state.ts';
import type { DeviceId, DeviceKey, OperationId } from '../../../src/base/ids.ts';
import { quirkBook } from '../../../src/devices/quirks/book.ts';
import type { Operation } from '../../../src/operations/operation.ts';
import { beginReading } from '../../../src/operations/reading.ts';
import { begin } from '../../../src/session/session.ts';

const operation: Operation = {
  id: 'op' as OperationId,
  deviceKey: 7 as DeviceKey,
  kind: 'refresh',
  state: 'dispatched',
  active: false,
  version: 3,
  attempt: 1,
  order: {},
  progress: { todo: ['Device.A.'] },
  result: null,
  fault: null,
  commandKey: null,
  campaignId: null,
  priority: 100,
  source: 'policy',
  createdAt: new Date(1),
  dispatchedAt: new Date(2),
  endedAt: null,
  expiresAt: null,
  deadline: null,
  notBefore: null,
};
const kind = { manufacturer: 'A', oui: 'B', productClass: 'C', serialNumber: 'D', softwareVersion: '1' };

function session(values = 1): LiveSession {
  const talk = begin({ namespace: 'n', version: '1.4', useVersion: '1.4', informMark: 'mark' });
  const value = { name: 'Device.A.B', value: 'x'.repeat(100), type: 'string' } as const;
  return {
    id: 'id',
    cookie: 'cookie',
    deviceId: 'D' as DeviceId,
    device: {
      key: 7 as DeviceKey,
      id: 'D' as DeviceId,
      root: 'Device.',
      cwmpVersion: '1.4',
      softwareVersion: '1',
      methods: ['Reboot'],
    },
    username: 'user',
    treatment: quirkBook([]).profileOf(kind),
    booted: true,
    events: [{ code: '1 BOOT', commandKey: '' }],
    talk: { turn: 'waiting', talk: talk.talk, asked: { id: 'm1', method: 'GetParameterValues' } },
    owed: true,
    step: {
      operationId: operation.id,
      kind: 'refresh',
      reading: {
        ...beginReading(operation),
        values: [Array.from({ length: values }, () => ({ ...value }))],
        complete: ['Device.A.'],
        writable: new Map([['Device.A.B', true]]),
        gathered: values,
        batch: 4,
      },
    },
    touched: new Set(['other', 'op'] as OperationId[]),
    rpcs: 5,
    busy: false,
    socket: null,
    startedAt: 1,
    lastHeardAt: 2,
    timeoutMs: 60_000,
  };
}

test('a session comes out as it went in', () => {
  const before = session();
  expect(unpackSession(packSession(before)!, 'cookie')).toEqual(before);
});

test('its cookie does not go with it', () => {
  expect(packSession({ ...session(), cookie: 'very-secret' })!.includes('very-secret')).toBe(false);
});

test('one that gathered too much goes without that, and its reading starts again where it was stored', () => {
  const large = session(2_000);
  const packed = packSession(large, 10_000)!;
  expect(packed.length).toBeLessThanOrEqual(10_000);
  const after = unpackSession(packed, 'cookie')!;
  expect(after).toEqual({ ...large, step: null, touched: new Set(['other']) });
});

test('one that is too large all the same, or that cannot be written down, is not moved', () => {
  expect(packSession(session(), 100)).toBeNull();
  const odd = { ...session(), step: null, events: [{ code: (() => 1) as unknown as string, commandKey: '' }] };
  expect(packSession(odd)).toBeNull();
});

test('what another version parked, and what is no session, is passed over', () => {
  for (const bytes of [
    serialize({ form: 999, state: session() }),
    serialize(null),
    Buffer.from('?'),
    Buffer.alloc(0),
  ]) {
    expect(unpackSession(bytes, 'cookie')).toBeNull();
  }
});
