import { describe, expect, it } from 'vitest';
import { minutes } from '../../src/base/durations.ts';
import { answerDigest, parseAuthHeader } from '../../src/base/http-digest.ts';
import type { CpeAuthMode } from '../../src/platform/config/environment.ts';
import { cpeLogin, knownSecret } from '../../src/security/cpe-login.ts';
import { signedNonces } from '../../src/security/nonce.ts';

const now = Date.UTC(2026, 4, 1);
const nonces = signedNonces(Buffer.alloc(32, 1));
const secret = knownSecret('cpe', 'pass:word');
const login = (modes: CpeAuthMode[], basicWithoutTls = false) => cpeLogin(modes, nonces, { basicWithoutTls });

/** What a device sends in answer to a challenge. */
function digest(
  options: {
    offer?: number;
    password?: string;
    username?: string;
    uri?: string;
    nc?: number;
    nonce?: string;
    change?: (header: string) => string;
  } = {},
): string {
  const challenge = parseAuthHeader(login(['digest']).challenges(false, false, now)[options.offer ?? 0]!)[0]!;
  const params = options.nonce === undefined ? challenge.params : { ...challenge.params, nonce: options.nonce };
  const header = answerDigest(
    { ...challenge, params },
    { username: options.username ?? 'cpe', password: options.password ?? 'pass:word' },
    { method: 'POST', uri: options.uri ?? '/', nc: options.nc ?? 1, cnonce: 'abc' },
  )!;
  return options.change ? options.change(header) : header;
}

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** `proven`, `wrong` (a claim that does not hold), or why there is a challenge. */
function outcome(
  door: ReturnType<typeof login>,
  header: string | undefined,
  tls = false,
  method = 'POST',
  uri = '/',
): string {
  const reading = door.read(header, method, uri, tls, now);
  if (reading.kind === 'challenge') return reading.stale ? 'stale' : reading.reason;
  return reading.claim.proves(secret) ? `proven ${reading.claim.username}` : `wrong ${reading.claim.username}`;
}

