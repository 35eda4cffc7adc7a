import type { CampaignId, DeviceId, DeviceKey, OperationId } from '../../../src/base/ids.ts';
import type { Wave } from '../../../src/campaigns/campaign.ts';
import { campaignKind } from '../../../src/campaigns/kinds/index.ts';
import { lostState } from '../../../src/campaigns/kinds/steps.ts';
import { type ResolvedPlan, readPlan } from '../../../src/campaigns/plan/plan.ts';
import { parseWaveSize } from '../../../src/campaigns/plan/waves.ts';
import { extentOf } from '../../../src/campaigns/rules/brakes.ts';
import type { Candidate } from '../../../src/campaigns/rules/claim-rules.ts';
import type { TargetChange } from '../../../src/campaigns/rules/target-rules.ts';
import { type Counter, counterOf, hasEnded } from '../../../src/campaigns/states.ts';
import type { Call } from '../../../src/cwmp/rpc/index.ts';
import type { DeviceView } from '../../../src/devices/device.ts';
import type { InformFacts } from '../../../src/devices/facts.ts';
import type { CommandKeys } from '../../../src/operations/command-key.ts';
import { failed, type Move, type OperationEvent } from '../../../src/operations/kind.ts';
import type { Operation } from '../../../src/operations/operation.ts';
import { isOpen } from '../../../src/operations/states.ts';
import { noCounts } from '../../support/counts.ts';
import type { Product } from './product.ts';
import { copy, type DeviceOf, type Key, type SessionOf, type State } from './state.ts';

export interface Setting {
  /** Which wave each device is in, from 1. */
  readonly waves: readonly number[];
  readonly plan: object;
  /** Devices do not know GetAllQueuedTransfers. */
  readonly mute?: boolean;
  /** Devices that also boot by themselves, forget everything, or are done at once. */
  readonly moody?: boolean;
  /**
   * For two devices at once: a device is not watched further once its target has ended, what is said, done and answered
   * in a session is one step unless it gets lost, it goes back by itself only while it soaks, and what it tells twice
   * (of which the second is dropped by its key) it tells once.
   */
  readonly coarse?: boolean;
}

/** The clock stands still: a deadline is set or not, and one that is set may pass at any time. */
const now = new Date(1_000);
const campaignId = '0196a000-0000-7000-8000-000000000001' as CampaignId;
/** A fresh CommandKey is unlike all before it; what matters afterwards is only whether it is the present one. */
const keys: CommandKeys = { make: () => 'next', isOurs: () => true };
const firmware = campaignKind('firmware');

export function planOf(setting: Setting): ResolvedPlan {
  const plan = readPlan({
    name: 'model',
    kind: 'firmware',
    artifact: { fileId: '0196a000-0000-4000-8000-000000000001' },
    ...setting.plan,
  });
  return { ...plan, targetVersion: 'wanted', productClass: null } as ResolvedPlan;
}

export function begin(setting: Setting): State {
  return {
    campaign: 'running',
    over: 0,
    seen: { failed: 0, succeeded: 0, waves: [0, 0] },
    devices: setting.waves.map(() => ({
      target: { state: 'waiting', attempt: 0, due: false, reason: null, corrected: null },
      operation: null,
      recall: null,
      session: null,
      cpe: {
        version: 'old',
        transfer: null,
        flashed: null,
        booted: false,
        bootstrap: false,
        untold: null,
        reverted: false,
      },
      shown: 'old',
      proven: false,
      spoke: setting.coarse === true,
      soaked: false,
    })),
  };
}

/**
 * The transactions of the product around its pure functions: what is read, who is asked, what is stored. Each method
 * is one transaction on a state that it may change.
 */
export class Transactions {
  readonly plan: ResolvedPlan;
  private readonly product: Product;
  private readonly setting: Setting;

  constructor(product: Product, setting: Setting) {
    this.product = product;
    this.setting = setting;
    this.plan = planOf(setting);
  }

  counts(state: State, wave: number): Record<Counter, number> {
    const counts = { ...noCounts };
    state.devices.forEach((d, i) => {
      if (this.setting.waves[i] === wave) counts[counterOf(d.target.state)]++;
    });
    return counts;
  }

