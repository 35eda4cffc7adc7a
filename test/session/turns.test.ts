import { describe, expect, it } from 'vitest';
import { methodsOfAcs } from '../../src/cwmp/rpc/index.ts';
import type { EnvelopeBody } from '../../src/cwmp/soap/envelope.ts';
import { readEnvelope } from '../../src/cwmp/soap/envelope.ts';
import { type Heard, hear } from '../../src/session/hear.ts';
import { maySay, say, sayNothing } from '../../src/session/say.ts';
import { begin, type Session } from '../../src/session/session.ts';

const known: ReadonlySet<string> = new Set(methodsOfAcs);
const element = { name: 'x', namespace: '', attributes: [], children: [], text: '' };
const namespace = 'urn:dslforum-org:cwmp-1-2';

const theirs = begin({ namespace, version: '1.2', useVersion: undefined, informMark: 'a' });
const asked = say(theirs, { method: 'Reboot', args: { CommandKey: 'k' } });
const waiting = asked.session;
const interrupted: Session = { ...waiting, talk: { ...waiting.talk, interruptions: 32 } };
const ended = sayNothing(theirs);

const request = (method: string): EnvelopeBody => ({ kind: 'request', method, element });
const response = (method: string): EnvelopeBody => ({ kind: 'response', method, element });
const fault: EnvelopeBody = { kind: 'fault', fault: { code: 9002, message: '', parameters: [] } };
const empty: EnvelopeBody = { kind: 'empty' };

type Row = [state: string, session: Session, event: string, heard: Heard, verdict: string, next: string];
const rows: Row[] = [
  ['theirs', theirs, 'empty POST', { id: null, body: empty }, 'floor', 'theirs'],
  ['theirs', theirs, 'an unknown request', { id: '7', body: request('X_Foo') }, 'fault 8000', 'theirs'],
  ['theirs', theirs, 'a request of an ACS', { id: '7', body: request('Reboot') }, 'fault 8000', 'theirs'],
  ...methodsOfAcs
    .filter((method) => method !== 'Inform')
    .flatMap((method): Row[] => [
      ['theirs', theirs, method, { id: '7', body: request(method) }, 'answer', 'theirs'],
      ['waiting', waiting, method, { id: '7', body: request(method) }, 'answer', 'waiting'],
    ]),
  [
    'theirs',
    theirs,
    'a request that holds ours',
    { id: '7', body: request('TransferComplete'), headers: { holdRequests: true } },
    'fault 8003',
    'theirs',
  ],
  [
    'theirs',
    theirs,
    'a request that releases ours',
    { id: '7', body: request('TransferComplete'), headers: { holdRequests: false } },
    'fault 8003',
    'theirs',
  ],
  [
    'theirs',
    theirs,
    'a request that sets the version',
    { id: '7', body: request('TransferComplete'), headers: { useVersion: '1.4' } },
    'fault 8003',
    'theirs',
  ],
  [
    'theirs',
    theirs,
    'a header that had to be understood',
    { id: '7', body: request('TransferComplete'), notUnderstood: 'Security' },
    'notUnderstood',
    'theirs',
  ],
  [
    'waiting',
    waiting,
    'an answer with a header that had to be understood',
    { id: 'm1', body: response('Reboot'), notUnderstood: 'Security' },
    'notUnderstood, lost Reboot',
    'ended',
  ],
  [
    'waiting',
    waiting,
    'an answer with a header of an ACS',
    { id: 'm1', body: response('Reboot'), headers: { holdRequests: true } },
    'settle',
    'theirs',
  ],
  ['waiting', waiting, 'a fault with another ID (quirk 94)', { id: 'zzz', body: fault }, 'settle', 'theirs'],
  ['waiting', waiting, 'a fault without ID', { id: null, body: fault }, 'settle', 'theirs'],
  ['waiting', waiting, 'an unknown request', { id: '7', body: request('X_Foo') }, 'fault 8000', 'waiting'],
  [
    'theirs',
    theirs,
    'the same Inform',
    { id: '7', body: request('Inform'), informMark: 'a' },
    'repeatInformResponse',
    'theirs',
  ],
  ['theirs', theirs, 'another Inform', { id: '7', body: request('Inform'), informMark: 'b' }, 'restart', '-'],
  ['theirs', theirs, 'a response', { id: 'm1', body: response('Reboot') }, 'refuse', 'ended'],
  ['theirs', theirs, 'a fault', { id: 'm1', body: fault }, 'refuse', 'ended'],
  ['waiting', waiting, 'its response', { id: 'm1', body: response('Reboot') }, 'settle', 'theirs'],
  ['waiting', waiting, 'its response without ID', { id: null, body: response('Reboot') }, 'settle', 'theirs'],
  ['waiting', waiting, 'its fault', { id: 'm1', body: fault }, 'settle', 'theirs'],
  [
    'waiting',
    waiting,
    'a response to another id',
    { id: 'm9', body: response('Reboot') },
    'refuse, lost Reboot',
    'ended',
  ],
  [
    'waiting',
    waiting,
    'a response to another method',
    { id: 'm1', body: response('Download') },
    'refuse, lost Reboot',
    'ended',
  ],
  ['waiting', waiting, 'empty POST', { id: null, body: empty }, 'floor, lost Reboot', 'ended'],
  ['waiting', waiting, 'Inform', { id: '1', body: request('Inform'), informMark: 'a' }, 'restart, lost Reboot', '-'],
  [
    'waiting, interrupted too often',
    interrupted,
    'a request',
    { id: '1', body: request('TransferComplete') },
    'refuse, lost Reboot',
    'ended',
  ],
  ['ended', ended, 'empty POST', { id: null, body: empty }, 'goodbye', 'ended'],
  ['ended', ended, 'Inform', { id: '1', body: request('Inform'), informMark: 'a' }, 'restart', '-'],
  ['ended', ended, 'a request', { id: '1', body: request('TransferComplete') }, 'refuse', 'ended'],
  ['ended', ended, 'a response', { id: 'm1', body: response('Reboot') }, 'refuse', 'ended'],
  ['ended', ended, 'a fault', { id: 'm1', body: fault }, 'refuse', 'ended'],
  [
    'ended',
    ended,
    'a header that had to be understood',
    { id: '1', body: request('Inform'), notUnderstood: 'Security' },
    'refuse',
    'ended',
  ],
];

