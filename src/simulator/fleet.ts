import { join } from 'node:path';
import { deviceIdOf } from '../base/device-id.ts';
import { seconds, sleep } from '../base/durations.ts';
import { ConnectionRequestServer } from './connection-request/server.ts';
import { type DeviceCredential, factoryPassword, fleetSecret } from './credentials.ts';
import { type FleetOptions, type FleetRequest, fleetOptions } from './fleet-options.ts';
import { manufacture } from './gateway/factory.ts';
import { Gateway } from './gateway/gateway.ts';
import type { GatewayIdentity } from './gateway/identity.ts';
import { Life } from './gateway/life.ts';
import type { GatewaySettings } from './gateway/settings.ts';
import { StateFile } from './gateway/state-file.ts';
import { Limiter } from './limiter.ts';
import { assignMisbehaviours, type Misbehaviour } from './misbehaviour.ts';
import { enlarge } from './model/enlarge.ts';
import { tr181 } from './model/tr181/index.ts';
import { type FleetStatistics, fleetStatistics, type GatewayStatistics, gatewayStatistics } from './statistics.ts';

/** State files read at once at start. */
const loadersAtOnce = 32;

/** Identities in order of serial number; the same for the same options. */
function identities(options: FleetOptions): GatewayIdentity[] {
  const { manufacturer, oui, productClass, hardwareVersion } = options;
  const modelName = `${productClass} Residential Gateway`.slice(0, 64);
  return Array.from({ length: options.count }, (_, index) => {
    const serialNumber = options.serialPrefix + String(index + 1).padStart(6, '0');
    return { manufacturer, oui, productClass, serialNumber, modelName, hardwareVersion };
  });
}

/**
 * The credentials a fleet with these options will use, before it starts: an ACS that wants to know its devices can be
 * told in advance.
 */
export async function fleetCredentials(request: FleetRequest): Promise<DeviceCredential[]> {
  const options = fleetOptions(request);
  const secret = await fleetSecret(options.stateDirectory);
  return identities(options).map((identity) => {
    const deviceId = deviceIdOf(identity);
    const { username, password } = options.sharedLogin ?? {
      username: deviceId,
      password: factoryPassword(secret, deviceId),
    };
    return { deviceId, username, password };
  });
}

/**
 * Builds the fleet, listens for connection requests and begins to switch the gateways on; resolves before the ramp is
 * over.
 * @throws MusterError `invalidConfiguration`, `portInUse`
 */
export async function startFleet(request: FleetRequest): Promise<Fleet> {
  const options = fleetOptions(request);
  const model = options.parameters === null ? tr181 : enlarge(tr181, options.parameters);
  const credentials = await fleetCredentials(request);
  const misbehaviours = assignMisbehaviours(
    credentials.map((credential) => credential.deviceId),
    options.misbehaviours,
    options.seed,
  );
  const server = new ConnectionRequestServer({
    host: options.connectionRequestHost,
    port: options.connectionRequestPort,
    rate: options.connectionRequestRate,
    clock: options.clock,
  });
  await server.listen();
  const settings: GatewaySettings = {
    clock: options.clock,
    model,
    acsUrl: options.acsUrl,
    periodicInterval: options.periodicInterval,
    cwmpVersion: options.cwmpVersion,
    rebootTime: seconds(options.rebootSeconds),
    flashTime: seconds(options.flashSeconds),
    retryScale: options.retryScale,
    replyTimeout: seconds(options.replyTimeoutSeconds),
    keepImages: options.keepImages,
    sessions: new Limiter(options.maxSessions),
    downloads: new Limiter(options.maxDownloads),
    connectionRequestOrigin: server.origin,
    onDefect: options.onDefect,
  };
  try {
    const lives = await unpack(options, settings, credentials, misbehaviours);
    for (const life of lives) server.add(life);
    return new Fleet(options, server, lives, credentials);
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Loads every gateway from its folder, or makes it there. */
async function unpack(
  options: FleetOptions,
  settings: GatewaySettings,
  credentials: readonly DeviceCredential[],
  misbehaviours: ReadonlyMap<string, Misbehaviour>,
): Promise<Life[]> {
  const loaders = new Limiter(loadersAtOnce);
  const { signal } = new AbortController();
  const load = async (identity: GatewayIdentity, { deviceId, username, password }: DeviceCredential): Promise<Life> => {
    const file = new StateFile(join(options.stateDirectory, deviceId));
    const state =
      (await file.load()) ?? (await manufacture(file, identity, options.firmwareVersion, options.clock.now()));
    const misbehaviour = misbehaviours.get(deviceId) ?? null;
    return new Life(new Gateway({ settings, identity, login: { username, password }, misbehaviour, file, state }));
  };
  return Promise.all(
    identities(options).map((identity, index) => loaders.run(signal, () => load(identity, credentials[index]!))),
  );
}

/** A running fleet. */
export class Fleet {
  readonly gateways: readonly Gateway[];
  /** `http://host:port` where connection requests are heard. */
  readonly connectionRequestOrigin: string;
  readonly #lives: readonly Life[];
  readonly #server: ConnectionRequestServer;
  readonly #credentials: readonly DeviceCredential[];
  readonly #options: FleetOptions;
  readonly #stopping = new AbortController();
  readonly #ramp: Promise<void>;

  constructor(
    options: FleetOptions,
    server: ConnectionRequestServer,
    lives: readonly Life[],
    credentials: readonly DeviceCredential[],
  ) {
    this.#options = options;
    this.#server = server;
    this.#lives = lives;
    this.#credentials = credentials;
    this.gateways = lives.map((life) => life.gateway);
    this.connectionRequestOrigin = server.origin;
    this.#ramp = this.#switchOn();
  }

  /** What the ACS must know to let each gateway in at first contact. */
  credentials(): readonly DeviceCredential[] {
    return this.#credentials;
  }

  /** Who misbehaves how; gateways that do not are absent. */
  misbehaviours(): Map<string, Misbehaviour> {
    const found = new Map<string, Misbehaviour>();
    for (const { deviceId, misbehaviour } of this.gateways) if (misbehaviour) found.set(deviceId, misbehaviour);
    return found;
  }

  gatewayStatistics(): GatewayStatistics[] {
    return this.#lives.map((life) => gatewayStatistics(life.gateway, life.inSession));
  }

  statistics(): FleetStatistics {
    return fleetStatistics(this.gatewayStatistics());
  }

  /** Switches all gateways off, running sessions finished where possible, and resolves when their state is on disk. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ramp;
    await Promise.all(this.#lives.map((life) => life.stop()));
    await this.#server.close();
  }

  /** For tests: drops everything as kill -9 would. The next fleet on the same directory sees a power cut. */
  async abandon(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#lives.map((life) => life.abandon()));
    await this.#ramp;
    await this.#server.close();
  }

  async #switchOn(): Promise<void> {
    const { rampSeconds, onDefect } = this.#options;
    const { signal } = this.#stopping;
    const step = seconds(rampSeconds) / this.#lives.length;
    const begin = performance.now();
    const starting: Promise<void>[] = [];
    for (const [index, life] of this.#lives.entries()) {
      const wait = begin + index * step - performance.now();
      if (wait > 0) await sleep(wait, signal);
      if (signal.aborted) break;
      starting.push(life.start().catch((error) => onDefect(life.gateway.deviceId, error)));
    }
    await Promise.all(starting);
  }
}