  private waveNumbers(): number[] {
    return this.plan.waves.map((_, i) => i + 1);
  }

  /** All that a tick may do with a campaign that runs, each by itself. */
  tick(state: State): [string, State][] {
    if (state.campaign === 'paused') return this.release(state, 'waiting');
    if (state.campaign === 'aborting') return this.abort(state);
    const found: [string, State][] = [];
    if (state.campaign !== 'running') return found;
    if (this.product.brakes === 'tick') {
      const braked = copy(state);
      if (this.brake(braked, state.over + 1)) found.push(['tick: brake', braked]);
    }
    const wave = state.over + 1;
    if (wave > this.plan.waves.length) {
      const failed = state.devices.some((d) => d.target.state === 'failed');
      found.push(['tick: complete', { ...copy(state), campaign: failed ? 'completedWithFailures' : 'completed' }]);
      return found;
    }
    const counts = this.counts(state, wave);
    const stage = this.product.nextWaveState(counts);
    if (stage === 'open') found.push(...this.claim(state, wave));
    if (stage === 'gate') {
      const verdict = this.product.gateVerdict(counts, this.plan.waves[wave - 1]!, wave === this.plan.waves.length);
      const next = copy(state);
      if (verdict.kind === 'pass') found.push(['tick: pass gate', { ...next, over: wave }]);
      if (verdict.kind === 'fail') found.push(['tick: shut gate', { ...next, campaign: 'paused' }]);
      if (verdict.kind === 'wait') found.push(['operator: pass gate', { ...next, over: wave }]);
    }
    return found;
  }

  /** Also asked while the campaign is paused: whether anything may be claimed is the product's to say. */
  claim(state: State, wave: number): [string, State][] {
    const waves = this.waveNumbers().map((n) => this.counts(state, n));
    const budget = this.product.claimBudget(
      { state: state.campaign, plan: this.plan },
      waves as unknown as Pick<Wave, 'inflight'>[],
      1_000,
    );
    const found: [string, State][] = [];
    if (budget < 1) return found;
    state.devices.forEach((device, i) => {
      if (this.setting.waves[i] !== wave || device.target.state !== 'waiting') return;
      const candidate: Candidate = {
        device: {
          key: i as DeviceKey,
          productClass: 'GW',
          softwareVersion: device.shown,
          lastInformAt: new Date(device.spoke ? 2_000 : 0),
        },
        since: now,
        attempt: device.target.attempt,
        taken: device.operation !== null,
      } as Candidate;
      const verdict = this.product.claimVerdict(firmware, this.plan, candidate);
      const next = copy(state);
      const d = next.devices[i]!;
      if (verdict.do === 'claim') {
        d.operation = { state: 'queued', said: false, key: null, progress: '{}', due: false };
        d.target = { ...d.target, state: 'claimed', reason: null, due: true };
        forgetKeys(d);
      } else if (verdict.do === 'skip') d.target = { ...d.target, state: 'skipped', reason: verdict.reason };
      else if (verdict.do === 'prove') {
        const soaks = this.plan.waves[wave - 1]!.soakMinutes > 0;
        d.target = { ...d.target, state: soaks ? 'soaking' : 'succeeded', reason: null, due: soaks };
        d.soaked = false;
      } else return;
      found.push([`d${i} tick: ${verdict.do}`, next]);
    });
    return found;
  }

  /** Why it waits is only told; why it failed counts. What follows from an end for one device is looked at alone. */
  settled(state: State): State {
    for (const d of state.devices) {
      if (d.target.state !== 'failed' && d.target.reason !== 'cancelRefused') d.target.reason = null;
      if (!this.setting.coarse || !hasEnded(d.target.state)) continue;
      d.operation = null;
      d.recall = null;
      d.session = null;
      d.cpe = begin(this.setting).devices[0]!.cpe;
      d.shown = 'old';
      d.proven = d.spoke = d.soaked = false;
    }
    return state;
  }

