import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Endpoint } from '../../base/stun-address.ts';
import { textElement } from '../../cwmp/xml/writer.ts';
import type { Login } from '../gateway/http-login.ts';
import type { GatewayIdentity } from '../gateway/identity.ts';

export interface LightweightNotification {
  readonly identity: Pick<GatewayIdentity, 'oui' | 'productClass' | 'serialNumber'>;
  /** ManagementServer.Username and -Password. */
  readonly login: Login;
  /** Seconds since the epoch. */
  readonly ts: number;
  readonly cn: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The datagram of TR-069 Annex M, misspelled headers included: that is what is in the field (icwmp). */
export function notificationDatagram({ identity, login, ts, cn, parameters }: LightweightNotification): Buffer {
  const { oui, productClass, serialNumber } = identity;
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Notification xmlns="urn:broadband-forum-org:cwmp:lwnotif-1-0">',
    textElement('TS', String(ts)),
    textElement('UN', login.username),
    textElement('CN', cn),
    textElement('OUI', oui),
    textElement('ProductClass', productClass),
    textElement('SerialNumber', serialNumber),
    ...Object.entries(parameters).map(
      ([name, value]) => `<Param>${textElement('Name', name)}${textElement('Value', value)}</Param>`,
    ),
    '</Notification>',
  ].join('');
  const signature = createHmac('sha1', login.password).update(body).digest('hex').toUpperCase();
  const head = [
    'POST /HTTPS/1.1',
    'HOST: acs',
    'Content-Type: test/xml; charset="utf-8"',
    `Content-Lenght: ${Buffer.byteLength(body)}`,
    `Signature: ${signature}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'utf8');
}

/** Sends it; nobody ever answers. */
export async function sendNotification(notification: LightweightNotification, to: Endpoint): Promise<void> {
  const socket = createSocket(to.address.includes(':') ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.send(notificationDatagram(notification), to.port, to.address, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  } finally {
    socket.close();
  }
}