describe('digest', () => {
  const rows: [what: string, header: () => string | undefined, outcome: string][] = [
    ['nothing sent', () => undefined, 'no credentials'],
    ['SHA-256', () => digest(), 'proven cpe'],
    ['MD5', () => digest({ offer: 1 }), 'proven cpe'],
    ['an absolute URI', () => digest({ uri: 'http://acs.example/' }), 'proven cpe'],
    [
      'upper-case hex',
      () =>
        digest({ change: (h) => h.replace(/response="(\w+)"/, (_, hex: string) => `response="${hex.toUpperCase()}"`) }),
      'proven cpe',
    ],
    ['a wrong password', () => digest({ password: 'x' }), 'wrong cpe'],
    ['another user name with a good password', () => digest({ username: 'other' }), 'wrong other'],
    ['another URI', () => digest({ uri: '/elsewhere' }), 'digest credentials for another URI'],
    [
      'a nonce of a stranger',
      () => digest({ nonce: signedNonces(Buffer.alloc(32, 2)).issue(now) }),
      'a nonce that is not ours',
    ],
    ['a nonce of his own making', () => digest({ nonce: 'abc' }), 'a nonce that is not ours'],
    ['a nonce that is too old', () => digest({ nonce: nonces.issue(now - minutes(31)) }), 'stale'],
    [
      'another realm',
      () => digest({ change: (h) => h.replace('realm="muster"', 'realm="x"') }),
      'digest credentials for another realm',
    ],
    ['no qop', () => digest({ change: (h) => h.replace(/, qop=auth/, '') }), 'digest without qop=auth'],
    ['qop=auth-int', () => digest({ change: (h) => h.replace('qop=auth', 'qop=auth-int') }), 'digest without qop=auth'],
    ['no cnonce', () => digest({ change: (h) => h.replace(/, cnonce="\w+"/, '') }), 'digest without qop=auth'],
    ['no count', () => digest({ change: (h) => h.replace(/, nc=\w+/, '') }), 'digest without a nonce count'],
    [
      'a count of seven digits',
      () => digest({ change: (h) => h.replace('nc=0', 'nc=') }),
      'digest without a nonce count',
    ],
    [
      'an algorithm nobody has',
      () => digest({ change: (h) => h.replace('SHA-256', 'SHA-1') }),
      'an unknown digest algorithm',
    ],
    [
      'no user name',
      () => digest({ change: (h) => h.replace('username="cpe", ', '') }),
      'incomplete digest credentials',
    ],
    [
      'no response',
      () => digest({ change: (h) => h.replace(/response="\w+", /, '') }),
      'incomplete digest credentials',
    ],
    [
      'a response that is cut',
      () => digest({ change: (h) => h.replace(/response="\w{4}/, 'response="') }),
      'wrong cpe',
    ],
    ['an empty response', () => digest({ change: (h) => h.replace(/response="\w+"/, 'response=""') }), 'wrong cpe'],
    ['a bearer token', () => 'Bearer abc', 'an authentication scheme that is not accepted'],
    ['basic', () => basic('cpe:pass:word'), 'basic is not allowed here'],
    ['rubbish', () => '\u0000{}', 'an authentication scheme that is not accepted'],
  ];
  it.each(rows)('%s', (_, header, wanted) => {
    expect(outcome(login(['digest']), header())).toBe(wanted);
  });

  it('is bound to the method', () => {
    expect(outcome(login(['digest']), digest(), false, 'GET')).toBe('wrong cpe');
  });

  it('counts: the same header twice is a replay, the next count is not', () => {
    const door = login(['digest']);
    const nonce = nonces.issue(now);
    expect(outcome(door, digest({ nonce, nc: 1 }))).toBe('proven cpe');
    expect(outcome(door, digest({ nonce, nc: 1 }))).toBe('wrong cpe');
    expect(outcome(door, digest({ nonce, nc: 2 }))).toBe('proven cpe');
  });

  it('lets no stranger burn the counts of a device', () => {
    const door = login(['digest']);
    const nonce = nonces.issue(now);
    expect(outcome(door, digest({ nonce, nc: 900, password: 'x' }))).toBe('wrong cpe');
    expect(outcome(door, digest({ nonce, nc: 1 }))).toBe('proven cpe');
  });

  it('takes a challenge from one process and the answer in another', () => {
    expect(outcome(login(['digest']), digest())).toBe('proven cpe');
  });

  it('is offered strongest first, and says when only the nonce was too old', () => {
    const offers = login(['digest']).challenges(false, false, now);
    expect(offers.map((o) => parseAuthHeader(o)[0]!.params['algorithm'])).toEqual(['SHA-256', 'MD5']);
    expect(login(['digest']).challenges(true, false, now)[0]).toContain('stale=true');
    expect(offers[0]).not.toContain('stale');
  });
});

describe('basic', () => {
  const rows: [
    what: string,
    modes: CpeAuthMode[],
    withoutTls: boolean,
    tls: boolean,
    header: string,
    outcome: string,
  ][] = [
    ['over TLS', ['basic'], false, true, basic('cpe:pass:word'), 'proven cpe'],
    ['without TLS', ['basic'], false, false, basic('cpe:pass:word'), 'basic is not allowed here'],
    ['without TLS where that is allowed', ['basic'], true, false, basic('cpe:pass:word'), 'proven cpe'],
    ['a wrong password', ['basic'], true, false, basic('cpe:password'), 'wrong cpe'],
    ['an empty password', ['basic'], true, false, basic('cpe:'), 'wrong cpe'],
    ['no colon', ['basic'], true, false, basic('cpe'), 'unreadable basic credentials'],
    ['no token', ['basic'], true, false, 'Basic', 'unreadable basic credentials'],
    ['where only digest is', ['digest'], true, true, basic('cpe:pass:word'), 'basic is not allowed here'],
    ['digest where only basic is', ['basic'], true, true, digest(), 'an authentication scheme that is not accepted'],
  ];
  it.each(rows)('%s', (_, modes, withoutTls, tls, header, wanted) => {
    expect(outcome(login(modes, withoutTls), header, tls)).toBe(wanted);
  });

  it('is offered only where it would be taken', () => {
    const offered = (tls: boolean) =>
      login(['digest', 'basic'])
        .challenges(false, tls, now)
        .map((o) => o.split(' ')[0]);
    expect(offered(true)).toEqual(['Digest', 'Digest', 'Basic']);
    expect(offered(false)).toEqual(['Digest', 'Digest']);
  });
});

it('is open only where authentication is off', () => {
  expect([login(['none']).open, login(['digest']).open, login(['basic']).open]).toEqual([true, false, false]);
});
