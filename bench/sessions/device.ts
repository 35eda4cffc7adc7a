import { hash } from 'node:crypto';
import { type BenchDevice, benchDevice, informMessage } from '../messages.ts';

/** How the devices of a run log in. */
export interface LoginScheme {
  readonly kind: 'shared' | 'own';
  readonly username: string;
  readonly password: string;
}

/** User name of a device that has a credential of its own. */
export function ownUsername(n: number): string {
  return `bench-${n}`;
}

/** A device between its sessions: it keeps its nonce and counts up, as RFC 7616 lets it. */
export interface DeviceState {
  readonly n: number;
  readonly identity: BenchDevice;
  nonce: string;
  nc: number;
  username: string;
  ha1: string;
  ha1Key: string;
}

export function newDevice(n: number): DeviceState {
  return { n, identity: benchDevice(n), nonce: '', nc: 0, username: '', ha1: '', ha1Key: '' };
}

const realm = 'muster';
export const uri = '/cwmp';
const cnonce = '0a4f113b9c';
const ha2 = hash('md5', `POST:${uri}`);

/** Takes a nonce out of a challenge. */
export function challenged(device: DeviceState, challenge: string): void {
  device.nonce = /nonce="([^"]*)"/.exec(challenge)?.[1] ?? '';
  device.nc = 0;
}

/** The Authorization header line for the next request. */
export function authorization(device: DeviceState, scheme: LoginScheme): string {
  if (device.nonce === '') return '';
  const username = scheme.kind === 'own' ? ownUsername(device.n) : scheme.username;
  const key = `${username}:${scheme.password}`;
  if (device.ha1Key !== key) {
    device.username = username;
    device.ha1 = hash('md5', `${username}:${realm}:${scheme.password}`);
    device.ha1Key = key;
  }
  device.nc++;
  const nc = device.nc.toString(16).padStart(8, '0');
  const response = hash('md5', `${device.ha1}:${device.nonce}:${nc}:${cnonce}:auth:${ha2}`);
  return (
    `Authorization: Digest username="${username}", realm="${realm}", nonce="${device.nonce}", uri="${uri}", ` +
    `response="${response}", algorithm=MD5, qop=auth, nc=${nc}, cnonce="${cnonce}"\r\n`
  );
}

export function informOf(device: DeviceState, event: string): string {
  return informMessage(device.identity, String(device.nc + 1), event);
}
