import { join } from 'node:path';
import { deviceIdOf } from '../base/device-id.ts';
import { seconds, sleep } from '../base/durations.ts';
import { MusterError } from '../base/errors.ts';
import { ConnectionRequestServer } from './connection-request/server.ts';
import { type UdpWatch, watchUdp } from './connection-request/udp-watch.ts';
import { type DeviceCredential, factoryPassword, fleetSecret } from './credentials.ts';
import { type FleetOptions, type FleetRequest, fleetOptions } from './fleet-options.ts';
import { manufacture } from './gateway/factory.ts';
import { Gateway, type RpcFault } from './gateway/gateway.ts';
import { type Happening, happen } from './gateway/happenings.ts';
import type { GatewayIdentity } from './gateway/identity.ts';
import { Life } from './gateway/life.ts';
import type { GatewaySettings } from './gateway/settings.ts';
import { StateFile } from './gateway/state-file.ts';
import { Limiter } from './limiter.ts';
import { assignMisbehaviours, assignShares, type Misbehaviour } from './misbehaviour.ts';
import type { Model } from './model/definition.ts';
import { enlarge } from './model/enlarge.ts';
import { modelOf, type Root } from './model/roots.ts';
import { noQuirks, Quirks } from './quirks/quirks.ts';
import type { EnvironmentKind } from './software/environments/environment.ts';
import { trustedKeys } from './software/environments/trusted-keys.ts';
import { type FleetStatistics, fleetStatistics, type GatewayStatistics, gatewayStatistics } from './statistics.ts';

/** State files read at once at start. */
const loadersAtOnce = 32;

/** One gateway as it is planned, before it is made or loaded. */
interface Blueprint {
  /** Names its folder and decides what falls to it; the identity it shows may be another. */
  readonly id: string;
  readonly factoryIdentity: GatewayIdentity;
  readonly identity: GatewayIdentity;
  readonly root: Root;
  readonly quirks: Quirks;
  readonly environment: EnvironmentKind;
}

/** Blueprints in order of serial number; the same for the same options. */
function blueprints(options: FleetOptions): Blueprint[] {
  const { manufacturer, oui, productClass, hardwareVersion, seed } = options;
  const modelName = `${productClass} Residential Gateway`.slice(0, 64);
  const factory = Array.from({ length: options.count }, (_, index) => {
    const serialNumber = options.serialPrefix + String(index + 1).padStart(6, '0');
    return { manufacturer, oui, productClass, serialNumber, modelName, hardwareVersion };
  });
  const ids = factory.map(deviceIdOf);
  const rootOf = assignShares(ids, options.rootShares, `${seed}/root`, 'roots');
  const environmentOf = assignShares(ids, options.environments, `${seed}/environment`, 'environments');
  const quirksOf = assignShares(ids, options.quirkShares, `${seed}/quirk`, 'quirks');
  return factory.map((factoryIdentity, index) => {
    const id = ids[index]!;
    const names = [...new Set([...options.quirks, ...(quirksOf.get(id) ?? [])])];
    const quirks = names.length === 0 ? noQuirks : new Quirks(names);
    const root = rootOf.get(id) ?? options.root;
    return {
      id,
      factoryIdentity,
      identity: quirks.identity(factoryIdentity),
      root,
      quirks,
      environment: environmentOf.get(id) ?? 'scripted',
    };
  });
}

/**
 * The credentials a fleet with these options will use, before it starts: an ACS that wants to know its devices can be
 * told in advance.
 */
export async function fleetCredentials(request: FleetRequest): Promise<DeviceCredential[]> {
  const options = fleetOptions(request);
  return credentialsOf(options, blueprints(options));
}

