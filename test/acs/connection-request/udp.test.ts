import { afterEach, describe, expect, test } from 'vitest';
import { callByUdp } from '../../../src/acs/connection-request/udp/call.ts';
import { datagramHearer, type Heard } from '../../../src/acs/connection-request/udp/hear.ts';
import { isFresh, isSigned, readNotification, repeats } from '../../../src/acs/connection-request/udp/notification.ts';
import { udpRequestMessage, udpSignature } from '../../../src/acs/connection-request/udp/request-message.ts';
import { openUdp, type UdpSocket } from '../../../src/acs/connection-request/udp/socket.ts';
import { answerStun } from '../../../src/acs/connection-request/udp/stun-answer.ts';
import {
  addressIn,
  addressValue,
  connectionRequestBindingValue,
  errorCodeIn,
  integrityHolds,
  readStun,
  stunAttributes,
  stunTypes,
  writeStun,
} from '../../../src/base/stun.ts';
import type { Endpoint } from '../../../src/base/stun-address.ts';
import { stunCredential } from '../../../src/security/stun-credential.ts';
import { notificationDatagram } from '../../../src/simulator/connection-request/notification.ts';
import { type UdpBinding, UdpListener } from '../../../src/simulator/connection-request/udp-listener.ts';
import { until } from '../../support/until.ts';
import { Bell, login } from './support/knocked.ts';
import { SmallNat } from './support/small-nat.ts';

const source: Endpoint = { address: '198.51.100.7', port: 4711 };
const modern = Buffer.from('2112a442b7e7a701bc34d686fa87dfae', 'hex');
const older = Buffer.alloc(16, 9);
const passwords = new Map([['cpe1', 'stun secret']]);
const answerTo = (datagram: Buffer, from = source) => answerStun(datagram, from, (name) => passwords.get(name) ?? null);
const marked = { type: stunAttributes.connectionRequestBinding, value: connectionRequestBindingValue };
const changed = { type: stunAttributes.bindingChange, value: Buffer.alloc(0) };
const named = (name: string) => ({ type: stunAttributes.username, value: Buffer.from(name) });
const request = (attributes: { type: number; value: Buffer }[], more: { key?: string; transaction?: Buffer } = {}) =>
  writeStun({ type: stunTypes.bindingRequest, transaction: modern, attributes, ...more });

describe('the signature of a UDP connection request', () => {
  test.each([
    ['secret', '1700000000', '1', 'acs-user', '0123456789abcdef', '3389ba89327a5188ab56dbecc0e1595e0d314b21'],
    ['p@ss w0rd', '1767225600', '4294967295', '00D09E-CPE-1', 'Zz9', 'ecff51b245b820ba7bcbb203bc2d1739e816049f'],
  ])('with the key %s', (key, ts, id, un, cn, sig) => {
    expect(udpSignature(key, [ts, id, un, cn])).toBe(sig.toUpperCase());
  });

  test('the message is one GET of an absolute URI with form-encoded values', () => {
    const message = udpRequestMessage({
      address: '[2001:db8::1]:5000',
      login: { username: 'a&b c', password: 'secret' },
      ts: 1_700_000_000,
      id: 1,
      cn: 'x',
    }).toString();
    expect(message).toMatch(
      /^GET http:\/\/\[2001:db8::1\]:5000\?ts=1700000000&id=1&un=a%26b\+c&cn=x&sig=[0-9A-F]{40} HTTP\/1\.1\r\n/,
    );
    expect(message.endsWith('\r\n\r\n')).toBe(true);
    const url = new URL(message.split(' ')[1]!);
    expect(url.searchParams.get('sig')).toBe(udpSignature('secret', ['1700000000', '1', 'a&b c', 'x']));
  });
});

