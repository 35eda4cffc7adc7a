import { sleep } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import { parseDateTime } from '../../cwmp/rpc/schema.ts';
import { runDuJob } from '../software/run.ts';
import { runTransfer, type TransferEnd } from '../transfer/run.ts';
import { finish, nextTransfer, nextTransferAt, type Transfer } from '../transfer/transfer.ts';
import { Refusal } from './acs-connection.ts';
import { boot, forgetOrders } from './boot.ts';
import { heartbeat } from './events.ts';
import type { Gateway, Work } from './gateway.ts';
import { nextHeartbeat, nextPeriodicInform } from './periodic.ts';
import { retryWait } from './retry.ts';
import { runSession, type SessionEnd } from './session.ts';

/** Longest delay a timer takes, milliseconds; a later instant is reached in several steps. */
const longestTimer = 2 ** 31 - 1;
/** How long a clean stop waits for a session to end by itself, milliseconds. */
const stopGrace = 2000;

/**
 * The clockwork of one gateway: power, the one timer for whatever is due next, and at most one session, one transfer
 * and one change of software modules at a time. Actions that would cut a session run after it (TR-069 §3.7.2.4).
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
  #heartbeatAt: number | null = null;
  /** A session for active notifications is due then: DefaultActiveNotificationThrottle spaces them. */
  #notifyAt: number | null = null;
  #notifiedAt = Number.NEGATIVE_INFINITY;
  #session: Promise<void> | null = null;
  #transfer: Promise<void> | null = null;
  #modules: Promise<void> | null = null;
  #rebooting: Promise<void> | null = null;

  constructor(gateway: Gateway) {
    this.gateway = gateway;
    gateway.onWork = (work) => this.#work(work);
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
    this.gateway.signal = signal;
    this.gateway.power = 'on';
    this.#retryAt = null;
    this.#notifyAt = null;
    this.#periodicAt = this.#nextPeriodic();
    this.#heartbeatAt = this.#nextHeartbeat();
    this.#wants = true;
    this.#plan();
  }

  /** Switches off for good: between two sessions, or after a short wait in the middle of one. */
  async stop(): Promise<void> {
    this.gateway.power = 'off';
    clearTimeout(this.#timer);
    if (this.#session !== null) await Promise.race([this.#session, sleep(stopGrace, this.#power.signal)]);
    this.#power.abort();
    await this.gateway.environments.first.powerOff();
    await Promise.all([this.#session, this.#transfer, this.#modules, this.#rebooting]);
    await this.gateway.environments.first.powerOff();
    await this.gateway.file.settled();
  }

  /** Drops everything where it stands, as kill -9 or a power cut would: nothing more reaches the state file. */
  async abandon(): Promise<void> {
    this.gateway.power = 'off';
    clearTimeout(this.#timer);
    const sealed = this.gateway.file.seal();
    this.#power.abort();
    await this.gateway.environments.first.powerOff();
    await Promise.all([sealed, this.#session, this.#transfer, this.#modules, this.#rebooting]);
    await this.gateway.environments.first.powerOff();
  }

  /** An accepted connection request: a session follows at once, or right after the running one. */
  connectionRequested(): void {
    this.gateway.connectionRequests++;
    this.gateway.events.add('6 CONNECTION REQUEST');
    this.#wants = true;
    this.#plan();
  }

  #work(work: Work): void {
    if (work === 'session') this.#wants = true;
    if (work === 'notification' && this.#notifyAt === null) {
      const throttle = Number(this.gateway.setting('DefaultActiveNotificationThrottle')) * 1000;
      this.#notifyAt = Math.max(this.gateway.now(), this.#notifiedAt + throttle);
    }
    this.#plan();
  }

  #nextHeartbeat(): number | null {
    const { gateway } = this;
    if (!gateway.enabled('HeartbeatPolicy.Enable')) return null;
    return nextHeartbeat(
      {
        enabled: true,
        interval: Number(gateway.setting('HeartbeatPolicy.ReportingInterval')),
        reference: parseDateTime(gateway.setting('HeartbeatPolicy.InitiationTime'))?.getTime() ?? null,
        phase: gateway.ordinal / 2 ** 24,
      },
      gateway.now(),
    );
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
    const { state } = gateway;
    clearTimeout(this.#timer);
    if (gateway.power !== 'on' || state.silenced || this.#session !== null) return;
    const times: (number | null)[] = [
      this.#transfer !== null ? null : nextTransferAt(state.transfers, gateway.now()),
      this.#modules === null && state.duJobs.length > 0 ? 0 : null,
      ...gateway.appointments.map((appointment) => appointment.at),
    ];
    if (gateway.enabled('EnableCWMP')) {
      times.push(this.#wants ? 0 : null, this.#retryAt, this.#periodicAt, this.#notifyAt);
      // A heartbeat never hastens a retry.
      if (this.#retryAt === null) times.push(this.#heartbeatAt);
      for (const scheduled of state.scheduled) times.push(scheduled.at);
      for (const transfer of state.transfers) {
        if (transfer.phase === 'done' && transfer.reportAt !== undefined && this.#retryAt === null) {
          times.push(transfer.reportAt);
        }
      }
    }
    const next = Math.min(...times.filter((time) => time !== null));
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(Math.max(0, next - gateway.now()), longestTimer);
    this.#timer = setTimeout(() => this.#tick(), wait);
  }

  #tick(): void {
    const { gateway } = this;
    const { state } = gateway;
    const now = gateway.now();
    if (this.#periodicAt !== null && this.#periodicAt <= now) {
      gateway.events.add('2 PERIODIC');
      this.#periodicAt = this.#nextPeriodic();
      this.#wants = true;
    }
    if (this.#heartbeatAt !== null && this.#heartbeatAt <= now && this.#retryAt === null) {
      gateway.events.add(heartbeat);
      this.#heartbeatAt = this.#nextHeartbeat();
      this.#wants = true;
    }
    const due = state.scheduled.filter((scheduled) => scheduled.at <= now);
    if (due.length > 0) {
      gateway.events.add('3 SCHEDULED');
      for (const { commandKey } of due) gateway.events.add('M ScheduleInform', commandKey);
      state.scheduled = state.scheduled.filter((scheduled) => !due.includes(scheduled));
      this.#wants = true;
      this.#guard(gateway.save());
    }
    const ripe = gateway.appointments.filter((appointment) => appointment.at <= now);
    if (ripe.length > 0) {
      gateway.appointments = gateway.appointments.filter((appointment) => !ripe.includes(appointment));
      for (const appointment of ripe) appointment.happen();
      if (gateway.power !== 'on') return;
    }
    if (this.#notifyAt !== null && this.#notifyAt <= now) {
      this.#notifiedAt = now;
      this.#wants = true;
    }
    if (this.#retryAt !== null && this.#retryAt <= now) this.#wants = true;
    else if (this.#retryAt === null && gateway.reportable().length > 0) this.#wants = true;
    this.#startTransfer();
    this.#startModules();
    if (this.#wants && gateway.enabled('EnableCWMP')) this.#session = this.#holdSession();
    else this.#plan();
  }

  async #holdSession(): Promise<void> {
    const { gateway } = this;
    this.#wants = false;
    this.#retryAt = null;
    this.#notifyAt = null;
    const { signal } = this.#power;
    const url = gateway.acsUrl;
    const notified = gateway.setting('HeartbeatPolicy.Enable');
    let end: SessionEnd | null = null;
    let failure: unknown;
    try {
      end = await gateway.settings.sessions.run(signal, () => runSession(gateway, signal));
      gateway.sessions++;
    } catch (error) {
      // Whatever went wrong, TR-069 knows one answer: try again later. What is no such failure is a defect of ours.
      failure = error;
      if (!(error instanceof MusterError)) gateway.settings.onDefect(gateway.deviceId, error);
    }
    this.#session = null;
    if (gateway.power !== 'on') return;
    if (end === null) this.#sessionFailed(failure instanceof Refusal ? failure.retryAfter : null);
    else this.#sessionEnded(end);
    if (end === 'vanish' || this.#mustReboot()) return this.#startReboot();
    if (url !== gateway.acsUrl) {
      gateway.events.bootstrap();
      forgetOrders(gateway);
      this.#wants = true;
      this.#guard(gateway.save());
    }
    // The ACS may have set another interval; an instant that came up during the session is not lost by that.
    if (this.#periodicAt === null || this.#periodicAt > gateway.now()) this.#periodicAt = this.#nextPeriodic();
    if (notified !== gateway.setting('HeartbeatPolicy.Enable') || this.#heartbeatAt === null) {
      this.#heartbeatAt = this.#nextHeartbeat();
    }
    this.#startTransfer();
    this.#startModules();
    this.#plan();
  }

  /** What was ordered to follow the session, and what follows it once everything is reported. */
  #mustReboot(): boolean {
    const { state } = this.gateway;
    if (state.factoryResetOrdered || state.reboots.length > 0) return true;
    return state.restartOrdered && !state.transfers.some((transfer) => transfer.phase === 'done');
  }

  #sessionEnded(end: SessionEnd): void {
    const { gateway } = this;
    gateway.retryCount = 0;
    const { state } = gateway;
    this.#wants =
      end === 'again' || gateway.events.hasWaiting || gateway.reportable().length > 0 || state.owed.length > 0;
    if (end === 'normal') gateway.quirks.sessionEnded(gateway);
  }

  #sessionFailed(retryAfter: number | null): void {
    const { gateway } = this;
    gateway.failedSessions++;
    gateway.retryCount++;
    // Something new starts the next attempt at once, whatever the retry table says.
    this.#wants = gateway.events.restore();
    const policy = {
      minimumWait: Number(gateway.setting('CWMPRetryMinimumWaitInterval')),
      multiplier: Number(gateway.setting('CWMPRetryIntervalMultiplier')),
    };
    const wait = retryWait(policy, gateway.retryCount, Math.random()) * gateway.settings.retryScale;
    this.#retryAt = gateway.now() + gateway.quirks.retryWait(wait, retryAfter);
    // Events that a normal session would have spent now have to outlive a power cut.
    if (gateway.retryCount === 1) this.#guard(gateway.save());
  }

  #startModules(): void {
    const { gateway } = this;
    if (this.#modules !== null || this.#session !== null || gateway.state.silenced || gateway.power !== 'on') return;
    const job = gateway.state.duJobs[0];
    if (job === undefined) return;
    this.#modules = runDuJob(gateway, job, this.#power.signal)
      .catch((error) => {
        // A job that breaks the simulator must not be begun again and again.
        gateway.state.duJobs = gateway.state.duJobs.filter((other) => other !== job);
        gateway.settings.onDefect(gateway.deviceId, error);
      })
      .then(() => {
        this.#modules = null;
        if (gateway.state.owed.length > 0) this.#wants = true;
        this.#plan();
      });
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
      await gateway.environments.first.powerOff();
      await this.#transfer;
      await this.#modules;
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