async function credentialsOf(options: FleetOptions, plans: readonly Blueprint[]): Promise<DeviceCredential[]> {
  const secret = await fleetSecret(options.stateDirectory);
  return plans.map(({ identity }) => {
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
  const plans = blueprints(options);
  const models = modelsOf(options, plans);
  const credentials = await credentialsOf(options, plans);
  const ids = plans.map((plan) => plan.id);
  const misbehaviours = assignMisbehaviours(ids, options.misbehaviours, options.seed);
  const rpcFaults = assignShares(ids, options.rpcFaults, `${options.seed}/rpcFault`, 'RPC faults');
  const server = new ConnectionRequestServer({
    host: options.connectionRequestHost,
    port: options.connectionRequestPort,
    rate: options.connectionRequestRate,
    clock: options.clock,
  });
  await server.listen();
  const settings: GatewaySettings = {
    clock: options.clock,
    acsUrl: options.acsUrl,
    periodicInterval: options.periodicInterval,
    cwmpVersion: options.cwmpVersion,
    cwmpNamespace: options.cwmpNamespace,
    sessionTimeout: {
      seconds: options.sessionTimeoutSeconds ?? Math.ceil(options.replyTimeoutSeconds),
      explicit: options.sessionTimeoutSeconds !== null,
    },
    softwareModulesForm: options.softwareModulesForm,
    without: options.without,
    withMethods: options.withMethods,
    aliasBasedAddressing: options.aliasBasedAddressing,
    instanceWildcards: options.instanceWildcards,
    windowScale: options.windowScale,
    diagnosticTime: seconds(options.diagnosticSeconds),
    rebootTime: seconds(options.rebootSeconds),
    flashTime: seconds(options.flashSeconds),
    retryScale: options.retryScale,
    replyTimeout: seconds(options.replyTimeoutSeconds),
    keepImages: options.keepImages,
    sessions: new Limiter(options.maxSessions),
    downloads: new Limiter(options.maxDownloads),
    connectionRequestOrigin: server.origin,
    onDefect: options.onDefect,
    packageKeys: options.packageKeys === null ? null : trustedKeys(options.packageKeys),
    architecture: options.architecture,
    onSoftwareStep: options.onSoftwareStep,
  };
  try {
    const loaders = new Limiter(loadersAtOnce);
    const { signal } = new AbortController();
    const lives = await Promise.all(
      plans.map((plan, index) =>
        loaders.run(signal, async () => {
          const ill = { misbehaviour: misbehaviours.get(plan.id) ?? null, rpcFault: rpcFaults.get(plan.id) ?? null };
          return unpack(options, settings, models[plan.root]!, plan, credentials[index]!, ill);
        }),
      ),
    );
    for (const life of lives) server.add(life, life.gateway.quirks.knocks(options.connectionRequestManner));
    const udp = options.stun ? watchUdp(lives, options.connectionRequestHost) : null;
    return new Fleet(options, server, udp, lives, credentials);
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** The frozen models the fleet needs, each shared by all gateways that have it. */
function modelsOf(options: FleetOptions, plans: readonly Blueprint[]): Partial<Record<Root, Model>> {
  const models: Partial<Record<Root, Model>> = {};
  for (const root of new Set(plans.map((plan) => plan.root))) {
    const model = modelOf(root);
    models[root] = options.parameters === null ? model : enlarge(model, options.parameters);
  }
  return models;
}

/** Loads one gateway from its folder, or makes it there. */
async function unpack(
  options: FleetOptions,
  settings: GatewaySettings,
  model: Model,
  plan: Blueprint,
  login: DeviceCredential,
  ill: { readonly misbehaviour: Misbehaviour | null; readonly rpcFault: RpcFault | null },
): Promise<Life> {
  const { factoryIdentity, identity, quirks, environment } = plan;
  const { username, password } = login;
  const file = new StateFile(join(options.stateDirectory, plan.id));
  const state =
    (await file.load()) ?? (await manufacture(file, factoryIdentity, options.firmwareVersion, options.clock.now()));
  return new Life(
    new Gateway({
      settings,
      model,
      identity,
      factoryIdentity,
      login: { username, password },
      ...ill,
      quirks,
      file,
      state,
      environment,
    }),
  );
}

/** A running fleet. */
export class Fleet {
  readonly gateways: readonly Gateway[];
  /** `http://host:port` where connection requests are heard. */
  readonly connectionRequestOrigin: string;
  readonly #lives: readonly Life[];
  readonly #server: ConnectionRequestServer;
  readonly #udp: UdpWatch | null;
  readonly #credentials: readonly DeviceCredential[];
  readonly #options: FleetOptions;
  readonly #stopping = new AbortController();
  readonly #ramp: Promise<void>;

  constructor(
    options: FleetOptions,
    server: ConnectionRequestServer,
    udp: UdpWatch | null,
    lives: readonly Life[],
    credentials: readonly DeviceCredential[],
  ) {
    this.#options = options;
    this.#server = server;
    this.#udp = udp;
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

  /**
   * Lets something happen to one gateway that the ACS did not order; it tells the ACS by the rules.
   * @throws MusterError `notFound` for a gateway that is not in the fleet
   */
  async happen(deviceId: string, happening: Happening): Promise<void> {
    const life = this.#lives.find((other) => other.gateway.deviceId === deviceId);
    if (life === undefined) throw new MusterError('notFound', `there is no gateway ${deviceId}`);
    await happen(life.gateway, happening);
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
    await this.#udp?.close();
    await this.#server.close();
  }

  /** For tests: drops everything as kill -9 would. The next fleet on the same directory sees a power cut. */
  async abandon(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#lives.map((life) => life.abandon()));
    await this.#ramp;
    await this.#udp?.close();
    await this.#server.close();
  }

  async #switchOn(): Promise<void> {
    const { rampSeconds, onDefect, happenings, happeningSeconds, seed } = this.#options;
    const { signal } = this.#stopping;
    const step = seconds(rampSeconds) / this.#lives.length;
    const begin = performance.now();
    const starting: Promise<void>[] = [];
    const ids = this.gateways.map((gateway) => gateway.deviceId);
    const planned = assignShares(ids, happenings, `${seed}/happening`, 'events');
    const guarded = (life: Life, work: Promise<void>): Promise<void> =>
      work.catch((error) => onDefect(life.gateway.deviceId, error));
    const start = async (life: Life): Promise<void> => {
      await life.start();
      const happening = planned.get(life.gateway.deviceId);
      if (happening === undefined) return;
      life.gateway.later(seconds(happeningSeconds), () => void guarded(life, happen(life.gateway, happening)));
    };
    for (const [index, life] of this.#lives.entries()) {
      const wait = begin + index * step - performance.now();
      if (wait > 0) await sleep(wait, signal);
      if (signal.aborted) break;
      starting.push(guarded(life, start(life)));
    }
    await Promise.all(starting);
  }
}
