import { hasEnded } from '../../../src/campaigns/states.ts';
import type { Model, Transition } from './explore.ts';
import type { Product } from './product.ts';
import { copy, type DeviceOf, keyOf, type SessionOf, type State } from './state.ts';
import { begin, type Setting, Transactions } from './world.ts';

const inflight = ['claimed', 'dispatched', 'accepted', 'applying', 'unconfirmed', 'cancelling'];

/**
 * Everything that can happen to a campaign over two devices: the scheduler, the sweeper, sessions that break at any
 * point, devices that do well, fail, fall back, keep quiet or forget, and people. Each is one step, in any order.
 */
export function campaignModel(product: Product, setting: Setting): Model<State> {
  const muster = new Transactions(product, setting);
  const { maxInFlight } = muster.plan.limits;
  const mostAttempts = muster.plan.retries.max + 1;
  const limit = muster.plan.thresholds.maxFailedTotal!;

  function next(state: State): Transition<State>[] {
    const found: Transition<State>[] = [];
    const put = (label: string, to: State | null, unaided: boolean, ...broken: string[]): void => {
      if (!to) return;
      const all = [...broken, ...damage(state, to)];
      found.push({ label, to: muster.settled(to), unaided, broken: all });
    };
    for (const [label, to] of people(state)) put(label, to, true);
    for (const [label, to] of muster.tick(state)) put(label, to, true);
    if (state.campaign === 'paused' && state.over < muster.plan.waves.length)
      for (const [label, to] of muster.claim(state, state.over + 1)) put(`${label} while paused`, to, true);
    state.devices.forEach((device, i) => {
      put(`d${i} clock: target`, muster.targetDue(state, i), true);
      for (const [label, to] of muster.soakDue(state, i)) put(`d${i} clock: ${label}`, to, true);
      put(`d${i} clock: operation`, muster.operationDue(state, i), true);
      put(`d${i} clock: recall`, muster.recallDue(state, i), true);
      put(`d${i} helpdesk: cancel`, muster.cancelOperation(state, i), true);
      if (setting.coarse && hasEnded(device.target.state)) return;
      if (device.session) for (const one of talk(state, i)) put(`d${i} ${one[0]}`, one[1], one[3] ?? false, ...one[2]);
      else for (const one of calls(state, i)) put(`d${i} ${one[0]}`, one[1], false, ...one[2]);
      for (const [label, change] of truth(device)) {
        const to = copy(state);
        change(to.devices[i]!);
        put(`d${i} cpe: ${label}`, to, false);
      }
    });
    return found;
  }

  function people(state: State): [string, State][] {
    switch (state.campaign) {
      case 'running':
        return [
          ['operator: pause', { ...copy(state), campaign: 'paused' }],
          ['operator: abort', { ...copy(state), campaign: 'aborting' }],
        ];
      case 'paused':
        return [
          ['operator: resume', muster.resume(state)],
          ['operator: abort', { ...copy(state), campaign: 'aborting' }],
        ];
      default:
        return [];
    }
  }

  /** The device calls: with what it has to tell, or without it yet; the acknowledgement may be lost. */
  function calls(state: State, i: number): [string, State, string[]][] {
    const before = state.devices[i]!;
    const { untold, booted } = before.cpe;
    const heard = (tell: boolean, ackLost: boolean): [State, string[]] => {
      const to = copy(state);
      const d = to.devices[i]!;
      const broken: string[] = [];
      muster.inform(to, i);
      if (tell && untold && !untold.heard) {
        // The Inform may have ended the operation: its keys are of the past then.
        const key = d.cpe.untold!.key;
        const was = JSON.stringify([d.target, d.operation]);
        const took = muster.transferComplete(to, i, key, untold.ok, booted);
        if (key === 'old' && JSON.stringify([d.target, d.operation]) !== was)
          broken.push('I11 a stale CommandKey moved the target');
        if (took && d.operation && d.cpe.untold!.key === 'now') {
          const once = keyOf(to);
          const twice = copy(to);
          muster.transferComplete(twice, i, 'now', untold.ok, booted);
          if (keyOf(twice) !== once) broken.push('I11 the same evidence twice is not the same as once');
        }
      }
      if (ackLost) d.cpe.untold!.heard = true;
      else {
        if (tell) d.cpe.untold = null;
        d.cpe.booted = false;
        d.cpe.bootstrap = false;
        d.session = { phase: 'floor', what: null, answer: null, touched: false, recalled: false };
        if (setting.coarse) broken.push(...floor(to, i));
      }
      return [to, broken];
    };
    if (!untold) return [['calls', ...heard(false, false)]];
    return [
      ['calls, tells', ...heard(true, false)],
      ...(setting.coarse ? [] : [['calls, tells, never hears so', ...heard(true, true)] as [string, State, string[]]]),
      ['calls, does not tell yet', ...heard(false, false)],
    ];
  }

  /** One message further in a session, or its end. */
  function talk(state: State, i: number): [string, State, string[], boolean?][] {
    const { session, cpe } = state.devices[i]!;
    const broke = copy(state);
    broke.devices[i]!.session = null;
    const found: [string, State, string[], boolean?][] = [['session breaks', broke, [], true]];
    if (session!.phase === 'floor') {
      const to = copy(state);
      found.push(['floor', to, floor(to, i)]);
    } else if (session!.phase === 'answered') {
      const to = copy(state);
      muster.outcome(to, i);
      found.push([`hears ${session!.answer}`, to, []]);
    } else if (session!.what === 'probe') {
      if (setting.mute) found.push(reply('fault'));
      else if (cpe.transfer) found.push(reply(cpe.transfer));
      else {
        found.push(reply('empty'));
        // A transfer that is over may be listed until it was told.
        if (cpe.untold) found.push(reply(cpe.untold.key));
      }
    } else if (session!.what === 'cancel') {
      const { of } = state.devices[i]!.recall!;
      // Nothing to drop is no error; what it works on it may drop, or not any more.
      found.push(
        reply('empty', (d) => {
          if (d.cpe.transfer === of) d.cpe.transfer = null;
        }),
      );
      if (cpe.transfer === of || cpe.flashed) found.push(reply('fault'));
    } else if (cpe.transfer !== null) {
      const to = copy(state);
      found.push(['gets Download', to, ['I1 a second transfer while the first is still on the device']]);
    } else {
      found.push(
        reply('accepted', (d) => {
          d.cpe.transfer = 'now';
        }),
      );
      found.push(reply('fault'));
      if (setting.moody) {
        found.push(
          reply('unreadable', (d) => {
            d.cpe.transfer = 'now';
          }),
        );
        for (const version of ['wanted', 'old'] as const)
          found.push(
            reply('done', (d) => {
              d.cpe.flashed = version;
            }),
          );
      }
    }
    return found;

    function reply(answer: SessionOf['answer'], change?: (d: DeviceOf) => void): [string, State, string[]] {
      const to = copy(state);
      const d = to.devices[i]!;
      d.session = { ...d.session!, phase: 'answered', answer };
      change?.(d);
      if (!setting.coarse) return [`says ${answer}`, to, []];
      const lost = copy(to);
      lost.devices[i]!.session = null;
      if (change) found.push([`says ${answer}, unheard`, lost, []]);
      muster.outcome(to, i);
      return [`says ${answer}`, to, floor(to, i)];
    }
  }

  function floor(state: State, i: number): string[] {
    const was = copy(state);
    muster.floor(state, i);
    return dispatchDamage(was, state, i);
  }

  /** What a device does when nobody looks. */
  function truth({ cpe, operation, target }: DeviceOf): [string, (d: DeviceOf) => void][] {
    const found: [string, (d: DeviceOf) => void][] = [];
    const { transfer } = cpe;
    const boot = (d: DeviceOf): void => {
      d.cpe.version = d.cpe.flashed ?? d.cpe.version;
      d.cpe.flashed = null;
      d.cpe.booted = true;
      d.session = null;
    };
    const ends = (ok: boolean, flashed: 'old' | 'wanted' | null, tells: boolean) => (d: DeviceOf) => {
      d.cpe.transfer = null;
      d.cpe.flashed = flashed;
      if (tells) d.cpe.untold = { key: transfer!, ok, heard: false };
    };
    if (transfer && !cpe.untold) {
      found.push(['flashes', ends(true, 'wanted', true)]);
      found.push(['flashes, never tells', ends(true, 'wanted', false)]);
      found.push(['will fall back', ends(true, 'old', true)]);
      found.push(['fails', ends(false, null, true)]);
      found.push(['fails, never tells', ends(false, null, false)]);
    }
    if (cpe.flashed) found.push(['boots', boot]);
    if (cpe.version === 'wanted' && !cpe.reverted && (!setting.coarse || target.state === 'soaking'))
      found.push([
        'goes back',
        (d) => {
          d.cpe.flashed = 'old';
          d.cpe.reverted = true;
          boot(d);
        },
      ]);
    if (setting.moody && operation && inflight.includes(target.state)) {
      if (!cpe.flashed && !cpe.booted) found.push(['boots by itself', boot]);
      if (!cpe.bootstrap) {
        found.push([
          'forgets everything',
          (d) => {
            d.cpe.transfer = null;
            d.cpe.untold = null;
            d.cpe.flashed = null;
            d.cpe.bootstrap = true;
            boot(d);
          },
        ]);
        found.push([
          'says so, but forgets nothing',
          (d) => {
            d.cpe.bootstrap = true;
          },
        ]);
      }
    }
    return found;
  }

  function dispatchDamage(was: State, to: State, i: number): string[] {
    const d = to.devices[i]!;
    if (!(d.session?.phase === 'said' && d.session.what === 'download')) return [];
    const failures = was.devices.filter((one) => one.target.state === 'failed').length - was.seen.failed;
    return [
      ...(was.campaign === 'running' ? [] : [`I2 dispatched while ${was.campaign}`]),
      ...(was.devices.some((one, j) => setting.waves[j]! < setting.waves[i]! && !hasEnded(one.target.state))
        ? ['I5 dispatched before the wave before is over']
        : []),
      ...(failures > limit ? ['I17 dispatched after the threshold was met'] : []),
    ];
  }

  function damage(was: State, to: State): string[] {
    const broken: string[] = [];
    if (to.devices.filter((d) => inflight.includes(d.target.state)).length > maxInFlight) broken.push('I4 in flight');
    for (const [i, d] of to.devices.entries()) {
      const old = was.devices[i]!;
      const entered = d.target.state !== old.target.state ? d.target.state : null;
      if (entered === 'claimed' && old.target.state === 'waiting') {
        if (was.campaign !== 'running') broken.push(`I2 claimed while ${was.campaign}`);
        if (old.operation !== null) broken.push('I1 two operations on a device');
      }
      if (inflight.includes(d.target.state) && d.operation === null) broken.push('I1 in flight without the lock');
      if (hasEnded(d.target.state) && d.operation !== null && d.target.reason !== 'unreachable')
        broken.push('I20 a lock that no target stands for');
      if (hasEnded(old.target.state) && entered !== null) broken.push('I6 an end was left');
      if (old.target.corrected !== null && d.target.corrected !== old.target.corrected)
        broken.push('I6 corrected again');
      if (d.target.corrected !== null && !hasEnded(d.target.state)) broken.push('I6 corrected before its end');
      if (entered === 'succeeded' || entered === 'soaking') {
        if (d.shown !== 'wanted' || !d.proven || d.target.attempt === 0) broken.push('I8 success without proof');
        if (entered === 'succeeded' && old.target.state === 'soaking' && !d.soaked)
          broken.push('I8 no proof at the end of the soak');
      }
      if (d.target.attempt > mostAttempts) broken.push('I9 too many attempts');
      // One that was taken for lost turned out to have arrived: then it is counted with its proof.
      const late = old.target.attempt === 0 && (entered === 'soaking' || entered === 'succeeded');
      if (d.target.attempt > old.target.attempt && entered !== 'dispatched' && !late)
        broken.push('I9 an attempt without an order');
      if (d.target.state === 'retryWait' && d.cpe.transfer !== null)
        broken.push("I1' to be tried again while the device still works on it");
    }
    return broken;
  }

  return {
    initial: begin(setting),
    key: keyOf,
    next,
    isEnd: (state) => ['completed', 'completedWithFailures', 'aborted'].includes(state.campaign),
  };
}