describe('the STUN server', () => {
  test('tells anybody the address that it sees', () => {
    const { answer, binding, to } = answerTo(request([]));
    const message = readStun(answer!)!;
    expect(message.type).toBe(stunTypes.bindingResponse);
    expect(addressIn(message, stunAttributes.xorMappedAddress)).toEqual(source);
    expect(to).toEqual(source);
    expect(binding).toBe(null);
  });

  test('an RFC 3489 client gets MAPPED-ADDRESS', () => {
    const message = readStun(answerTo(request([marked], { transaction: older })).answer!)!;
    expect(addressIn(message, stunAttributes.mappedAddress)).toEqual(source);
    expect(message.attributes).toHaveLength(1);
  });

  test('an answer is no larger than the request, but for a bare one, which has less than an address needs', () => {
    for (const attributes of [[marked], [marked, changed], [marked, named('cpe1')]]) {
      const datagram = request(attributes);
      expect(answerTo(datagram).answer!.length).toBeLessThanOrEqual(datagram.length);
    }
    expect(answerTo(request([])).answer!.length).toBe(32);
  });

  test('a binding is believed when it is proven and comes from the connection-request port', () => {
    const proven = (attributes: { type: number; value: Buffer }[], key = 'stun secret') =>
      answerTo(request([...attributes, named('cpe1')], { key }));
    expect(proven([marked])).toMatchObject({ binding: { username: 'cpe1', changed: false } });
    expect(proven([marked, changed])).toMatchObject({ binding: { username: 'cpe1', changed: true } });
    expect(integrityHolds(readStun(proven([marked]).answer!)!, 'stun secret')).toBe(true);
    expect(proven([]).binding).toBe(null);
    expect(proven([marked], 'wrong').binding).toBe(null);
    expect(answerTo(request([marked, named('cpe1')])).binding).toBe(null);
  });

  test('a changed binding has to be proven: 401, and what is wrong then is refused', () => {
    const code = (datagram: Buffer): number | null => errorCodeIn(readStun(answerTo(datagram).answer!)!);
    expect(code(request([marked, changed]))).toBe(401);
    expect(code(request([marked, named('cpe1')], { key: 'wrong' }))).toBe(401);
    expect(code(request([marked, named('nobody')], { key: 'wrong' }))).toBe(401);
    expect(code(request([marked, named('cpe1')], { key: 'wrong', transaction: older }))).toBe(431);
  });

  test('an attribute that must be understood and is not: 420 with its number', () => {
    const message = readStun(answerTo(request([{ type: 0x7abc, value: Buffer.alloc(4) }])).answer!)!;
    expect(errorCodeIn(message)).toBe(420);
    expect(
      message.attributes.find(({ type }) => type === stunAttributes.unknownAttributes)?.value.toString('hex'),
    ).toBe('7abc');
    const moved = readStun(
      answerTo(request([{ type: stunAttributes.changeRequest, value: Buffer.of(0, 0, 0, 6) }])).answer!,
    )!;
    expect(errorCodeIn(moved)).toBe(420);
  });

  test('RESPONSE-ADDRESS is followed to another port of the same host and nowhere else', () => {
    const wish = (endpoint: Endpoint) =>
      answerTo(
        request([
          {
            type: stunAttributes.responseAddress,
            value: addressValue(stunAttributes.responseAddress, endpoint, modern),
          },
        ]),
      );
    expect(wish({ ...source, port: 9 }).to).toEqual({ ...source, port: 9 });
    expect(wish({ address: '203.0.113.1', port: 9 }).answer).toBe(null);
  });

  test('malformed, foreign and forged datagrams are dropped', () => {
    const good = request([marked]);
    const response = writeStun({ type: stunTypes.bindingResponse, transaction: modern, attributes: [] });
    const printed = writeStun({ type: 1, transaction: modern, attributes: [marked], fingerprint: true });
    printed[printed.length - 1]! ^= 1;
    for (const bad of [
      Buffer.alloc(0),
      good.subarray(0, 30),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      response,
      printed,
    ]) {
      expect(answerTo(bad).answer).toBe(null);
    }
  });

  test('a STUN login is made of the device id, and none for an id that STUNUsername cannot hold', () => {
    const key = Buffer.from('key');
    expect(stunCredential(key, 'A-1')).toEqual(stunCredential(key, 'A-1'));
    expect(stunCredential(key, 'A-1')!.password).not.toBe(stunCredential(key, 'A-2')!.password);
    expect(stunCredential(key, 'x'.repeat(257))).toBe(null);
  });
});

