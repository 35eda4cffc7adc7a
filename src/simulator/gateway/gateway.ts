import { deviceIdOf } from '../../base/device-id.ts';
import type { DeviceId } from '../../base/ids.ts';
import type { Call } from '../../cwmp/rpc/index.ts';
import { formatDateTime } from '../../cwmp/rpc/schema.ts';
import type { CwmpVersion } from '../../cwmp/soap/versions.ts';
import type { Misbehaviour } from '../misbehaviour.ts';
import type { Model } from '../model/definition.ts';
import type { BankFacts, BankNumber, GatewayFacts } from '../model/facts.ts';
import { ParameterTree } from '../model/tree.ts';
import type { Quirks } from '../quirks/quirks.ts';
import type { EnvironmentKind } from '../software/environments/environment.ts';
import { Environments } from '../software/environments/environments.ts';
import { executionEnded, memoryInUse } from '../software/execution.ts';
import { diskInUse } from '../software/units.ts';
import { type Transfer, transferEvent } from '../transfer/transfer.ts';
import { EventQueue, type GatewayEvent } from './events.ts';
import { HttpLogin, type Login } from './http-login.ts';
import { fractionOf, type GatewayIdentity } from './identity.ts';
import { asTold, changedSince, type Watched, watched } from './notifications.ts';
import { eventsOf } from './owed.ts';
import type { GatewaySettings } from './settings.ts';
import type { GatewayState } from './state.ts';
import type { StateFile } from './state-file.ts';

/** What one simulated gateway is made from. */
export interface GatewayParts {
  readonly settings: GatewaySettings;
  readonly model: Model;
  readonly identity: GatewayIdentity;
  /** Identity without quirks: what its firmware images are for. */
  readonly factoryIdentity: GatewayIdentity;
  readonly login: Login;
  readonly misbehaviour: Misbehaviour | null;
  /** Null: every method does what it should. */
  readonly rpcFault: RpcFault | null;
  readonly quirks: Quirks;
  readonly file: StateFile;
  readonly state: GatewayState;
  /** Of its first execution environment. */
  readonly environment: EnvironmentKind;
}

/** Every call of this method is answered with this fault. */
export interface RpcFault {
  readonly method: string;
  readonly code: number;
}

/** A request of the gateway's own, and what its answer settles. */
export interface OwnRequest {
  readonly call: Call;
  readonly acknowledged: () => Promise<void>;
}

/** What the next Inform announces. */
export interface Announcement {
  readonly events: readonly GatewayEvent[];
  readonly requests: readonly OwnRequest[];
  /** Notified parameters that changed, to go into the Inform. */
  readonly changes: readonly Watched[];
  /** All notified parameters as they are now. */
  readonly watched: readonly Watched[];
}

/** `session`: a session is due. `notification`: one is due for active notifications. `plan`: something at a later time. */
export type Work = 'session' | 'notification' | 'plan';

const neverFires = new AbortController().signal;

/** Something that is to happen while the power stays on. */
interface Appointment {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly happen: () => void;
}

/**
 * One simulated gateway as a thing: identity, parameters, events and what it owes the ACS. When it does what is the
 * business of `Life`. What it must not forget is in `state`; the rest goes with the power.
 */
export class Gateway implements GatewayFacts {
  readonly settings: GatewaySettings;
  readonly identity: GatewayIdentity;
  readonly factoryIdentity: GatewayIdentity;
  readonly deviceId: DeviceId;
  readonly ordinal: number;
  readonly factoryLogin: Login;
  readonly misbehaviour: Misbehaviour | null;
  rpcFault: RpcFault | null;
  readonly quirks: Quirks;
  readonly file: StateFile;
  readonly state: GatewayState;
  readonly tree: ParameterTree;
  readonly events: EventQueue;
  readonly environments: Environments;
  readonly acsAuth = new HttpLogin();
  power: 'off' | 'rebooting' | 'on' = 'off';
  /** Fires when the power goes; another one after every boot. */
  signal: AbortSignal = neverFires;
  /** Failed attempts since the last good session or boot. */
  retryCount = 0;
  /** The version the last InformResponse agreed to. */
  agreedVersion: CwmpVersion;
  sessions = 0;
  failedSessions = 0;
  connectionRequests = 0;
  /** Set by its UDP listener, where it has one. */
  udpBinding: { readonly address: string; readonly natDetected: boolean } | null = null;
  /** Told when something is due earlier than planned; set by `Life`. */
  onWork: (work: Work) => void = () => undefined;
  appointments: Appointment[] = [];
  readonly #model: Model;
  #runningBank: BankNumber;
  /** Milliseconds since the epoch. */
  #bootedAt = 0;

