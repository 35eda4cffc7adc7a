import type { Call } from '../../../src/cwmp/rpc/index.ts';
import type { Move, OperationEvent } from '../../../src/operations/kind.ts';
import { upgradeFirmware } from '../../../src/operations/kinds/upgrade-firmware.ts';
import { isOpen, type OperationState } from '../../../src/operations/states.ts';
import { answer, device, facts, fault } from './kinds.ts';
import { accepted, transfers } from './stage.ts';

const oldVersion = '1.0';
const newVersion = '2.0';
const order = { fileId: '0196a000-0000-7000-8000-000000000001', targetVersion: newVersion, timeoutMinutes: 60 };

/** What happens to one message. */
export type Luck = 'arrives' | 'requestLost' | 'answerLost';
/** How a device treats a transfer it has finished fetching. */
export type Ending = 'flashes' | 'fallsBack' | 'faults' | 'vanishes' | 'flashesUntold';

export type Act =
  | { readonly do: 'session'; readonly luck: readonly Luck[]; readonly ackLost: boolean }
  | { readonly do: 'finish'; readonly how: Ending }
  | { readonly do: 'boot' }
  | { readonly do: 'deadline' };

export interface Nature {
  /** Knows GetAllQueuedTransfers. */
  readonly probes: boolean;
  /** Knows GetQueuedTransfers. */
  readonly oldProbes: boolean;
  /** Answers Download with 0: done and applied before the answer, no TransferComplete. */
  readonly atOnce: boolean;
}

/**
 * One upgrade and the device it is for, with the truth about the device kept apart from what Muster may know.
 * Muster's side is the reducer and nothing else; everything it is told goes through an event.
 */
export class UpgradeWorld {
  // The truth.
  version = oldVersion;
  /** In the device's queue: being fetched, or finished and not yet told. */
  transfer: { readonly key: string; readonly fetching: boolean } | null = null;
  private untold: { readonly key: string; readonly code: number } | null = null;
  /** Takes effect with the next boot. */
  private staged: string | null = null;
  private booted = false;
  readonly received: string[] = [];
  readonly broken: string[] = [];

  // What Muster has stored.
  state: OperationState = 'queued';
  private progress = upgradeFirmware.begin(order);
  private commandKey: string | null = null;
  private attempt = 0;
  private due = false;

  private readonly nature: Nature;
  constructor(nature: Nature) {
    this.nature = nature;
  }

  get ended(): boolean {
    return !isOpen(this.state);
  }

  act(act: Act): void {
    switch (act.do) {
      case 'session':
        return this.session(act.luck, act.ackLost);
      case 'finish':
        return this.finish(act.how);
      case 'boot':
        return this.boot();
      case 'deadline':
        if (this.due && !this.ended) {
          this.due = false;
          this.hear({ type: 'deadline' });
        }
        return;
    }
  }

  private finish(how: Ending): void {
    if (!this.transfer?.fetching) return;
    const { key } = this.transfer;
    this.transfer = how === 'vanishes' || how === 'flashesUntold' ? null : { key, fetching: false };
    if (this.transfer) this.untold = { key, code: how === 'faults' ? 9010 : 0 };
    if (how === 'flashes' || how === 'flashesUntold') this.staged = newVersion;
    if (how === 'fallsBack') this.staged = oldVersion;
  }

  private boot(): void {
    this.version = this.staged ?? this.version;
    this.staged = null;
    this.booted = true;
  }

  private session(luck: readonly Luck[], ackLost: boolean): void {
    const booted = this.booted;
    const told = facts([booted ? '1 BOOT' : '2 PERIODIC'], this.version);
    this.hear({ type: 'inform', device: device(this.version), facts: told, booted });
    this.booted = false;
    if (this.untold) {
      const { key, code } = this.untold;
      // A key of an older attempt is stored and moves nothing: the runner's business.
      if (key === this.commandKey) {
        this.hear({
          type: 'transferComplete',
          device: device(this.version),
          faultCode: code,
          faultString: '',
          startTime: '',
          completeTime: '',
          booted,
        });
      }
      if (ackLost) return;
      this.untold = null;
      if (this.transfer && !this.transfer.fetching) this.transfer = null;
    }
    this.floor(luck);
  }

  private floor(luck: readonly Luck[]): void {
    let touched = false;
    for (let turn = 0; turn < 10 && !this.ended; turn++) {
      const move = this.hear({
        type: 'floor',
        device: device(this.version),
        fresh: !touched,
        nextKey: `key-${this.attempt + 1}`,
        supplies: { link: { url: 'http://files/f/x', size: 1 } },
        can: () => true,
      });
      if (!move.say) return;
      touched = true;
      const happens = luck[turn] ?? 'arrives';
      if (happens === 'requestLost') return;
      const reply = this.receive(move.say);
      if (happens === 'answerLost') return;
      this.hear(reply);
    }
    if (!this.ended) this.broken.push('a session without end');
  }

  /** The device takes a request. */
  private receive(call: Call): OperationEvent {
    if (call.method === 'GetAllQueuedTransfers') {
      if (!this.nature.probes) return fault(call.method, 9000);
      return answer('GetAllQueuedTransfers', transfers(...(this.transfer ? [this.transfer.key] : [])), this.version);
    }
    if (call.method === 'GetQueuedTransfers') {
      if (this.nature.probes) this.broken.push('the older probe was said to a device with the newer one');
      if (!this.nature.oldProbes) return fault(call.method, 9000);
      const list = this.transfer ? [{ CommandKey: this.transfer.key, State: 2 }] : [];
      return answer('GetQueuedTransfers', { TransferList: list }, this.version);
    }
    if (call.method !== 'Download') {
      this.broken.push(`${call.method} was said`);
      return fault(call.method, 9000);
    }
    const key = call.args.CommandKey;
    if (this.transfer) this.broken.push(`${key} came while ${this.transfer.key} was on the device`);
    if (this.received.includes(key)) this.broken.push(`${key} came twice`);
    this.received.push(key);
    if (this.nature.atOnce) {
      this.staged ??= oldVersion;
      return answer('Download', { ...accepted, Status: 0 }, this.version);
    }
    this.transfer = { key, fetching: true };
    return answer('Download', accepted, this.version);
  }

  private hear(event: OperationEvent): Move<unknown> {
    if (this.ended) return {};
    const was = this.state;
    const move = upgradeFirmware.step(
      { order, progress: this.progress, state: this.state, commandKey: this.commandKey },
      event,
    );
    this.state = move.state ?? this.state;
    this.progress = move.progress ?? this.progress;
    if (move.attempt) this.commandKey = `key-${++this.attempt}`;
    if (move.deadlineMs !== undefined) this.due = move.deadlineMs !== null;
    if (move.say && event.type !== 'floor') this.broken.push(`${move.say.method} was said out of turn`);
    if (this.state === 'succeeded' && this.version !== newVersion) this.broken.push(`success on ${this.version}`);
    if (
      this.state === 'failed' &&
      was !== 'failed' &&
      this.version === newVersion &&
      move.fault?.reason !== undefined
    ) {
      // A device may flash just before it is given up on, but never when it had shown it.
      if (event.type === 'inform' || event.type === 'transferComplete') this.broken.push('failed though it was shown');
    }
    return move;
  }
}
