import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepXmpp, type XmppConnection } from '../../../src/acs/connection-request/xmpp/connection.ts';
import { connectionRequestStanza, domainOf, errorMeaning } from '../../../src/acs/connection-request/xmpp/stanza.ts';
import { XmppListener } from '../../../src/simulator/connection-request/xmpp-listener.ts';
import { until } from '../../support/until.ts';
import { XmppServer } from '../../support/xmpp-server.ts';
import { Bell, login } from './support/knocked.ts';

describe('stanzas', () => {
  test('the request is the one element of Annex K, with credentials as text', () => {
    expect(connectionRequestStanza('cpe@example.net/r', { username: 'a<b', password: 'c&"d' }).toString()).toBe(
      '<iq type="get" to="cpe@example.net/r"><connectionRequest xmlns="urn:broadband-forum-org:cwmp:xmppConnReq-1-0">' +
        '<username>a&lt;b</username><password>c&amp;"d</password></connectionRequest></iq>',
    );
  });

  test.each([
    ['not-authorized', 'cancel', 'unauthorized'],
    ['not-autorized', 'cancel', 'unauthorized'],
    ['service-unavailable', 'cancel', 'unreachable'],
    ['recipient-unavailable', 'wait', 'unreachable'],
    ['item-not-found', 'cancel', 'unreachable'],
    ['remote-server-timeout', 'wait', 'unreachable'],
    ['resource-constraint', 'wait', 'busy'],
    ['feature-not-implemented', 'cancel', 'failed'],
  ])('%s (%s) means %s', (condition, type, outcome) => {
    expect(errorMeaning(condition, type)).toMatchObject({ outcome, mayFollow: false });
  });

  test.each([
    ['cpe@example.net/r@x', 'example.net'],
    ['cpe@Example.NET', 'example.net'],
    ['example.net', null],
    ['@example.net', null],
    ['cpe@', null],
    ['a b@example.net', null],
    ['<x>@example.net', null],
  ])('the domain of %j is %j', (jid, domain) => {
    expect(domainOf(jid)).toBe(domain);
  });
});

describe('through a real server', () => {
  let server: XmppServer;
  let muster: XmppConnection;
  const lost: string[] = [];
  const open: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    server = await XmppServer.start({ muster: 'secret', cpe1: 'p1', cpe2: 'p2', 'cpe.3-x': 'p3' });
    muster = keepXmpp(settings(), { connected: () => undefined, lost: (reason) => void lost.push(reason) });
    await until('we are logged in', () => muster.online);
  });
  afterAll(async () => {
    await Promise.all(open.map((one) => one.close()));
    await muster?.stop();
    await server?.stop();
  });

  const settings = () => ({
    service: server.service,
    domain: server.domain,
    username: 'muster',
    password: 'secret',
    deviceDomains: [server.domain],
    withoutTls: true,
  });

  async function gateway(
    username: string,
    password: string,
    more: { allowed?: string[]; notAuthorized?: string } = {},
  ) {
    const bell = new Bell();
    const { service, domain } = server;
    const options = { service, domain, username, password, resource: 'tr069', called: bell, allowed: [], ...more };
    const listener = await new XmppListener(options).listen();
    open.push(listener);
    return { bell, listener, jid: listener.jabberId };
  }

  test('a gateway that is logged in is called, and accepts', async () => {
    const { bell, jid } = await gateway('cpe1', 'p1');
    expect(await muster.call(jid, login)).toMatchObject({ outcome: 'accepted', mayFollow: true });
    expect(bell.rung).toBe(1);
  });

  test('wrong credentials are refused, however the gateway spells it', async () => {
    const { bell, jid } = await gateway('cpe2', 'p2', { notAuthorized: 'not-autorized' });
    expect(await muster.call(jid, { ...login, password: 'wrong' })).toMatchObject({ outcome: 'unauthorized' });
    expect(bell.rung).toBe(0);
  });

  test('a gateway that allows only others says so, and one that is not online is not reached', async () => {
    const { bell, jid } = await gateway('cpe.3-x', 'p3', { allowed: ['acs@elsewhere'] });
    expect(await muster.call(jid, login)).toMatchObject({ outcome: 'unreachable' });
    expect(bell.rung).toBe(0);
    expect(await muster.call(`cpe1@${server.domain}/gone`, login)).toMatchObject({ outcome: 'unreachable' });
    expect(await muster.call(`nobody@${server.domain}/x`, login)).toMatchObject({ outcome: 'unreachable' });
  });

  test('a gateway may allow us by our bare address', async () => {
    const { jid } = await gateway('cpe2', 'p2', { allowed: [`muster@${server.domain}`] });
    expect(await muster.call(jid, login)).toMatchObject({ outcome: 'accepted' });
  });

  test('an address in another domain is not called: the device could name anybody', async () => {
    expect(await muster.call('victim@example.com/x', login)).toMatchObject({ outcome: 'destinationRefused' });
    expect(await muster.call('no address', login)).toMatchObject({ outcome: 'failed' });
  });

  test('when the server goes away, calls say so; when it is back, so are we', async () => {
    await server.pause();
    await until('it shows', () => !muster.online);
    expect(await muster.call(`cpe1@${server.domain}/tr069`, login)).toMatchObject({
      outcome: 'unreachable',
      detail: 'the XMPP server cannot be reached',
    });
    await server.resume();
    await until('we are logged in again', () => muster.online);
    const { bell, jid } = await gateway('cpe1', 'p1');
    expect(await muster.call(jid, login)).toMatchObject({ outcome: 'accepted' });
    expect(bell.rung).toBe(1);
    expect(lost.length).toBeGreaterThan(0);
  });

  test('a login that is refused is tried again, and works once the password is right', async () => {
    const reasons: string[] = [];
    const late = { ...settings(), username: 'late', password: 'right' };
    const connection = keepXmpp(late, { connected: () => undefined, lost: (reason) => void reasons.push(reason) });
    await until('it was refused', () => reasons.length > 0);
    await server.account('late', 'right');
    await until('it is logged in', () => connection.online);
    await connection.stop();
    expect(connection.online).toBe(false);
  });

  test('without TLS nothing is said unless that is allowed', async () => {
    const reasons: string[] = [];
    const strict = { ...settings(), withoutTls: false };
    const connection = keepXmpp(strict, { connected: () => undefined, lost: (reason) => void reasons.push(reason) });
    await until('it gave up', () => reasons.length > 0);
    expect(reasons[0]).toContain('MUSTER_XMPP_WITHOUT_TLS');
    expect(connection.online).toBe(false);
    await connection.stop();
  });

  test('stopping ends at once, also while nothing can be reached', async () => {
    const nowhere = { ...settings(), service: 'xmpp://127.0.0.1:1' };
    const connection = keepXmpp(nowhere, { connected: () => undefined, lost: () => undefined });
    const from = performance.now();
    await connection.stop();
    expect(performance.now() - from).toBeLessThan(6000);
  });
});