  private release(state: State, to: 'waiting' | 'cancelled'): [string, State][] {
    return state.devices.flatMap((device, i): [string, State][] => {
      if (device.target.state !== 'claimed' || device.operation?.state !== 'queued') return [];
      const next = copy(state);
      const d = next.devices[i]!;
      dropOperation(d);
      d.target = { ...d.target, state: to, reason: to === 'waiting' ? 'paused' : 'aborted', due: false };
      return [[`d${i} tick: release`, next]];
    });
  }

  private abort(state: State): [string, State][] {
    const found = this.release(state, 'cancelled');
    state.devices.forEach((device, i) => {
      if (!['waiting', 'preparing', 'retryWait'].includes(device.target.state)) return;
      const next = copy(state);
      next.devices[i]!.target = { ...device.target, state: 'cancelled', reason: 'aborted', due: false };
      found.push([`d${i} tick: cancel`, next]);
    });
    if (found.length === 0 && this.plan.abortPolicy !== 'drain') found.push(...this.recall(state));
    const open = this.waveNumbers().some((n) => {
      const { waiting, inflight, retrying, soaking } = this.counts(state, n);
      return waiting + inflight + retrying + soaking > 0;
    });
    if (!open) found.push(['tick: aborted', { ...copy(state), campaign: 'aborted' }]);
    return found;
  }

  /** What a device has, but has not shown to apply, it is asked to drop. */
  private recall(state: State): [string, State][] {
    return state.devices.flatMap(({ target, operation }, i): [string, State][] => {
      if (target.reason === 'cancelRefused' || !operation?.key) return [];
      if (![target.state, operation.state].every((one) => one === 'dispatched' || one === 'accepted')) return [];
      const next = copy(state);
      const d = next.devices[i]!;
      d.target = { ...target, state: 'cancelling', reason: 'aborted', due: false };
      if (d.recall?.of !== 'now') d.recall = { state: 'queued', said: false, of: operation.key };
      return [[`d${i} tick: recall`, next]];
    });
  }

  /** The order to drop a transfer was not said in all the time that there was. */
  recallDue(state: State, i: number): State | null {
    const { recall } = state.devices[i]!;
    if (recall?.state !== 'queued') return null;
    const next = copy(state);
    this.applyRecall(next, i, failed('expired', 'it was not due before it expired'));
    return next;
  }

  private recallOf({ recall }: DeviceOf): Operation {
    return {
      ...this.operationOf({
        operation: { state: recall!.state, said: recall!.said, key: null, progress: '{}', due: false },
      }),
      kind: 'cancelTransfer',
      active: false,
      order: { commandKey: recall!.of },
    };
  }

  private stepRecall(state: State, i: number, event: OperationEvent): Move<unknown> {
    const { order, progress, state: was, commandKey, attempt } = this.recallOf(state.devices[i]!);
    const move = this.product.recallStep({ order, progress, state: was, commandKey, attempt }, event);
    this.applyRecall(state, i, move);
    return move;
  }

  private applyRecall(state: State, i: number, move: Move<unknown>): void {
    const d = state.devices[i]!;
    const was = this.recallOf(d);
    const next = this.product.afterMove(was, move, keys, now);
    if (!next) return;
    d.recall = isOpen(next.state)
      ? { state: next.state as 'queued' | 'dispatched', said: next.attempt > 0, of: d.recall!.of }
      : null;
    const cancelled = move.cancelled === 'now' && d.operation && isOpen(d.operation.state);
    if (cancelled) this.step(state, i, { type: 'transferCancelled', device: this.view(d) });
    if (!this.product.isNotable(was, next) || d.target.state !== 'cancelling') return;
    const change = this.product.afterRecall(next, this.plan.timeouts);
    if (change) this.changeTarget(state, i, change);
  }

  /** A target's own deadline has passed. */
  targetDue(state: State, i: number): State | null {
    const device = state.devices[i]!;
    if (!device.target.due) return null;
    const change = this.product.targetDeadline(device.target);
    if (!change) return null;
    const next = copy(state);
    if (device.target.state === 'claimed') {
      // A session may be dispatching it; then the claim was answered after all.
      if (device.operation?.state !== 'queued') return null;
      dropOperation(next.devices[i]!);
    }
    this.changeTarget(next, i, change);
    return next;
  }

