import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { udpSignature } from '../../../src/acs/connection-request/udp/request-message.ts';
import { readConfig } from '../../../src/platform/config/config.ts';
import { until } from '../../support/until.ts';
import type { AcsStage } from '../kit/acs-stage.ts';
import { type Callable, callable, loginOf } from '../kit/callable.ts';
import { onMuster } from '../kit/rule.ts';

const server = 'Device.ManagementServer.';

interface Ear {
  readonly socket: Socket;
  readonly port: number;
  readonly heard: { readonly text: string; readonly bytes: Buffer; readonly port: number }[];
}

async function ear(stage: AcsStage): Promise<Ear> {
  const heard: Ear['heard'] = [];
  const socket = createSocket(
    'udp4',
    (bytes, from) => void heard.push({ text: bytes.toString('latin1'), bytes, port: from.port }),
  );
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  stage.later(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return { socket, port: socket.address().port, heard };
}

/** A device that told a UDP address, and was called. @returns the datagrams that came */
async function called(stage: AcsStage, copies = 1): Promise<{ device: Callable; ear: Ear; outcome: string }> {
  const device = await callable(stage);
  const open = await ear(stage);
  await device.session({
    events: ['4 VALUE CHANGE'],
    url: 'http://127.0.0.1:9/',
    parameters: {
      [`${server}UDPConnectionRequestAddress`]: `127.0.0.1:${open.port}`,
      [`${server}NATDetected:boolean`]: '1',
    },
  });
  const outcome = device.call();
  await until('a datagram', () => open.heard.length >= copies);
  await device.session({ events: ['6 CONNECTION REQUEST'] });
  return { device, ear: open, outcome: (await outcome).outcome };
}

const query = (text: string): URLSearchParams => new URL(text.split(' ')[1]!).searchParams;

/** Test vectors of the reference. */
const vectors = [
  ['secret', '1700000000', '1', 'acs-user', '0123456789abcdef', '3389ba89327a5188ab56dbecc0e1595e0d314b21'],
  ['p@ss w0rd', '1767225600', '4294967295', '00D09E-CPE-1', 'Zz9', 'ecff51b245b820ba7bcbb203bc2d1739e816049f'],
] as const;

/** A STUN binding request; with the cookie of RFC 5389, or without as in RFC 3489. */
function bindingRequest(modern: boolean, attributes: readonly Buffer[] = []): Buffer {
  const body = Buffer.concat(attributes);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(1, 0);
  head.writeUInt16BE(body.length, 2);
  const transaction = modern ? Buffer.concat([Buffer.from('2112a442', 'hex'), randomBytes(12)]) : Buffer.alloc(16, 7);
  return Buffer.concat([head, transaction, body]);
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

const marked = attribute(0xc001, Buffer.from('dslforum.org/TR-111 ', 'latin1'));

/** Attributes of a STUN answer by their type. */
function attributesOf(answer: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= answer.length; ) {
    const length = answer.readUInt16BE(at + 2);
    found.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return found;
}

async function stun(
  stage: AcsStage,
  request: Buffer,
): Promise<{ readonly answer: Buffer; readonly port: number; readonly from: number }> {
  const open = await ear(stage);
  open.socket.send(request, stage.muster.udp.stun, '127.0.0.1');
  await until('the STUN server answers', () => open.heard.length > 0, 5_000);
  return { answer: open.heard[0]!.bytes, port: open.port, from: open.heard[0]!.port };
}

export const udp = onMuster('UDP connection request and STUN', 'udp.ts', [
  {
    id: 'UDP-01',
    clause: '§6.2 message',
    rule: 'The call is one datagram with an HTTP/1.1 GET of an absolute URI and no body.',
    holds: async (stage) => {
      const { ear: open, outcome } = await called(stage);
      const { text } = open.heard[0]!;
      assert.match(text, new RegExp(`^GET http://127\\.0\\.0\\.1:${open.port}/?\\?\\S+ HTTP/1\\.1\r\n`));
      assert.ok(text.endsWith('\r\n\r\n'));
      assert.equal(outcome, 'sessionArrived');
    },
  },
  {
    id: 'UDP-02',
    clause: '§6.2 ts, id, un, cn',
    rule: 'The query has ts in seconds of now, id of 32 bits, un as the device was given it, and a random cn.',
    holds: async (stage) => {
      const { ear: open, device } = await called(stage);
      const values = query(open.heard[0]!.text);
      assert.ok(Math.abs(Number(values.get('ts')) - Date.now() / 1000) < 120);
      assert.match(values.get('id')!, /^\d{1,10}$/);
      assert.ok(Number(values.get('id')) <= 4_294_967_295);
      assert.equal(values.get('un'), loginOf(device).username);
      assert.ok(values.get('cn')!.length >= 8);
    },
  },
  {
    id: 'UDP-03',
    clause: '§6.2 sig',
    rule: 'sig is 40 hexadecimal digits of HMAC-SHA1 over ts, id, un and cn unencoded, keyed with the password of the device.',
    holds: async (stage) => {
      const { ear: open, device } = await called(stage);
      const values = query(open.heard[0]!.text);
      const text = ['ts', 'id', 'un', 'cn'].map((name) => values.get(name)).join('');
      const sig = createHmac('sha1', loginOf(device).password).update(text).digest('hex');
      assert.match(values.get('sig')!, /^[0-9A-F]{40}$/);
      assert.equal(values.get('sig')!.toLowerCase(), sig);
    },
  },
  {
    id: 'UDP-04',
    clause: '§6.2 test vectors',
    rule: 'The signature agrees with the test vectors.',
    holds: async () => {
      for (const [key, ts, id, un, cn, sig] of vectors)
        assert.equal(udpSignature(key, [ts, id, un, cn]).toLowerCase(), sig);
    },
  },
  {
    id: 'UDP-05',
    clause: '§6.2 copies, id',
    rule: 'The same datagram is sent about three times, byte for byte, under one id.',
    holds: async (stage) => {
      const { ear: open } = await called(stage, 3);
      const first = open.heard[0]!.text;
      assert.ok(open.heard.filter((one) => one.text === first).length >= 3);
    },
  },
  {
    id: 'UDP-06',
    clause: '§6.2 id',
    rule: 'A new call has another id and a ts that is not older.',
    holds: async (stage) => {
      const { ear: open, device } = await called(stage);
      const before = query(open.heard[0]!.text);
      const count = open.heard.length;
      const outcome = device.call();
      await until('another call', () =>
        open.heard.slice(count).some((one) => query(one.text).get('id') !== before.get('id')),
      );
      await device.session({ events: ['6 CONNECTION REQUEST'] });
      await outcome;
      const after = query(open.heard.at(-1)!.text);
      assert.ok(Number(after.get('ts')) > Number(before.get('ts')));
    },
  },
  {
    id: 'UDP-07',
    clause: '§6.2 source',
    rule: 'The datagram comes from the address and port of the STUN server.',
    holds: async (stage) => {
      const { ear: open } = await called(stage);
      assert.equal(open.heard[0]!.port, stage.muster.udp.stun);
    },
  },
  {
    id: 'UDP-08',
    clause: '§6.2 CPE check',
    rule: 'The CPE drops what is wrong, old or repeated without a word.',
    unchecked: 'Binds the CPE; checked on the listener of the simulator in test/acs/connection-request/udp.test.ts.',
  },
  {
    id: 'UDP-09',
    clause: '§6.2 STUN flavour',
    rule: 'A binding request of RFC 3489 is answered with MAPPED-ADDRESS, the address that it came from.',
    holds: async (stage) => {
      const { answer, port } = await stun(stage, bindingRequest(false));
      assert.equal(answer.readUInt16BE(0), 0x0101);
      assert.deepEqual(answer.subarray(4, 20), Buffer.alloc(16, 7));
      const mapped = attributesOf(answer).get(0x0001)!;
      assert.deepEqual([mapped[1], mapped.readUInt16BE(2), [...mapped.subarray(4)]], [1, port, [127, 0, 0, 1]]);
    },
  },
  {
    id: 'UDP-10',
    clause: '§6.2 STUN flavour',
    rule: 'A binding request of RFC 5389 is answered with XOR-MAPPED-ADDRESS.',
    holds: async (stage) => {
      const { answer, port } = await stun(stage, bindingRequest(true));
      const mapped = attributesOf(answer).get(0x0020)!;
      assert.equal(mapped.readUInt16BE(2) ^ 0x2112, port);
    },
  },
  {
    id: 'UDP-11',
    clause: '§6.2 CONNECTION-REQUEST-BINDING, BINDING-CHANGE',
    rule: 'The attributes of Annex G are understood: a request with them is answered.',
    holds: async (stage) => {
      const { answer } = await stun(stage, bindingRequest(false, [marked]));
      assert.equal(answer.readUInt16BE(0), 0x0101);
    },
  },
  {
    id: 'UDP-12',
    clause: '§6.2 USERNAME, MESSAGE-INTEGRITY',
    rule: 'A changed binding has to be proven: without USERNAME and MESSAGE-INTEGRITY it is answered 401.',
    holds: async (stage) => {
      const { answer } = await stun(stage, bindingRequest(true, [marked, attribute(0xc002, Buffer.alloc(0))]));
      assert.equal(answer.readUInt16BE(0), 0x0111);
      const code = attributesOf(answer).get(0x0009)!;
      assert.equal(code[2]! * 100 + code[3]!, 401);
    },
  },
  {
    id: 'UDP-13',
    clause: '§6.2 message, never a reply',
    rule: 'What is neither STUN nor a notification is never answered.',
    holds: async (stage) => {
      const open = await ear(stage);
      for (const text of ['GET / HTTP/1.1\r\n\r\n', 'hello', '\u0000\u0001', '\u0000\u0001\u0000\u0008xx'])
        open.socket.send(Buffer.from(text, 'latin1'), stage.muster.udp.stun, '127.0.0.1');
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.deepEqual(open.heard, []);
    },
  },
  {
    id: 'UDP-14',
    clause: '§6.2 parameters',
    rule: 'The STUN port is 3478 where nothing else was said.',
    holds: async () => assert.equal(readConfig({}).ports.stun, 3478),
  },
  {
    id: 'UDP-15',
    clause: '§6.2 target, parameters',
    rule: 'Setting a device up for UDP sets STUNEnable, address, port and login, and asks to be told of the address.',
    holds: async (stage) => {
      const device = await callable(stage);
      const { port } = { port: stage.muster.udp.stun };
      await stage.muster.api.post(`/devices/${device.cpe.id}/connection-requests/stun`, {
        port,
        connectionRequest: false,
      });
      await device.session({ events: ['2 PERIODIC'] });
      assert.equal(device.set.get(`${server}STUNEnable`), '1');
      assert.equal(device.set.get(`${server}STUNServerPort`), String(port));
      assert.ok(device.set.get(`${server}STUNUsername`) && device.set.get(`${server}STUNPassword`));
    },
  },
]);
