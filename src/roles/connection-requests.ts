import { destinationGuard } from '../acs/connection-request/destination-guard.ts';
import { workConnectionRequests } from '../acs/connection-request/jobs.ts';
import { usualWaits } from '../acs/connection-request/order/pursuit.ts';
import { datagramHearer } from '../acs/connection-request/udp/hear.ts';
import type { Notification } from '../acs/connection-request/udp/notification.ts';
import { openUdp, type UdpSocket } from '../acs/connection-request/udp/socket.ts';
import { keepXmpp } from '../acs/connection-request/xmpp/connection.ts';
import { type Arrival, type ArrivalQuery, readArrivals } from '../acs/store.ts';
import { isMusterError } from '../base/errors.ts';
import type { DeviceKey } from '../base/ids.ts';
import type { Endpoint } from '../base/stun-address.ts';
import { noteUdpBindings, type UdpBinding } from '../devices/connection-request-store.ts';
import { rememberParameters, storedTypes } from '../devices/parameter-store.ts';
import { kindOfDevice } from '../devices/reported-store.ts';
import { findDeviceKey } from '../devices/store.ts';
import { addToTimeline } from '../devices/timeline-store.ts';
import { type Batcher, createBatcher } from '../platform/database/batcher.ts';
import { inTransaction } from '../platform/database/transaction.ts';
import type { Foundation } from './foundation.ts';
import { provisionDevice } from './inform.ts';

export interface RunningCalls {
  /** Ports as they were opened; absent where a door is shut. */
  readonly stunPort?: number;
  readonly notificationPort?: number;
  stop(): Promise<void>;
}

/**
 * All that asks devices to call, and what they say over UDP: the STUN port with the calls that go out by it, the port
 * for lightweight notifications, the login at the XMPP server, and the worker that uses them.
 * @throws MusterError `portInUse` when a port that the operator named is taken
 */
export async function startConnectionRequests(foundation: Foundation): Promise<RunningCalls> {
  const { config, clock, pool, events, metrics, box } = foundation;
  const { calls, limits } = config;
  const bindings: Batcher<UdpBinding, null> = createBatcher({
    maxSize: 128,
    maxDelayMs: 50,
    maxRunning: 1,
    maxQueued: 20_000,
    run: (items: readonly UdpBinding[]) => noteUdpBindings(pool, items),
    observe: (size) => metrics.batchSize.observe({ batch: 'udp-bindings' }, size),
  });
  const failed = (error: unknown): void => events.partFailed('udp', error);
  const hear = datagramHearer({
    clock,
    stunKey: foundation.secrets.stun,
    rememberBinding: (deviceId, { address, port }, at) =>
      void bindings({ deviceId, address, port, at }).catch((error: unknown) => {
        if (!isMusterError(error, 'overloaded')) failed(error);
      }),
    async passwordsOf(username, deviceId) {
      const query: ArrivalQuery = { username, deviceId };
      const [arrival] = await readArrivals(pool, [query]);
      return arrival ? passwordsFor(foundation, query, arrival) : [];
    },
    rememberHint: (notification) => rememberHint(foundation, notification),
    report: events.datagramHeard,
    failed,
  });
  const opened: UdpSocket[] = [];
  const open = async (port: number | null, variable: string, wanted: boolean): Promise<UdpSocket | null> => {
    if (port === null) return null;
    try {
      const socket = await openUdp(
        { host: config.bind.devices, port, variable },
        (datagram, from) => hear(datagram, from, answer),
        failed,
      );
      const answer = (bytes: Buffer, to: Endpoint): void => void socket.send(bytes, to).catch(() => undefined);
      opened.push(socket);
      return socket;
    } catch (error) {
      if (wanted || !isMusterError(error, 'portInUse')) throw error;
      // A default that is taken, by a second Muster or another STUN server, is no reason not to serve at all.
      foundation.log.warn({ error: error.message }, 'a UDP port is not served');
      return null;
    }
  };
  let xmpp: ReturnType<typeof keepXmpp> | null = null;
  const stop = async (): Promise<void> => {
    await Promise.all([...opened.map((socket) => socket.close()), xmpp?.stop()]);
    await bindings.drained();
  };
  try {
    const udp = await open(config.ports.stun, 'MUSTER_STUN_PORT', calls.stunWanted);
    const notifications = await open(config.ports.notifications, 'MUSTER_NOTIFICATION_PORT', calls.notificationsWanted);
    if (calls.xmpp) {
      xmpp = keepXmpp(calls.xmpp, {
        connected: (address) => foundation.log.info({ address }, 'logged in to the XMPP server'),
        lost: (reason) => foundation.log.warn({ reason }, 'the XMPP server is not reached'),
      });
    }
    await workConnectionRequests({
      pool,
      queues: foundation.queues,
      clock,
      box,
      callers: {
        guard: destinationGuard(config.cpe.allowedNetworks),
        udp,
        xmpp,
        // For the whole fleet, or for devices whose profile says that they know nothing better (quirk 112).
        basicAllowed: async (device) => {
          if (calls.basicAllowed) return true;
          const key = await findDeviceKey(pool, device);
          const kind = key === null ? null : await kindOfDevice(pool, key);
          return kind !== null && foundation.quirks.profileOf(kind).settings.basicConnectionRequests;
        },
      },
      perSecond: limits.connectionRequestsPerSecond,
      perDevice: limits.connectionRequestsPerDevice,
      waits: { ...usualWaits, sessionMs: limits.sessionAfterCallMs },
      provision: (device: DeviceKey) => provisionDevice(foundation, pool, device),
      report: events.connectionRequested,
    });
    return {
      ...(udp ? { stunPort: udp.port } : {}),
      ...(notifications ? { notificationPort: notifications.port } : {}),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the device may have as ManagementServer.Password: its own, one that is on its way to it, or the shared one. */
function passwordsFor({ box, config, cpePassword }: Foundation, query: ArrivalQuery, arrival: Arrival): string[] {
  if (arrival.device === null || arrival.quarantined) return [];
  const own: string[] = [];
  const context = `cpe:${query.deviceId}`;
  if (arrival.offeredTo === query.deviceId && arrival.offer) own.push(box.open(arrival.offer, context));
  if (arrival.credentialOf === query.deviceId && arrival.secret) own.push(box.open(arrival.secret, context));
  const mayBeShared = arrival.credentialOf === null && !arrival.hasOwn && query.username === config.cpe.username;
  return mayBeShared ? [...own, cpePassword] : own;
}

/** Values become last-known parameters, and nothing else follows from them: evidence comes in sessions. */
async function rememberHint({ pool, clock }: Foundation, notification: Notification): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const [arrival] = await readArrivals(tx, [{ username: '', deviceId: notification.device }]);
    const device = arrival?.device;
    if (!device) return;
    const now = new Date(clock.now());
    const told = notification.parameters.filter(({ name }) => name.startsWith(device.root));
    const types = await storedTypes(
      tx,
      device.key,
      told.map(({ name }) => name),
    );
    const values = told.map(({ name, value }) => ({ name, value, type: types.get(name) ?? 'string' }));
    await rememberParameters(tx, device.key, { values }, now);
    const detail = { event: 'lightweightNotification', parameters: told };
    await addToTimeline(tx, [{ device: device.key, at: now, type: 'note', detail }]);
  });
}
