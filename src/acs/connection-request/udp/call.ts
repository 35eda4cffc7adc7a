import { randomBytes, randomInt } from 'node:crypto';
import { messageOf } from '../../../base/errors.ts';
import type { Endpoint } from '../../../base/stun-address.ts';
import { accepted, type CallLogin, type CallResult, missed } from '../result.ts';
import { udpRequestMessage } from './request-message.ts';
import type { UdpSocket } from './socket.ts';

/** Copies of one request, as UDP loses some; and the wait between them. */
const copies = 3;
const apartMs = 150;

/**
 * Sends a UDP connection request (TR-069 Annex G) by the STUN server's own port, which is the only one that the NAT in
 * front of a device lets in. Nothing ever answers it; only a session tells that it arrived.
 * @param address `host:port` as it stands in the message
 * @param to the same, resolved and allowed
 */
export async function callByUdp(
  socket: Pick<UdpSocket, 'send'>,
  address: string,
  to: Endpoint,
  login: CallLogin,
  now: number,
): Promise<CallResult> {
  const message = udpRequestMessage({
    address,
    login,
    ts: Math.floor(now / 1000),
    id: randomInt(1, 2 ** 32),
    cn: randomBytes(8).toString('hex'),
  });
  try {
    await socket.send(message, to);
  } catch (error) {
    return missed('unreachable', `nothing can be sent to ${address}: ${messageOf(error)}`);
  }
  for (let copy = 1; copy < copies; copy++) {
    // A repeat that cannot be sent is a repeat less.
    setTimeout(() => void socket.send(message, to).catch(() => undefined), copy * apartMs).unref();
  }
  return accepted(`it was sent to ${address} ${copies} times`);
}