  /**
   * A soaking target is looked at: its time may be over or not, and its device silent for long or not. The clock tells
   * neither.
   */
  soakDue(state: State, i: number): [string, State][] {
    const device = state.devices[i]!;
    if (device.target.state !== 'soaking' || !device.target.due) return [];
    const looks: [string, boolean, boolean][] = [
      ['soak time is over', true, false],
      ['soak, silent', false, true],
      ['soak time is over, silent', true, true],
    ];
    return looks.flatMap(([label, over, silent]): [string, State][] => {
      const verdict = this.product.soakVerdict({
        leftMs: over ? 0 : 60_000,
        informs: device.soaked ? 1 : 0,
        informsWanted: 1,
        silentMs: silent ? 1e9 : 0,
        informInterval: 60,
        holds: firmware.holds!(this.plan, { softwareVersion: device.shown }),
        seenVersion: device.shown,
      });
      if (verdict.do === 'wait') return [];
      const next = copy(state);
      this.changeTarget(next, i, verdict.change);
      return [[label, next]];
    });
  }

  operationDue(state: State, i: number): State | null {
    const { operation, cpe } = state.devices[i]!;
    if (!operation?.due) return null;
    // The one thing that is believed of a device that cannot be asked: a day is enough for any transfer.
    if (this.setting.mute && operation.state === 'unconfirmed' && (cpe.transfer !== null || cpe.flashed !== null))
      return null;
    const next = copy(state);
    this.step(next, i, { type: 'deadline' });
    return next;
  }

  /** The helpdesk takes an order back that was not said. */
  cancelOperation(state: State, i: number): State | null {
    const { operation } = state.devices[i]!;
    if (operation?.state !== 'queued') return null;
    const next = copy(state);
    const was = this.operationOf(next.devices[i]!);
    this.operationMoved(next, i, { ...was, state: 'cancelled', active: false, deadline: null });
    dropOperation(next.devices[i]!);
    return next;
  }

  resume(state: State): State {
    const failed = state.devices.filter((d) => d.target.state === 'failed').length;
    const succeeded = state.devices.filter((d) => d.target.state === 'succeeded').length;
    const waves = this.waveNumbers().map((n) => this.counts(state, n).failed);
    // Successes count only where a share of failures is looked at.
    const asked = typeof this.plan.thresholds.maxFailedPercent === 'number';
    return { ...copy(state), campaign: 'running', seen: { failed, succeeded: asked ? succeeded : 0, waves } };
  }

  /** An Inform: facts, then evidence for operations, then the version. */
  inform(state: State, i: number): void {
    const d = state.devices[i]!;
    const { booted, bootstrap, version } = d.cpe;
    const before = d.shown;
    d.shown = version;
    d.spoke = true;
    if (version === 'wanted') {
      d.proven = true;
      if (d.target.state === 'soaking') d.soaked = true;
    }
    const events = [...(bootstrap ? ['0 BOOTSTRAP'] : []), ...(booted ? ['1 BOOT'] : [])];
    const facts = { events: events.map((code) => ({ code, commandKey: '' })) } as unknown as InformFacts;
    if (d.operation) this.step(state, i, { type: 'inform', device: this.view(d), facts, booted });
    const concerned =
      ['soaking', 'failed'].includes(d.target.state) || (d.target.state === 'cancelled' && d.target.attempt > 0);
    if (version !== before && concerned && (d.target.corrected === null || d.target.state === 'soaking')) {
      const holds = firmware.holds!(this.plan, { softwareVersion: version });
      const change = this.product.followVersion(d.target, holds, version, lostState(version, firmware));
      if (change === null) return;
      if ('corrected' in change) d.target.corrected = change.corrected;
      else this.changeTarget(state, i, change);
    }
  }

  /** A TransferComplete that was not heard before. @returns whether it was about the operation that waits */
  transferComplete(state: State, i: number, key: Key, ok: boolean, booted: boolean): boolean {
    const d = state.devices[i]!;
    const waiting =
      d.operation && d.operation.state !== 'queued' && d.operation.key !== null
        ? [{ commandKey: d.operation.key }]
        : [];
    const match = this.product.matchCompletion<{ commandKey: string }>(key, [], waiting, keys.isOurs);
    if (!match) return false;
    this.step(state, i, {
      type: 'transferComplete',
      device: this.view(d),
      faultCode: ok ? 0 : 9010,
      faultString: '',
      startTime: '',
      completeTime: '',
      booted,
    });
    return true;
  }