describe('whose turn it is', () => {
  it.each(rows)('%s: hearing %3$s', (_state, session, _event, heard, verdict, next) => {
    const result = hear(session, heard, known);
    const lost = 'lost' in result && result.lost ? `, lost ${result.lost.method}` : '';
    expect(`${result.do}${result.do === 'fault' ? ` ${result.code}` : ''}${lost}`).toBe(verdict);
    expect('session' in result ? result.session.turn : '-').toBe(next);
  });

  it('does not change the session it was given', () => {
    const before = JSON.stringify([theirs, waiting, ended]);
    for (const [, session, , heard] of rows) hear(session, heard, known);
    expect(JSON.stringify([theirs, waiting, ended])).toBe(before);
  });

  it('ends a talk in which nothing but requests come', () => {
    let session: Session = waiting;
    for (let n = 0; n < 32; n++) {
      const verdict = hear(session, { id: `${n}`, body: request('GetRPCMethods') }, known);
      if (verdict.do !== 'answer') throw new TypeError(verdict.do);
      session = verdict.session;
    }
    expect(hear(session, { id: 'x', body: request('GetRPCMethods') }, known)).toMatchObject({ do: 'refuse' });
    expect(hear(session, { id: 'm1', body: response('Reboot') }, known)).toMatchObject({ do: 'settle' });
  });

  it('says it as the device reads it', () => {
    const call = { method: 'GetParameterNames', args: { ParameterPath: 'Device.', NextLevel: true } } as const;
    expect(say(theirs, call).envelope).toContain('<NextLevel>1</NextLevel>');
    expect(say(theirs, call, { booleans: 'words' }).envelope).toContain('<NextLevel>true</NextLevel>');
  });

  it('gives each question a fresh id and mirrors the namespace of the Inform', () => {
    const settled = hear(waiting, { id: 'm1', body: response('Reboot') }, known);
    const second = say((settled as { session: Session }).session, { method: 'FactoryReset', args: {} });
    const envelope = readEnvelope(second.envelope);
    expect(envelope.id).toBe('m2');
    expect(envelope.namespace).toBe(namespace);
  });

  it('never says an RPC that is newer than the agreed version', () => {
    const old = begin({
      namespace: 'urn:dslforum-org:cwmp-1-0',
      version: '1.0',
      useVersion: undefined,
      informMark: 'a',
    });
    expect(maySay(old, 'GetAllQueuedTransfers')).toBe(false);
    expect(maySay(old, 'Download')).toBe(true);
    expect(maySay(theirs, 'GetAllQueuedTransfers')).toBe(true);
    expect(maySay(old, 'X_00D09E_Do')).toBe(true);
    expect(maySay(theirs, 'Inform')).toBe(false);
    expect(maySay(theirs, 'Rebot')).toBe(false);
    expect(() => say(old, { method: 'GetAllQueuedTransfers', args: {} })).toThrow(/not part of CWMP 1\.0/);
  });
});
