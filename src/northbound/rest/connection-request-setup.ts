import { Router } from 'express';
import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';
import type { DeviceId } from '../../base/ids.ts';
import { viewDevice } from '../../devices/store.ts';
import { orderOperation } from '../../operations/service.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import { readJson } from './body.ts';
import { callerWith } from './caller.ts';
import type { RestContext } from './context.ts';
import { theDeviceKey } from './devices.ts';

/** How a device reaches our STUN server, and as whom. */
export interface StunSetup {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

const wish = z.strictObject({
  /** As the device reaches it; default: our public host. */
  address: z.string().min(1).max(256).optional(),
  port: z.int().min(1).max(65_535).optional(),
  /** A NAT forgets UDP bindings after 30 seconds at the earliest. */
  keepAliveSeconds: z.int().min(20).max(3600).default(60),
  connectionRequest: z.boolean().default(true),
});

/** Setting devices up so that they can be called behind a NAT. */
export function connectionRequestSetupRoutes(context: RestContext): Router {
  const { pool, clock } = context;
  const router = Router();

  /**
   * Orders what lets a device be called over UDP (TR-069 Annex G): our STUN server with a login of the device's own,
   * and word of its address whenever that changes. Two operations, as anybody could order them.
   */
  router.post('/devices/:id/connection-requests/stun', async (request, response) => {
    const caller = callerWith(request, 'operate');
    const { address, port, keepAliveSeconds, connectionRequest } = readJson(wish, request.body ?? {});
    const device = await theDeviceKey(pool, request.params.id);
    const view = (await viewDevice(pool, device))!;
    const setup = context.stunSetup(view.id);
    const server = `${view.root}ManagementServer.`;
    const values = [
      { path: `${server}STUNServerAddress`, value: address ?? setup.address, type: 'string' },
      { path: `${server}STUNServerPort`, value: String(port ?? setup.port), type: 'unsignedInt' },
      { path: `${server}STUNUsername`, value: setup.username, type: 'string' },
      { path: `${server}STUNPassword`, value: setup.password, type: 'string' },
      {
        path: `${server}STUNMinimumKeepAlivePeriod`,
        value: String(Math.min(keepAliveSeconds, 30)),
        type: 'unsignedInt',
      },
      { path: `${server}STUNMaximumKeepAlivePeriod`, value: String(keepAliveSeconds), type: 'int' },
      { path: `${server}STUNEnable`, value: '1', type: 'boolean' },
    ];
    const attributes = ['UDPConnectionRequestAddress', 'NATDetected'].map((name) => ({
      path: `${server}${name}`,
      notification: 2,
    }));
    const operations = await inTransaction(pool, async (tx) => {
      const order = (kind: string, fields: unknown) =>
        orderOperation(tx, { clock, seal: context.sealOrderSecret }, device, {
          kind,
          order: fields,
          source: caller.name,
        });
      // Notification comes first: an address that is found before anybody asked to be told of it is never told.
      const ids = [
        await order('setParameterAttributes', { attributes }),
        await order('setParameterValues', { values }),
      ];
      const entry = {
        by: caller,
        action: 'connectionRequest.setUpStun',
        object: `device/${view.id}`,
        detail: { operations: ids, address: address ?? setup.address, port: port ?? setup.port },
      };
      await appendAudit(tx, entry, new Date(clock.now()));
      return ids;
    });
    if (connectionRequest) await context.wake([device]);
    response.status(202).json({ operations });
  });

  return router;
}

/** @throws MusterError `notSupported` when there is no STUN server, or no login can be made for the device */
export function stunSetupFor(
  device: DeviceId,
  server: { readonly address: string; readonly port: number | null },
  login: { username: string; password: string } | null,
): StunSetup {
  if (server.port === null) {
    throw new MusterError('notSupported', 'the STUN server is switched off; set MUSTER_STUN_PORT to a port number');
  }
  if (login === null) {
    throw new MusterError('notSupported', `the id ${device.slice(0, 100)}… is longer than a STUNUsername may be`);
  }
  return { address: server.address, port: server.port, ...login };
}
