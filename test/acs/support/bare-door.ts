import { once } from 'node:events';
import type http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { admission } from '../../../src/acs/admission.ts';
import { bodyRoom } from '../../../src/acs/body.ts';
import { bottomless } from '../../../src/acs/buckets.ts';
import { connections } from '../../../src/acs/connections.ts';
import { type DoorSetting, plainDoor, type TlsMaterial, tlsDoor } from '../../../src/acs/doors.ts';
import { acsEndpoint, type EndpointDeps } from '../../../src/acs/endpoint.ts';
import { type LiveSessions, liveSessions } from '../../../src/acs/live-sessions.ts';
import { loginGuard } from '../../../src/acs/login-guard.ts';
import { sourceOf } from '../../../src/acs/source.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { cpeLogin } from '../../../src/security/cpe-login.ts';
import { signedNonces } from '../../../src/security/nonce.ts';

/** Defaults of the rules: what a test does not ask for is wide open. */
export const wideRules: EndpointDeps['rules'] = {
  plainHttp: 'accept',
  redirect: undefined,
  socketIdentity: true,
  maxSessionMs: 3_600_000,
  body: { wire: 1_000_000, inflated: 1_000_000, ratio: 200 },
  xml: { maxDepth: 32, maxElements: 10_000 },
  firstBody: { wire: 100_000, inflated: 100_000, ratio: 200 },
  firstXml: { maxDepth: 32, maxElements: 1_000 },
};

export interface BareDoorWish {
  readonly deps?: Partial<Omit<EndpointDeps, 'rules'>>;
  readonly rules?: Partial<EndpointDeps['rules']>;
  readonly setting?: Partial<DoorSetting>;
  readonly maxConnections?: number;
  readonly connectionsPerSource?: number;
  readonly tls?: TlsMaterial;
}

export interface BareDoor {
  readonly origin: string;
  readonly port: number;
  readonly sessions: LiveSessions;
  /** Reasons of all refusals so far, in order. */
  readonly refusals: string[];
  /** How often the exchange, behind which the database is, was reached. */
  readonly touches: number;
}

export const bareNonces = signedNonces(Buffer.alloc(32, 1));

/** The door as it is, with nothing behind it. Call at the top of the file or of a describe. */
export function withBareDoor(wish: BareDoorWish = {}): BareDoor {
  const sessions = liveSessions();
  const refusals: string[] = [];
  let touches = 0;
  let server: http.Server | https.Server | undefined;
  const touched = async (): Promise<never> => {
    touches++;
    throw new Error('the database was asked');
  };
  const open = connections({
    limit: wish.maxConnections ?? 1_000,
    perSource: wish.connectionsPerSource ?? 0,
    sourceOf: (socket) => sourceOf(socket.remoteAddress ?? ''),
    isUnlimited: () => false,
    refused: (reason) => void refusals.push(reason),
  });
  const handler = acsEndpoint({
    clock: systemClock,
    login: cpeLogin(['digest', 'basic'], bareNonces, { basicWithoutTls: false }),
    sessions,
    parked: {
      began: () => {},
      speaks: () => {},
      handled: () => {},
      strayCookie: () => null,
      find: async () => ({ kind: 'nothing' }),
    },
    admission: admission(
      100,
      () => sessions.size,
      () => 0,
      () => false,
    ),
    exchange: { open: touched, carryOn: touched },
    guard: loginGuard({ perSource: 0, perUser: 0 }, { sharedUsername: 'first-contact', isUnlimited: () => false }),
    mayAsk: bottomless.take,
    certificates: null,
    isUnchallenged: () => false,
    connections: open,
    room: bodyRoom(10_000_000),
    forgave: () => undefined,
    refused: (reason) => void refusals.push(reason),
    failed: () => {},
    ...wish.deps,
    rules: { ...wideRules, ...wish.rules },
  });
  const setting: DoorSetting = {
    handler,
    connections: open,
    mayConnect: () => true,
    maxHeaderBytes: 16_384,
    requestMs: 30_000,
    idleMs: 30_000,
    maxBodyBytes: 1_000_000,
    garbage: (_from, code) => void refusals.push(`garbage ${code}`),
    ...wish.setting,
  };

  beforeAll(async () => {
    server = wish.tls ? tlsDoor(setting, wish.tls) : plainDoor(setting);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server?.close();
    server?.closeAllConnections();
  });
  const port = (): number => (server!.address() as AddressInfo).port;
  return {
    sessions,
    refusals,
    get touches() {
      return touches;
    },
    get port() {
      return port();
    },
    get origin() {
      return `${server instanceof https.Server ? 'https' : 'http'}://127.0.0.1:${port()}/`;
    },
  };
}
