import { sleep } from '../../base/durations.ts';
import { parseDateTime } from '../../cwmp/rpc/schema.ts';
import { runTransfer, type TransferEnd } from '../transfer/run.ts';
import { finish, isRunning, nextTransfer, nextTransferAt, type Transfer } from '../transfer/transfer.ts';
import { boot } from './boot.ts';
import type { Gateway } from './gateway.ts';
import { nextPeriodicInform } from './periodic.ts';
import { retryWait } from './retry.ts';
import { runSession } from './session.ts';

/** Longest delay a timer takes, milliseconds; a later instant is reached in several steps. */
const longestTimer = 2 ** 31 - 1;
/** How long a clean stop waits for a session to end by itself, milliseconds. */
const stopGrace = 2000;

/**
 * The clockwork of one gateway: power, the one timer for whatever is due next, and at most one session and one
 * transfer at a time. Actions that would cut a session run after it (TR-069 §3.7.2.4).
 */
export class Life {
  readonly gateway: Gateway;
  /** Fires when the power goes. */
  #power = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** True when a session is due at once. */
  #wants = false;
  /** Milliseconds since the epoch. */
  #retryAt: number | null = null;
  #periodicAt: number | null = null;
  #session: Promise<void> | null = null;
  #transfer: Promise<void> | null = null;
  #rebooting: Promise<void> | null = null;

  constructor(gateway: Gateway) {
    this.gateway = gateway;
  }

  get inSession(): boolean {
    return this.#session !== null;
  }

  /** Switches the power on; does nothing after a stop. */
  async start(): Promise<void> {
    const { signal } = this.#power;
    if (signal.aborted) return;
    const bank = await boot(this.gateway);
    if (signal.aborted) return;
    this.gateway.booted(bank);
    this.gateway.power = 'on';
    this.#retryAt = null;
    this.#periodicAt = this.#nextPeriodic();
    this.#wants = true;
    this.#plan();
  }

