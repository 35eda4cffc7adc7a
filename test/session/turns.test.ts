import { describe, expect, it } from 'vitest';
import type { EnvelopeBody } from '../../src/cwmp/soap/envelope.ts';
import { readEnvelope } from '../../src/cwmp/soap/envelope.ts';
import { type Heard, hear } from '../../src/session/hear.ts';
import { maySay, say, sayNothing } from '../../src/session/say.ts';
import { begin, type Session } from '../../src/session/session.ts';

const known = new Set(['Inform', 'TransferComplete', 'GetRPCMethods']);
const element = { name: 'x', namespace: '', attributes: [], children: [], text: '' };
const namespace = 'urn:dslforum-org:cwmp-1-2';

const theirs = begin({ namespace, version: '1.2', useVersion: undefined, informMark: 'a' });
const asked = say(theirs, { method: 'Reboot', args: { CommandKey: 'k' } });
const waiting = asked.session;
const struck: Session = { ...waiting, talk: { ...waiting.talk, strikes: 1 } };
const ended = sayNothing(theirs);

const request = (method: string): EnvelopeBody => ({ kind: 'request', method, element });
const response = (method: string): EnvelopeBody => ({ kind: 'response', method, element });
const fault: EnvelopeBody = { kind: 'fault', fault: { code: 9002, message: '', parameters: [] } };
const empty: EnvelopeBody = { kind: 'empty' };

type Row = [state: string, session: Session, event: string, heard: Heard, verdict: string, next: string];
const rows: Row[] = [
  ['theirs', theirs, 'empty POST', { id: null, body: empty }, 'floor', 'theirs'],
  ['theirs', theirs, 'TransferComplete', { id: '7', body: request('TransferComplete') }, 'answer', 'theirs'],
  ['theirs', theirs, 'GetRPCMethods', { id: '7', body: request('GetRPCMethods') }, 'answer', 'theirs'],
  ['theirs', theirs, 'an unknown request', { id: '7', body: request('X_Foo') }, 'fault 8000', 'theirs'],
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
  ['waiting', waiting, 'GetRPCMethods', { id: '1', body: request('GetRPCMethods') }, 'answer', 'waiting'],
  ['waiting', waiting, 'a request', { id: '1', body: request('TransferComplete') }, 'fault 8003', 'waiting'],
  [
    'waiting, struck',
    struck,
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
  });
});
