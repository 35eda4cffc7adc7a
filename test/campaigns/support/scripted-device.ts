import type { DeviceKey } from '../../../src/base/ids.ts';
import type { Call } from '../../../src/cwmp/rpc/index.ts';
import { accepted, type Stage, type Talk, transfers } from '../../operations/support/stage.ts';

export type Luck = 'arrives' | 'requestLost' | 'answerLost';
/** What becomes of a transfer: after which version the device boots, what it tells, and whether it tells it. */
export type Ending = 'flashes' | 'flashesUntold' | 'fallsBack' | 'faults' | 'noSource' | 'vanishes';

const oldVersion = '1.0';
export const newVersion = '2.0';
export const newerVersion = '3.0';

/** A gateway that does what the script says, with the truth about it. It talks to Muster's tables, over no network. */
export class ScriptedDevice {
  readonly serial: string;
  key = 0 as DeviceKey;
  version = oldVersion;
  transfer: { readonly key: string; readonly fetching: boolean } | null = null;
  /** It has told the wanted version since it was last given a Download. */
  proven = false;
  /** It refuses to drop a transfer (9021). */
  clings = false;
  /** Seconds that it was to wait for its window, when it was told of one last. */
  windowStart: number | null = null;
  readonly received: string[] = [];
  readonly broken: string[] = [];
  private untold: { readonly key: string; readonly code: number } | null = null;
  private staged: string | null = null;
  private booted = false;
  private startedAt: number;
  private talk: Talk | null = null;
  private asked: Call | null = null;
  private readonly muster: Stage;

  constructor(muster: Stage, serial: string) {
    this.muster = muster;
    this.serial = serial;
    this.startedAt = muster.clock.now();
  }

  /** Muster, or the way to it, is gone: the session breaks. */
  hangUp(): void {
    this.talk = null;
    this.asked = null;
  }

  async call(ackLost = false): Promise<void> {
    const events = [this.booted ? '1 BOOT' : '2 PERIODIC', ...(this.untold ? ['7 TRANSFER COMPLETE'] : [])];
    this.hangUp();
    // It may be heard though nobody answers.
    if (this.version === newVersion) this.proven = true;
    const talk = await this.muster.call(this.serial, { events, version: this.version });
    this.key = talk.device;
    this.booted = false;
    if (this.untold) {
      await talk.transferComplete(this.untold.key, this.untold.code);
      if (ackLost) return;
      this.untold = null;
      if (this.transfer && !this.transfer.fetching) this.transfer = null;
    }
    this.talk = talk;
  }

  /** One message further in the session. @returns false when there is none, or no more of it */
  async turn(luck: Luck): Promise<boolean> {
    if (!this.talk) return false;
    if (!this.asked) {
      this.asked = await this.talk.ask();
    } else {
      const call = this.asked;
      if (luck === 'requestLost') this.hangUp();
      else {
        const reply = this.receive(call);
        if (luck === 'answerLost') this.hangUp();
        else this.asked = await reply(this.talk);
      }
    }
    if (!this.asked) this.hangUp();
    return this.talk !== null;
  }

  async session(luck: readonly Luck[], ackLost = false): Promise<void> {
    await this.call(ackLost);
    for (let i = 0; i < 20; i++) if (!(await this.turn(luck[i] ?? 'arrives'))) return;
    this.broken.push('a session without end');
  }

  private receive(call: Call): (talk: Talk) => Promise<Call | null> {
    if (call.method === 'GetAllQueuedTransfers') {
      const held = this.transfer ? [this.transfer.key] : [];
      return (talk) => talk.answer('GetAllQueuedTransfers', transfers(...held));
    }
    if (call.method === 'Reboot') {
      // It answers first; what it is after the restart it tells in its next session.
      this.restart();
      return (talk) => talk.answer('Reboot', {});
    }
    if (call.method === 'GetParameterValues') {
      // A restart is in doubt: it is asked how long it has been running.
      const seconds = Math.floor((this.muster.clock.now() - this.startedAt) / 1_000);
      const ParameterList = call.args.ParameterNames.map((name) => ({
        name,
        value: `${seconds}`,
        type: 'unsignedInt' as const,
      }));
      return (talk) => talk.answer('GetParameterValues', { ParameterList });
    }
    if (call.method === 'CancelTransfer') {
      const refused = this.drop(call.args.CommandKey);
      return (talk) => (refused ? talk.fault(9021, 'too late') : talk.answer('CancelTransfer', {}));
    }
    if (call.method !== 'Download' && call.method !== 'ScheduleDownload')
      throw new TypeError(`${call.method} was said`);
    const key = call.args.CommandKey;
    if (this.transfer) this.broken.push(`${key} came while ${this.transfer.key} was on the device`);
    if (this.received.includes(key)) this.broken.push(`${key} came twice`);
    this.received.push(key);
    this.transfer = { key, fetching: true };
    this.proven = false;
    if (call.method === 'ScheduleDownload') {
      this.windowStart = call.args.TimeWindowList[0]!.WindowStart;
      return (talk) => talk.answer('ScheduleDownload', {});
    }
    return (talk) => talk.answer('Download', accepted);
  }

  /** Drops a transfer that it still fetches, unless it is one that does not; of others it knows nothing. @returns whether it refuses */
  private drop(key: string): boolean {
    if (this.transfer?.key !== key) return false;
    if (!this.transfer.fetching || this.clings) return true;
    this.transfer = null;
    return false;
  }

  finish(how: Ending): void {
    if (!this.transfer?.fetching) return;
    const { key } = this.transfer;
    this.transfer = how === 'vanishes' || how === 'flashesUntold' ? null : { key, fetching: false };
    if (this.transfer) this.untold = { key, code: how === 'faults' ? 9010 : how === 'noSource' ? 9016 : 0 };
    if (how === 'flashes' || how === 'flashesUntold') this.staged = newVersion;
    if (how === 'fallsBack') this.staged = oldVersion;
  }

  boot(): void {
    this.restart();
    this.hangUp();
  }

  private restart(): void {
    this.version = this.staged ?? this.version;
    this.staged = null;
    this.booted = true;
    this.startedAt = this.muster.clock.now();
  }

  /** Goes back by itself, e.g. to its second bank. */
  revert(): void {
    this.staged = oldVersion;
    this.boot();
  }
}