  /** It is our turn: what is said, committed as said. */
  floor(state: State, i: number): void {
    const d = state.devices[i]!;
    const session = d.session!;
    const device = (): DeviceView => this.view(d);
    const floor = (fresh: boolean): OperationEvent => ({
      type: 'floor',
      device: device(),
      fresh,
      nextKey: keys.make('' as OperationId, 0),
      supplies: { link: { url: 'http://files/f', size: 1 } },
      can: (method) => method === 'Download' || (method === 'GetAllQueuedTransfers' && !this.setting.mute),
    });
    // What takes an order back comes first, and may go when nothing else may.
    if (d.recall && this.stepRecall(state, i, floor(!session.recalled)).say) {
      d.session = { phase: 'said', what: 'cancel', answer: null, touched: session.touched, recalled: true };
      return;
    }
    for (let round = 0; round < 9; round++) {
      const o = d.operation;
      if (!o || (o.state === 'queued' && state.campaign !== 'running')) break;
      const before = o.state;
      const move = this.step(state, i, floor(!session.touched));
      if (move.say) {
        const what = move.say.method === 'Download' ? 'download' : 'probe';
        if (what === 'download') d.proven = false;
        d.session = { phase: 'said', what, answer: null, touched: true, recalled: session.recalled };
        return;
      }
      if (d.operation?.state === before) break;
    }
    d.session = null;
  }

  /** What the device said to what we said. */
  outcome(state: State, i: number): void {
    const d = state.devices[i]!;
    const { what, answer, touched, recalled } = d.session!;
    const event = this.eventOf(d, what!, answer);
    if (what === 'cancel') {
      if (d.recall) this.stepRecall(state, i, event);
    } else if (d.operation && isOpen(d.operation.state)) this.step(state, i, event);
    d.session = { phase: 'floor', what: null, answer: null, touched, recalled };
  }

  private eventOf(d: DeviceOf, what: NonNullable<SessionOf['what']>, answer: SessionOf['answer']): OperationEvent {
    const device = this.view(d);
    if (what === 'cancel') {
      if (answer !== 'fault')
        return { type: 'answer', device, answer: { method: 'CancelTransfer', args: {} } as never };
      const fault = { code: 9021, message: 'too late', parameters: [] } as never;
      return { type: 'fault', device, method: 'CancelTransfer', fault };
    }
    const method: Call['method'] = what === 'download' ? 'Download' : 'GetAllQueuedTransfers';
    if (answer === 'unreadable') return { type: 'unreadable', device, method, message: 'what?' };
    if (answer === 'fault')
      return { type: 'fault', device, method, fault: { code: 9010, message: 'no', parameters: [] } as never };
    if (what === 'download') {
      const args = { Status: answer === 'accepted' ? 1 : 0, StartTime: '', CompleteTime: '' };
      return { type: 'answer', device, answer: { method: 'Download', args } as never };
    }
    const list = answer === 'empty' ? [] : [{ CommandKey: answer }];
    return {
      type: 'answer',
      device,
      answer: { method: 'GetAllQueuedTransfers', args: { TransferList: list } } as never,
    };
  }

  private view(d: DeviceOf): DeviceView {
    return {
      key: 1 as DeviceKey,
      id: 'x' as DeviceId,
      root: 'Device.',
      cwmpVersion: '1.2' as DeviceView['cwmpVersion'],
      softwareVersion: d.shown,
      methods: null,
    };
  }

  private operationOf(d: Pick<DeviceOf, 'operation'>): Operation {
    const o = d.operation!;
    return {
      id: 'operation' as OperationId,
      deviceKey: 1 as DeviceKey,
      kind: 'upgradeFirmware',
      state: o.state,
      active: true,
      version: 1,
      attempt: o.said ? 1 : 0,
      order: { fileId: 'file', targetVersion: 'wanted', timeoutMinutes: 60 },
      progress: JSON.parse(o.progress),
      result: null,
      fault: null,
      commandKey: o.key,
      campaignId,
      priority: 200,
      source: 'campaign',
      createdAt: now,
      dispatchedAt: null,
      endedAt: null,
      expiresAt: null,
      deadline: o.due ? now : null,
      notBefore: null,
    };
  }

