import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** Where to, where from, and how much. Everything stays on this machine. */
export interface AttackOrder {
  readonly port: number;
  /** Loopback addresses to come from. */
  readonly from: readonly string[];
  /** Connections, or requests at once. */
  readonly count: number;
  readonly ms: number;
}

/** What came of it. */
export interface AttackResult {
  readonly connections: number;
  /** How many of them were open at the end. */
  readonly held: number;
  /** Answers by status; 0 for a connection that was closed without. */
  readonly statuses: Readonly<Record<string, number>>;
}

export const attacks = {
  slowBodies: (order: AttackOrder) =>
    hold(order, async (socket, nonce) => {
      socket.write(head(nonce, { 'Content-Length': '60000' }));
      socket.write('<?xml version="1.0"?>');
      while (!socket.destroyed) {
        await sleep(500);
        socket.write(' ');
      }
    }),
  halfOpen: (order: AttackOrder) =>
    hold(order, async (socket) => void socket.write('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half')),
  idle: (order: AttackOrder) => hold(order, async () => {}),
  gzipBombs: (order: AttackOrder) => flood(order, (nonce) => packed(nonce, bomb())),
  nesting: (order: AttackOrder) =>
    flood(order, (nonce) => {
      const depth = 100;
      return whole(nonce, `<?xml version="1.0"?>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`);
    }),
  declaredGigabyte: (order: AttackOrder) =>
    flood(order, (nonce) => Buffer.from(head(nonce, { 'Content-Length': '1073741824' }) + '<'.repeat(1000))),
  randomBytes: (order: AttackOrder) => flood(order, () => randomBytes(2_000)),
  guessing: (order: AttackOrder) => flood(order, (nonce) => whole(nonce, inform)),
} as const;
export type AttackName = keyof typeof attacks;

/** An Inform that would be fine, had it the right password. */
const inform =
  '<soap-env:Envelope xmlns:soap-env="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2">' +
  '<soap-env:Body><cwmp:Inform><DeviceId><Manufacturer>x</Manufacturer><OUI>00D09E</OUI><ProductClass>X</ProductClass>' +
  '<SerialNumber>GUESS</SerialNumber></DeviceId><Event></Event><MaxEnvelopes>1</MaxEnvelopes>' +
  '<CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount><ParameterList></ParameterList></cwmp:Inform>' +
  '</soap-env:Body></soap-env:Envelope>';

let made: Buffer | undefined;
/** 100 MB of spaces behind a "<", in a hundred kilobytes. */
function bomb(): Buffer {
  made ??= gzipSync(Buffer.concat([Buffer.from('<'), Buffer.alloc(100_000_000, ' ')]));
  return made;
}

/** Digest credentials in good form with a nonce that is ours: the body is read before the password can be compared. */
function head(nonce: string, headers: Readonly<Record<string, string>>): string {
  const login =
    `Digest username="guess-${Math.floor(Math.random() * 1e6)}", realm="muster", nonce="${nonce}", uri="/", qop=auth, ` +
    `nc=00000001, cnonce="0a4f113b", algorithm=MD5, response="00000000000000000000000000000000"`;
  const lines = Object.entries({ Host: '127.0.0.1', Authorization: login, 'Content-Type': 'text/xml', ...headers });
  return `POST / HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function whole(nonce: string, body: string): Buffer {
  return Buffer.from(head(nonce, { 'Content-Length': String(Buffer.byteLength(body)) }) + body);
}

function packed(nonce: string, body: Buffer): Buffer {
  const start = head(nonce, { 'Content-Length': String(body.length), 'Content-Encoding': 'gzip' });
  return Buffer.concat([Buffer.from(start), body]);
}

/** Opens `count` connections, a hundred at a time, and keeps them for as long as the door lets it. */
async function hold(
  order: AttackOrder,
  use: (socket: net.Socket, nonce: string) => Promise<void>,
): Promise<AttackResult> {
  const statuses: Record<string, number> = {};
  const nonce = await nonceOf(order.port);
  const sockets: net.Socket[] = [];
  const end = performance.now() + order.ms;
  while (sockets.length < order.count && performance.now() < end) {
    const some = Math.min(100, order.count - sockets.length);
    const opened = await Promise.all(Array.from({ length: some }, (_, i) => connect(order, sockets.length + i)));
    for (const socket of opened) {
      if (!socket) continue;
      let heard = false;
      socket.on('data', (data) => {
        heard = true;
        count(statuses, statusOf(data));
      });
      socket.on('close', () => (heard ? undefined : count(statuses, '0')));
      use(socket, nonce).catch(() => undefined);
      sockets.push(socket);
    }
  }
  await sleep(Math.max(0, end - performance.now()));
  const held = sockets.filter((socket) => !socket.destroyed && !socket.readableEnded).length;
  for (const socket of sockets) {
    socket.removeAllListeners('close');
    socket.destroy();
  }
  return { connections: sockets.length, held, statuses };
}

/** Keeps `count` requests going, each on a connection of its own. */
async function flood(order: AttackOrder, message: (nonce: string) => Buffer): Promise<AttackResult> {
  const statuses: Record<string, number> = {};
  const end = performance.now() + order.ms;
  let connections = 0;
  const nonce = await nonceOf(order.port);
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const socket = await connect(order, connections++);
      if (!socket) {
        await sleep(50);
        continue;
      }
      count(statuses, await answerTo(socket, message(nonce)));
      // A little air: this machine has to play both sides.
      await sleep(5);
    }
  };
  await Promise.all(Array.from({ length: order.count }, worker));
  return { connections, held: 0, statuses };
}

function answerTo(socket: net.Socket, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done('timeout'), 10_000);
    const done = (status: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(status);
    };
    socket.once('data', (data) => done(statusOf(data)));
    socket.once('close', () => done('0'));
    socket.write(bytes);
  });
}

function connect(order: AttackOrder, n: number): Promise<net.Socket | null> {
  return new Promise((resolve) => {
    const localAddress = order.from[n % order.from.length]!;
    const socket = net.connect({ port: order.port, host: '127.0.0.1', localAddress, noDelay: true });
    socket.on('error', () => resolve(null));
    socket.once('connect', () => resolve(socket));
    socket.once('close', () => resolve(null));
  });
}

/** A nonce as anybody gets it. Asked for from 127.0.0.1, which no limit counts. */
export async function nonceOf(port: number): Promise<string> {
  for (;;) {
    const nonce = await offeredNonce(port);
    if (nonce !== null) return nonce;
    // Too busy to challenge anybody.
    await sleep(200);
  }
}

function offeredNonce(port: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () =>
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
    );
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(/nonce="([^"]+)"/.exec(data.toString('latin1'))?.[1] ?? null);
    });
  });
}

function statusOf(data: Buffer): string {
  return /^HTTP\/1\.1 (\d{3})/.exec(data.toString('latin1', 0, 12))?.[1] ?? '?';
}

function count(statuses: Record<string, number>, status: string): void {
  statuses[status] = (statuses[status] ?? 0) + 1;
}