describe('lightweight notifications', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const good = {
    identity: { oui: '00D09E', productClass: 'A-B', serialNumber: 'S1' },
    login: { username: 'cpe', password: 'its password' },
    ts: now / 1000,
    cn: 'n1',
    parameters: { 'Device.X.Y': 'a < b', 'Device.X.Z': '' },
  };

  test('as icwmp sends it: read, signed, fresh', () => {
    const read = readNotification(notificationDatagram(good))!;
    expect(read).toMatchObject({ un: 'cpe', device: '00D09E-A%2DB-S1', ts: now / 1000, cn: 'n1' });
    expect(read.parameters).toEqual([
      { name: 'Device.X.Y', value: 'a < b' },
      { name: 'Device.X.Z', value: '' },
    ]);
    expect(isSigned(read, 'its password')).toBe(true);
    expect(isSigned(read, 'another')).toBe(false);
    expect(isFresh(read, now)).toBe(true);
    expect(isFresh(read, now + 6 * 60_000)).toBe(false);
    expect(isFresh(read, now - 6 * 60_000)).toBe(false);
  });

  test('a changed byte of the body breaks the signature', () => {
    const bytes = notificationDatagram(good);
    bytes.write('b', bytes.indexOf('a &lt;'), 'latin1');
    expect(isSigned(readNotification(bytes)!, 'its password')).toBe(false);
  });

  test.each([
    ['nothing', ''],
    ['no signature', 'POST /HTTPS/1.1\r\n\r\n<Notification/>'],
    ['no XML', `POST / HTTP/1.1\r\nSignature: ${'0'.repeat(40)}\r\n\r\nhello`],
    ['another document', `POST / HTTP/1.1\r\nSignature: ${'0'.repeat(40)}\r\n\r\n<Other/>`],
    ['a DTD', `POST / HTTP/1.1\r\nSignature: ${'0'.repeat(40)}\r\n\r\n<!DOCTYPE a []><Notification/>`],
    ['no device', `POST / HTTP/1.1\r\nSignature: ${'0'.repeat(40)}\r\n\r\n<Notification><TS>1</TS></Notification>`],
  ])('is not read: %s', (_what, text) => {
    expect(readNotification(Buffer.from(text))).toBe(null);
  });

  test('a repeat is known as one, with bounded memory', () => {
    const isRepeat = repeats(2);
    const read = (cn: string) => readNotification(notificationDatagram({ ...good, cn }))!;
    expect([isRepeat(read('a'), now), isRepeat(read('a'), now), isRepeat(read('b'), now)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(isRepeat(read('c'), now)).toBe(false);
    expect(isRepeat(read('c'), now)).toBe(true);
  });
});

describe('over real sockets', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  const stunKey = Buffer.from('installation key');

  /** The STUN port, with what it learns. */
  async function stunServer(heard: Heard[] = []) {
    const bindings: (Endpoint & { device: string })[] = [];
    const hear = datagramHearer({
      clock: { now: () => Date.now() },
      stunKey,
      rememberBinding: (device, seen) => void bindings.push({ device, ...seen }),
      passwordsOf: async () => [],
      rememberHint: async () => undefined,
      report: (what) => void heard.push(what),
      failed: (error) => {
        throw error;
      },
    });
    const socket: UdpSocket = await openUdp(
      { host: '127.0.0.1', port: 0, variable: 'MUSTER_STUN_PORT' },
      (datagram, from) => hear(datagram, from, (answer, to) => void socket.send(answer, to)),
      () => undefined,
    );
    open.push(socket);
    return { socket, bindings, heard };
  }

  /** A gateway behind a NAT that lets in only who was sent to. */
  async function natted(server: Endpoint, stunLogin: { username: string; password: string } | null) {
    const nat = await new SmallNat(server).listen();
    open.push(nat);
    const bell = new Bell();
    const told: UdpBinding[] = [];
    const listener = new UdpListener({
      host: '127.0.0.1',
      server: nat.inside,
      stunLogin,
      keepAlive: 60_000,
      called: bell,
      changed: (binding) => void told.push(binding),
    });
    open.push(await listener.listen());
    return { nat, bell, told, listener };
  }

  const endpointOf = (text: string): Endpoint => ({ address: text.split(':')[0]!, port: Number(text.split(':')[1]) });

  test('a gateway behind a NAT learns its address, and a call by the STUN port reaches it', async () => {
    const { socket } = await stunServer();
    const { bell, told, nat } = await natted({ address: '127.0.0.1', port: socket.port }, null);
    await until('it knows its address', () => told.length === 1);
    expect(told[0]).toEqual({ address: `127.0.0.1:${nat.outsidePort}`, natDetected: true });
    const { address } = told[0]!;
    expect(await callByUdp(socket, address, endpointOf(address), login, Date.now())).toMatchObject({
      outcome: 'accepted',
    });
    await until('it rang', () => bell.rung === 1);
  });

  test('a call by any other port dies at the NAT', async () => {
    const { socket } = await stunServer();
    const { bell, told, nat } = await natted({ address: '127.0.0.1', port: socket.port }, null);
    await until('it knows its address', () => told.length === 1);
    const other = await openUdp(
      { host: '127.0.0.1', port: 0, variable: '' },
      () => undefined,
      () => undefined,
    );
    open.push(other);
    await callByUdp(other, told[0]!.address, endpointOf(told[0]!.address), login, Date.now());
    await until('the copies came to the NAT', () => nat.turnedAway === 3);
    expect(bell.rung).toBe(0);
  });

  test('copies of one request ring once; an older time, another user and a wrong signature never', async () => {
    const { socket } = await stunServer();
    const { bell, told, listener } = await natted({ address: '127.0.0.1', port: socket.port }, null);
    await until('it knows its address', () => told.length === 1);
    const { address } = told[0]!;
    const call = (as: typeof login, now: number) => callByUdp(socket, address, endpointOf(address), as, now);
    await call(login, 1_700_000_000_000);
    await until('all three arrived', () => listener.accepted + listener.dropped === 3);
    expect(bell.rung).toBe(1);
    await call(login, 1_699_999_999_000);
    await call({ ...login, username: 'else' }, 1_700_000_001_000);
    await call({ ...login, password: 'else' }, 1_700_000_001_000);
    await until('all twelve arrived', () => listener.accepted + listener.dropped === 12);
    expect(bell.rung).toBe(1);
    await call(login, 1_700_000_001_000);
    await until('it rang again', () => bell.rung === 2);
  });

  test('a binding with a login is learned by the server as soon as it changes', async () => {
    const { socket, bindings, heard } = await stunServer();
    const device = '00D09E-MG100-S1';
    const stunLogin = stunCredential(stunKey, device)!;
    const { nat, listener, told } = await natted({ address: '127.0.0.1', port: socket.port }, stunLogin);
    await until('the server knows it', () => bindings.length > 0);
    expect(bindings[0]).toEqual({ device, address: '127.0.0.1', port: nat.outsidePort });
    expect(listener.refusals).toEqual([401]);
    await nat.forget();
    listener.ask();
    await until('the server knows the new one', () => bindings.at(-1)?.port === nat.outsidePort);
    expect(told.map(({ address }) => address)).toEqual([
      `127.0.0.1:${bindings[0]!.port}`,
      `127.0.0.1:${nat.outsidePort}`,
    ]);
    expect(heard).toContain('proven binding');
  });

  test('one source that sends too much is dropped, and others are served', async () => {
    const heard: Heard[] = [];
    const { socket } = await stunServer(heard);
    let answers = 0;
    const flood = await openUdp(
      { host: '127.0.0.2', port: 0, variable: '' },
      () => void answers++,
      () => undefined,
    );
    open.push(flood);
    for (let i = 0; i < 6_000; i++) {
      await flood.send(request([]), { address: '127.0.0.1', port: socket.port });
    }
    await until('the limit was met', () => heard.includes('limited'));
    expect(answers).toBeLessThan(4_000);
    const { told } = await natted({ address: '127.0.0.1', port: socket.port }, null);
    await until('another gateway is served', () => told.length === 1);
  });
});