  constructor(parts: GatewayParts) {
    this.settings = parts.settings;
    this.identity = parts.identity;
    this.factoryIdentity = parts.factoryIdentity;
    this.deviceId = deviceIdOf(parts.identity);
    this.ordinal = Math.floor(fractionOf(deviceIdOf(parts.factoryIdentity)) * 2 ** 24);
    this.factoryLogin = parts.login;
    this.misbehaviour = parts.misbehaviour;
    this.rpcFault = parts.rpcFault;
    this.quirks = parts.quirks;
    this.file = parts.file;
    this.state = parts.state;
    this.agreedVersion = parts.settings.cwmpVersion;
    this.events = new EventQueue(parts.state.events);
    this.#runningBank = parts.state.bootBank;
    this.#model = parts.model;
    this.tree = new ParameterTree(parts.model, this, parts.state.parameters);
    this.environments = new Environments({
      kind: parts.environment,
      directory: parts.file.directory,
      keys: parts.settings.packageKeys,
      architecture: parts.settings.architecture,
      unitEnded: (duid, unit, message) => executionEnded(this, duid, unit, message),
      onStep: (step) => parts.settings.onSoftwareStep(this.deviceId, step),
    });
  }

  get factoryAcsUrl(): string {
    return this.settings.acsUrl;
  }
  get factoryPeriodicInterval(): number {
    return this.settings.periodicInterval;
  }
  get parameterKey(): string {
    return this.state.parameterKey;
  }
  get firstUse(): number {
    return this.state.firstUse;
  }
  get activeBank(): BankNumber {
    return this.#runningBank;
  }
  get softwareVersion(): string {
    return this.state.banks[this.#runningBank].version;
  }
  get aliasBasedAddressing(): boolean {
    return this.settings.aliasBasedAddressing;
  }
  get instanceWildcards(): boolean {
    return this.settings.instanceWildcards;
  }
  get forcedParameters(): readonly string[] {
    return this.tree.model.forced;
  }
  /** Empty while HTTP connection requests are switched off, as Device:2.11 wants it. */
  get connectionRequestUrl(): string {
    if (!this.hearsConnectionRequests) return '';
    return this.settings.connectionRequestOrigin + this.state.connectionRequestPath;
  }
  bank(number: BankNumber): BankFacts {
    return this.state.banks[number];
  }
  diskInUse(execEnv: number): number {
    return diskInUse(this.tree, execEnv);
  }
  get environmentType(): string {
    return this.environments.first.kind === 'container' ? 'Container' : 'Linux';
  }
  memoryInUse(executionUnit: number): number | null {
    return memoryInUse(this, executionUnit);
  }
  value(path: string): string {
    return this.tree.value(path);
  }
  now(): number {
    return this.settings.clock.now();
  }
  upTimeSeconds(): number {
    return Math.max(0, Math.floor((this.now() - this.#bootedAt) / 1000));
  }

  get acsUrl(): string {
    return this.setting('URL');
  }
  get login(): Login {
    return { username: this.setting('Username'), password: this.setting('Password') };
  }
  get connectionRequestLogin(): Login {
    return {
      username: this.setting('ConnectionRequestUsername'),
      password: this.setting('ConnectionRequestPassword'),
    };
  }
  /** Whether anything at this gateway's address answers at all. */
  get reachable(): boolean {
    return this.power === 'on' && !this.state.silenced && this.hearsConnectionRequests;
  }

  /** A parameter of ManagementServer, hidden or not. */
  setting(name: string): string {
    return this.tree.value(`${this.tree.root.path}ManagementServer.${name}`);
  }
  enabled(name: string): boolean {
    return this.setting(name) === 'true';
  }
  /** Older roots have no switch for it. */
  get hearsConnectionRequests(): boolean {
    return this.setting('HTTPConnectionRequestEnable') !== 'false';
  }
  /** TransferCompleteResponses wanted for each transfer. */
  get completesWanted(): number {
    return this.misbehaviour?.kind === 'duplicateComplete' ? 2 : this.quirks.completesWanted;
  }
  get completesNever(): boolean {
    return this.misbehaviour?.kind === 'noTransferComplete' || this.quirks.completes === 'never';
  }

  /** A new bank runs, from now on. */
  booted(bank: BankNumber): void {
    this.#runningBank = bank;
    this.#bootedAt = this.now();
    this.retryCount = 0;
    this.appointments = [];
    this.agreedVersion = this.settings.cwmpVersion;
    this.tree.useModel(this.quirks.model(this.#model, this.softwareVersion));
  }

  /** Lets something happen later, if the power stays on until then. */
  later(milliseconds: number, happen: () => void): void {
    this.appointments.push({ at: this.now() + milliseconds, happen });
    this.onWork('plan');
  }

  /** Something changed that the ACS did not do itself: whatever is actively notified of it opens a session. */
  noticed(): void {
    const changes = changedSince(this.state.told, watched(this.tree));
    if (changes.some((change) => change.active)) this.onWork('notification');
  }

  /** The ACS has set these itself, or knows them now: they are no news. */
  told(paths: Iterable<string>): void {
    if (this.state.told === null) return;
    const now = new Map(watched(this.tree).map(({ path, value }) => [path, value]));
    const told = { ...this.state.told };
    for (const path of paths) {
      const value = now.get(path);
      if (value === undefined) delete told[path];
      else told[path] = value;
    }
    this.state.told = told;
  }

  /** The ACS has made this object itself: what is notified below it is no news. */
  toldBelow(object: string): void {
    const below = watched(this.tree).filter(({ path }) => path.startsWith(object));
    if (below.length > 0) this.told(below.map(({ path }) => path));
  }

  /** Makes the present state durable. */
  save(): Promise<void> {
    this.state.parameters = this.tree.changes();
    this.state.events = this.events.toJSON();
    return this.file.save(this.state);
  }

  /** The events of the next Inform and the requests that go with them. */
  takeEvents(): Announcement {
    const now = watched(this.tree);
    const changes = changedSince(this.state.told, now);
    const transfers = this.reportable();
    const { owed } = this.state;
    const events = [...this.events.take(changes.length + transfers.length + owed.length > 0)];
    if (changes.length > 0) events.push({ code: '4 VALUE CHANGE', commandKey: '' });
    if (transfers.length > 0) events.push({ code: '7 TRANSFER COMPLETE', commandKey: '' });
    for (const transfer of transfers) events.push({ code: transferEvent(transfer), commandKey: transfer.commandKey });
    events.push(...eventsOf(owed));
    const requests: OwnRequest[] = [
      ...transfers.map((transfer) => ({
        call: transferComplete(transfer),
        acknowledged: () => this.#completeAcknowledged(transfer),
      })),
      ...owed.map((item) => ({
        call: item.call,
        acknowledged: () => {
          this.state.owed = this.state.owed.filter((other) => other !== item);
          return this.save();
        },
      })),
    ];
    return { events, requests, changes, watched: now };
  }

  /** Transfers that are over and whose report is due. */
  reportable(): Transfer[] {
    const now = this.now();
    return this.state.transfers.filter((transfer) => transfer.phase === 'done' && (transfer.reportAt ?? 0) <= now);
  }

  /** InformResponse came for this announcement. */
  async informAcknowledged({ events, watched: now }: Announcement): Promise<void> {
    const { state } = this;
    let changed = this.events.acknowledge();
    if (events.some((event) => event.code === '0 BOOTSTRAP')) state.bootstrappedAt = this.acsUrl;
    if (state.told === null || changedSince(state.told, now).length > 0) {
      state.told = asTold(now);
      changed = true;
    }
    if (changed) await this.save();
  }

  async #completeAcknowledged(transfer: Transfer): Promise<void> {
    this.state.history.completesAcknowledged++;
    transfer.completesOwed--;
    if (transfer.completesOwed <= 0) this.state.transfers = this.state.transfers.filter((other) => other !== transfer);
    await this.save();
  }
}

function transferComplete(transfer: Transfer): Call<'TransferComplete'> {
  const { code, message } = transfer.fault ?? { code: 0, message: '' };
  const time = (at: number | null): string => (at === null ? '0001-01-01T00:00:00Z' : formatDateTime(new Date(at)));
  return {
    method: 'TransferComplete',
    args: {
      CommandKey: transfer.commandKey,
      FaultStruct: { FaultCode: code, FaultString: message },
      StartTime: time(transfer.startedAt),
      CompleteTime: time(transfer.completedAt),
    },
  };
}
