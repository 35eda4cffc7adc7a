import { deviceIdOf } from '../../base/device-id.ts';
import type { DeviceId } from '../../base/ids.ts';
import type { Misbehaviour } from '../misbehaviour.ts';
import type { BankFacts, BankNumber, GatewayFacts } from '../model/facts.ts';
import { ParameterTree } from '../model/tree.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { EventQueue, type GatewayEvent } from './events.ts';
import { HttpLogin, type Login } from './http-login.ts';
import { fractionOf, type GatewayIdentity } from './identity.ts';
import type { GatewaySettings } from './settings.ts';
import type { GatewayState } from './state.ts';
import type { StateFile } from './state-file.ts';

const management = 'Device.ManagementServer.';

/** What one simulated gateway is made from. */
export interface GatewayParts {
  readonly settings: GatewaySettings;
  readonly identity: GatewayIdentity;
  readonly login: Login;
  readonly misbehaviour: Misbehaviour | null;
  readonly file: StateFile;
  readonly state: GatewayState;
}

/**
 * One simulated gateway as a thing: identity, parameters, events and what it owes the ACS. When it does what is the
 * business of `Life`. What it must not forget is in `state`; the rest goes with the power.
 */
export class Gateway implements GatewayFacts {
  readonly settings: GatewaySettings;
  readonly identity: GatewayIdentity;
  readonly deviceId: DeviceId;
  readonly ordinal: number;
  readonly factoryLogin: Login;
  readonly misbehaviour: Misbehaviour | null;
  readonly file: StateFile;
  readonly state: GatewayState;
  readonly tree: ParameterTree;
  readonly events: EventQueue;
  readonly acsAuth = new HttpLogin();
  power: 'off' | 'rebooting' | 'on' = 'off';
  /** Failed attempts since the last good session or boot. */
  retryCount = 0;
  sessions = 0;
  failedSessions = 0;
  connectionRequests = 0;
  #runningBank: BankNumber;
  /** Milliseconds since the epoch. */
  #bootedAt = 0;

  constructor(parts: GatewayParts) {
    this.settings = parts.settings;
    this.identity = parts.identity;
    this.deviceId = deviceIdOf(parts.identity);
    this.ordinal = Math.floor(fractionOf(this.deviceId) * 2 ** 24);
    this.factoryLogin = parts.login;
    this.misbehaviour = parts.misbehaviour;
    this.file = parts.file;
    this.state = parts.state;
    this.tree = new ParameterTree(parts.settings.model, this, parts.state.parameters);
    this.events = new EventQueue(parts.state.events);
    this.#runningBank = parts.state.bootBank;
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
  /** Empty while HTTP connection requests are switched off, as Device:2.11 wants it. */
  get connectionRequestUrl(): string {
    if (!this.enabled('HTTPConnectionRequestEnable')) return '';
    return this.settings.connectionRequestOrigin + this.state.connectionRequestPath;
  }
  bank(number: BankNumber): BankFacts {
    return this.state.banks[number];
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
    return this.power === 'on' && !this.state.silenced && this.enabled('HTTPConnectionRequestEnable');
  }

  /** A parameter of ManagementServer, hidden or not. */
  setting(name: string): string {
    return this.tree.value(management + name);
  }
  enabled(name: string): boolean {
    return this.setting(name) === 'true';
  }

  /** A new bank runs, from now on. */
  booted(bank: BankNumber): void {
    this.#runningBank = bank;
    this.#bootedAt = this.now();
    this.retryCount = 0;
  }

  /** Makes the present state durable. */
  save(): Promise<void> {
    this.state.parameters = this.tree.changes();
    this.state.events = this.events.toJSON();
    return this.file.save(this.state);
  }

  /** The events of the next Inform, and the transfers whose completion goes with it. */
  takeEvents(): { readonly events: readonly GatewayEvent[]; readonly transfers: readonly Transfer[] } {
    const events = [...this.events.take()];
    const { reported } = this.state;
    const changed =
      reported !== null &&
      (reported.softwareVersion !== this.softwareVersion ||
        reported.connectionRequestUrl !== this.connectionRequestUrl);
    if (changed) events.push({ code: '4 VALUE CHANGE', commandKey: '' });
    const transfers = this.state.transfers.filter((transfer) => transfer.phase === 'done');
    if (transfers.length > 0) events.push({ code: '7 TRANSFER COMPLETE', commandKey: '' });
    for (const transfer of transfers) events.push({ code: 'M Download', commandKey: transfer.commandKey });
    return { events, transfers };
  }

  /** InformResponse came for these events. */
  async informAcknowledged(events: readonly GatewayEvent[]): Promise<void> {
    const { state, softwareVersion, connectionRequestUrl } = this;
    let changed = this.events.acknowledge();
    if (events.some((event) => event.code === '0 BOOTSTRAP')) state.bootstrappedAt = this.acsUrl;
    if (
      state.reported?.softwareVersion !== softwareVersion ||
      state.reported.connectionRequestUrl !== connectionRequestUrl
    ) {
      state.reported = { softwareVersion, connectionRequestUrl };
      changed = true;
    }
    if (changed) await this.save();
  }

  /** TransferCompleteResponse came. */
  async completeAcknowledged(transfer: Transfer): Promise<void> {
    this.state.history.completesAcknowledged++;
    transfer.completesOwed--;
    if (transfer.completesOwed <= 0) this.state.transfers = this.state.transfers.filter((other) => other !== transfer);
    await this.save();
  }
}