  /** Switches off for good: between two sessions, or after a short wait in the middle of one. */
  async stop(): Promise<void> {
    this.gateway.power = 'off';
    clearTimeout(this.#timer);
    if (this.#session !== null) await Promise.race([this.#session, sleep(stopGrace, this.#power.signal)]);
    this.#power.abort();
    await Promise.all([this.#session, this.#transfer, this.#rebooting]);
    await this.gateway.file.settled();
  }

  /** Drops everything where it stands, as kill -9 or a power cut would: nothing more reaches the state file. */
  async abandon(): Promise<void> {
    this.gateway.power = 'off';
    clearTimeout(this.#timer);
    const sealed = this.gateway.file.seal();
    this.#power.abort();
    await Promise.all([sealed, this.#session, this.#transfer, this.#rebooting]);
  }

  /** An accepted connection request: a session follows at once, or right after the running one. */
  connectionRequested(): void {
    this.gateway.connectionRequests++;
    this.gateway.events.add('6 CONNECTION REQUEST');
    this.#wants = true;
    this.#plan();
  }

  #nextPeriodic(): number | null {
    const { gateway } = this;
    const reference = parseDateTime(gateway.setting('PeriodicInformTime'));
    return nextPeriodicInform(
      {
        enabled: gateway.enabled('PeriodicInformEnable'),
        interval: Number(gateway.setting('PeriodicInformInterval')),
        reference: reference?.getTime() ?? null,
        phase: gateway.ordinal / 2 ** 24,
      },
      gateway.now(),
    );
  }

  /** Sets the one timer of this gateway to the next thing that is due. */
  #plan(): void {
    const { gateway } = this;
    clearTimeout(this.#timer);
    if (gateway.power !== 'on' || gateway.state.silenced || this.#session !== null) return;
    const times: (number | null)[] = [this.#transfer !== null ? null : nextTransferAt(gateway.state.transfers)];
    if (gateway.enabled('EnableCWMP')) {
      times.push(this.#wants ? 0 : null, this.#retryAt, this.#periodicAt);
      for (const scheduled of gateway.state.scheduled) times.push(scheduled.at);
    }
    const next = Math.min(...times.filter((time) => time !== null));
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(Math.max(0, next - gateway.now()), longestTimer);
    this.#timer = setTimeout(() => this.#tick(), wait);
  }

  #tick(): void {
    const { gateway } = this;
    const now = gateway.now();
    if (this.#periodicAt !== null && this.#periodicAt <= now) {
      gateway.events.add('2 PERIODIC');
      this.#periodicAt = this.#nextPeriodic();
      this.#wants = true;
    }
    const due = gateway.state.scheduled.filter((scheduled) => scheduled.at <= now);
    if (due.length > 0) {
      gateway.events.add('3 SCHEDULED');
      for (const { commandKey } of due) gateway.events.add('M ScheduleInform', commandKey);
      gateway.state.scheduled = gateway.state.scheduled.filter((scheduled) => !due.includes(scheduled));
      this.#wants = true;
      this.#guard(gateway.save());
    }
    if (this.#retryAt !== null && this.#retryAt <= now) this.#wants = true;
    this.#startTransfer();
    if (this.#wants && gateway.enabled('EnableCWMP')) this.#session = this.#holdSession();
    else this.#plan();
  }

  async #holdSession(): Promise<void> {
    const { gateway } = this;
    this.#wants = false;
    this.#retryAt = null;
    const { signal } = this.#power;
    const url = gateway.acsUrl;
    let ok = true;
    try {
      await gateway.settings.sessions.run(signal, () => runSession(gateway, signal));
      gateway.sessions++;
    } catch {
      // Whatever went wrong, TR-069 knows one answer: try again later.
      ok = false;
    }
    this.#session = null;
    if (gateway.power !== 'on') return;
    if (ok) this.#sessionEnded();
    else this.#sessionFailed();
    if (gateway.state.factoryResetOrdered || gateway.state.reboots.length > 0) return this.#startReboot();
    if (url !== gateway.acsUrl) {
      gateway.events.bootstrap();
      gateway.state.transfers = gateway.state.transfers.filter(isRunning);
      gateway.state.scheduled = [];
      this.#wants = true;
      this.#guard(gateway.save());
    }
    // The ACS may have set another interval; an instant that came up during the session is not lost by that.
    if (this.#periodicAt === null || this.#periodicAt > gateway.now()) this.#periodicAt = this.#nextPeriodic();
    this.#startTransfer();
    this.#plan();
  }

  #sessionEnded(): void {
    const { gateway } = this;
    gateway.retryCount = 0;
    this.#wants = gateway.events.hasWaiting || gateway.state.transfers.some((transfer) => transfer.phase === 'done');
  }

  #sessionFailed(): void {
    const { gateway } = this;
    gateway.failedSessions++;
    gateway.retryCount++;
    // Something new starts the next attempt at once, whatever the retry table says.
    this.#wants = gateway.events.restore();
    const policy = {
      minimumWait: Number(gateway.setting('CWMPRetryMinimumWaitInterval')),
      multiplier: Number(gateway.setting('CWMPRetryIntervalMultiplier')),
    };
    this.#retryAt = gateway.now() + retryWait(policy, gateway.retryCount, Math.random()) * gateway.settings.retryScale;
    // Events that a normal session would have spent now have to outlive a power cut.
    if (gateway.retryCount === 1) this.#guard(gateway.save());
  }

  #startTransfer(): void {
    const { gateway } = this;
    if (this.#transfer !== null || this.#session !== null || gateway.state.silenced || gateway.power !== 'on') return;
    const transfer = nextTransfer(gateway.state.transfers, gateway.now());
    if (transfer) this.#transfer = this.#carryOut(transfer);
  }

  async #carryOut(transfer: Transfer): Promise<void> {
    const { gateway } = this;
    let end: TransferEnd;
    try {
      end = await runTransfer(gateway, transfer, this.#power.signal);
    } catch (error) {
      gateway.settings.onDefect(gateway.deviceId, error);
      finish(transfer, { code: 9002, message: 'the simulator failed' }, gateway.now());
      gateway.state.history.transfersFailed++;
      end = 'report';
    }
    // A session that runs now still belongs to the old firmware.
    while (end === 'reboot' && this.#session !== null) await this.#session;
    this.#transfer = null;
    if (gateway.power !== 'on') return;
    if (end === 'reboot') this.#startReboot();
    else if (end === 'report') this.#wants = true;
    this.#plan();
  }

  #startReboot(): void {
    this.gateway.power = 'rebooting';
    clearTimeout(this.#timer);
    this.#power.abort();
    this.#power = new AbortController();
    this.#rebooting = this.#reboot(this.#power.signal);
  }

  async #reboot(signal: AbortSignal): Promise<void> {
    const { gateway } = this;
    try {
      await this.#transfer;
      await sleep(gateway.settings.rebootTime, signal);
      if (gateway.power === 'rebooting') await this.start();
    } catch (error) {
      gateway.settings.onDefect(gateway.deviceId, error);
    }
  }

  #guard(work: Promise<void>): void {
    work.catch((error) => this.gateway.settings.onDefect(this.gateway.deviceId, error));
  }
}
