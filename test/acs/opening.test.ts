import { expect, test } from 'vitest';
import { liveSessions } from '../../src/acs/live-sessions.ts';
import { type NewSession, opening } from '../../src/acs/opening.ts';
import type { Arrival, QuietInform } from '../../src/acs/store.ts';
import type { DeviceId, DeviceKey } from '../../src/base/ids.ts';
import { readEnvelope } from '../../src/cwmp/soap/envelope.ts';
import type { DeviceView } from '../../src/devices/device.ts';
import type { InformFacts } from '../../src/devices/facts.ts';
import { quirkBook } from '../../src/devices/quirks/book.ts';
import { ScriptedCpe } from '../support/cpe.ts';

const heard = Date.parse('2026-03-01T12:00:00Z');
const device: DeviceView = {
  key: 1 as DeviceKey,
  id: 'D' as DeviceId,
  root: 'Device.',
  cwmpVersion: '1.4',
  softwareVersion: '1.0.0',
  methods: null,
};
const nothing: Arrival = {
  credentialOf: null,
  secret: null,
  hasOwn: false,
  offeredTo: null,
  offer: null,
  quarantined: false,
  device,
  informHash: null,
  owed: false,
};
const cpe = new ScriptedCpe('http://127.0.0.1:9/', '1', { username: '', password: '' });

/** A device opens a session; the database takes a second for what it is asked. @returns what was kept, and when */
async function open(events: readonly string[], informHash: Buffer | null) {
  let now = heard;
  const kept = {
    quiet: [] as QuietInform[],
    sessions: [] as NewSession[],
    arrived: [] as Date[],
    facts: [] as InformFacts[],
  };
  const openSession = opening({
    pool: { connect: async () => ({ query: async () => ({ rows: [] }), release() {} }) } as never,
    clock: { now: () => now },
    sessions: liveSessions(),
    arrivals: async () => {
      now += 1_000;
      return { ...nothing, informHash };
    },
    quietInforms: async (inform) => {
      kept.quiet.push(inform);
      return null;
    },
    authenticate: () => {
      throw new TypeError('nobody is asked for a proof here');
    },
    tooOften: () => null,
    letIn: () => undefined,
    offerProven: async () => undefined,
    registerDevice: async () => null,
    rememberInform: async (_tx, facts, session) => {
      kept.facts.push(facts);
      kept.sessions.push(session);
      return { device, owed: false };
    },
    sessionArrived: async (_device, at) => void kept.arrived.push(at),
    quirks: quirkBook([]),
    sessionTimeoutMs: 30_000,
    report: { informed() {}, passedOver() {}, impostor() {}, ended() {} },
  });
  const reply = await openSession(readEnvelope(cpe.informEnvelope({ events })), null, '192.0.2.1');
  expect(reply.kind).toBe('envelope');
  return kept;
}

// Whoever orders work while the database is asked counts on the next session: this one may have read that there is none.
test('a session counts from when its Inform was heard, not from when it was known whether there is work', async () => {
  const first = await open(['2 PERIODIC'], null);
  expect(first.sessions.map(({ heardAt }) => heardAt.getTime())).toEqual([heard]);
  const repeated = await open(['2 PERIODIC'], first.facts[0]!.hash);
  expect(repeated.quiet.map(({ at }) => at.getTime())).toEqual([heard]);
  expect(repeated.arrived).toEqual([]);
  const called = await open(['6 CONNECTION REQUEST'], first.facts[0]!.hash);
  expect(called.arrived.map((at) => at.getTime())).toEqual([heard]);
});