  /** The kind decides, and what it decided is stored with all that follows. */
  step(state: State, i: number, event: OperationEvent): Move<unknown> {
    const d = state.devices[i]!;
    const was = this.operationOf(d);
    const { order, progress, commandKey, attempt } = was;
    const move = this.product.step({ order, progress, state: was.state, commandKey, attempt }, event);
    const next = this.product.afterMove(was, move, keys, now);
    if (!next) return move;
    if (next.commandKey !== was.commandKey) forgetKeys(d);
    d.operation = {
      state: next.state,
      said: next.attempt > 0,
      key: next.commandKey === null ? null : 'now',
      // The version it came from is only told, never read.
      progress: JSON.stringify({ ...(next.progress as object), fromVersion: undefined }),
      due: next.deadline !== null,
    };
    if (this.product.isNotable(was, next)) this.operationMoved(state, i, next);
    if (!next.active) dropOperation(d);
    return move;
  }

  private operationMoved(state: State, i: number, operation: Operation): void {
    const d = state.devices[i]!;
    if (operation.state === 'queued' && hasEnded(d.target.state)) return dropOperation(d);
    const soakMinutes = this.plan.waves[this.setting.waves[i]! - 1]!.soakMinutes;
    const target = { ...d.target, hop: 0, readings: 0 };
    const stepped = this.product.followStep(
      firmware,
      { ...this.plan, soakMinutes },
      target,
      operation,
      { softwareVersion: d.shown },
      0.5,
    );
    if (stepped.order || stepped.ask) throw new Error('one step is all there is to it');
    if (stepped.drop) dropOperation(d);
    const { change } = stepped;
    if (change === null) return;
    if ('corrected' in change) d.target.corrected ??= change.corrected;
    else this.changeTarget(state, i, change);
  }

  private changeTarget(state: State, i: number, change: TargetChange): void {
    const d = state.devices[i]!;
    if (change.state === 'soaking' && d.target.state !== 'soaking') d.soaked = false;
    d.target = {
      state: change.state,
      attempt: change.attempt ?? d.target.attempt,
      due: change.deadlineMs != null,
      reason: change.reason === undefined ? d.target.reason : change.reason,
      corrected: d.target.corrected,
    };
    if (change.state === 'failed' && this.product.brakes === 'failure') this.brake(state, this.setting.waves[i]!);
  }

  /** In the transaction that counts the failure. */
  private brake(state: State, wave: number): boolean {
    if (state.campaign !== 'running') return false;
    const failed = state.devices.filter((d) => d.target.state === 'failed');
    const because = (...reasons: string[]): number =>
      failed.filter((d) => reasons.includes(d.target.reason ?? '')).length;
    const results = {
      succeeded: state.devices.filter((d) => d.target.state === 'succeeded').length,
      failed: failed.length,
      waveFailed: this.counts(state, wave).failed,
      silent: because('unreachable', 'lostContact'),
      fellBack: because('fellBack', 'fellBackLate'),
    };
    const known = {
      failed: state.seen.failed,
      succeeded: state.seen.succeeded,
      waves: Object.fromEntries(state.seen.waves.map((n, index) => [index + 1, n])),
    };
    const sizes = this.plan.waves.map(({ size }) => parseWaveSize(size)!);
    const extent = extentOf(sizes, state.devices.length, wave);
    if (this.product.trippedThreshold(this.plan.thresholds, results, extent, known) === null) return false;
    state.campaign = 'paused';
    return true;
  }
}

/** The present key is one of the past. */
function forgetKeys(d: DeviceOf): void {
  if (d.cpe.transfer) d.cpe.transfer = 'old';
  if (d.cpe.untold) d.cpe.untold.key = 'old';
  if (d.recall) d.recall.of = 'old';
}

function dropOperation(d: DeviceOf): void {
  d.operation = null;
  forgetKeys(d);
}
