import type { CampaignState, TargetState } from '../../../src/campaigns/states.ts';
import type { OperationState } from '../../../src/operations/states.ts';

/** A CommandKey: that of the operation's present attempt, or any earlier one. Only that difference can matter. */
export type Key = 'now' | 'old';

export interface TargetOf {
  state: TargetState;
  attempt: number;
  /** It has a deadline, which may pass at any time. */
  due: boolean;
  reason: string | null;
  corrected: string | null;
}

export interface OperationOf {
  state: OperationState;
  /** It was said before. */
  said: boolean;
  key: Key | null;
  progress: string;
  due: boolean;
}

/** The order to drop a transfer: an operation of its own, which holds no lock. */
export interface RecallOf {
  state: 'queued' | 'dispatched';
  said: boolean;
  /** Of the transfer to be dropped. */
  of: Key;
}

/** A conversation: our turn to speak, said but not there yet, or answered but not heard yet. */
export interface SessionOf {
  phase: 'floor' | 'said' | 'answered';
  what: 'download' | 'probe' | 'cancel' | null;
  answer: 'accepted' | 'done' | 'fault' | 'unreadable' | 'unknown' | Key | 'empty' | null;
  /** The operation was spoken for in it. */
  touched: boolean;
  /** So was the order to drop its transfer. */
  recalled: boolean;
}

/** The truth about a device. */
export interface CpeOf {
  version: 'old' | 'wanted';
  /** The transfer it works on. */
  transfer: Key | null;
  /** What it boots next, where that is decided. */
  flashed: 'old' | 'wanted' | null;
  /** Its next Inform says `1 BOOT`. */
  booted: boolean;
  /** Its next Inform says `0 BOOTSTRAP`. */
  bootstrap: boolean;
  /** A TransferComplete that was not acknowledged; `heard`: we have stored it all the same. */
  untold: { key: Key; ok: boolean; heard: boolean } | null;
  /** It went back to the old version by itself, which it does once. */
  reverted: boolean;
}

export interface DeviceOf {
  target: TargetOf;
  operation: OperationOf | null;
  recall: RecallOf | null;
  session: SessionOf | null;
  cpe: CpeOf;
  /** What it told last. */
  shown: 'old' | 'wanted';
  /** It has told the wanted version since its last order was committed. */
  proven: boolean;
  /** It has spoken since the campaign wants something of it. */
  spoke: boolean;
  /** It has told the wanted version since its soak began. */
  soaked: boolean;
}

export interface State {
  campaign: CampaignState;
  /** Waves that are over. */
  over: number;
  /** Failures acknowledged at the last resume: all, and by wave. */
  seen: { failed: number; succeeded: number; waves: number[] };
  devices: DeviceOf[];
}

export function copy(state: State): State {
  return {
    campaign: state.campaign,
    over: state.over,
    seen: state.seen,
    devices: state.devices.map((d) => ({
      target: { ...d.target },
      operation: d.operation && { ...d.operation },
      recall: d.recall && { ...d.recall },
      session: d.session && { ...d.session },
      cpe: { ...d.cpe, untold: d.cpe.untold && { ...d.cpe.untold } },
      shown: d.shown,
      proven: d.proven,
      spoke: d.spoke,
      soaked: d.soaked,
    })),
  };
}

/** Equal for equal states, and nothing else. */
export function keyOf(state: State): string {
  let key = `${state.campaign}|${state.over}|${state.seen.failed},${state.seen.succeeded},${state.seen.waves}`;
  for (const { target: t, operation: o, recall: r, session: s, cpe: c, ...d } of state.devices) {
    key += `|${t.state},${t.attempt},${+t.due},${t.reason},${t.corrected}`;
    key += o === null ? ';-' : `;${o.state},${+o.said},${o.key},${o.progress},${+o.due}`;
    key += r === null ? ';-' : `;${r.state},${+r.said},${r.of}`;
    key += s === null ? ';-' : `;${s.phase},${s.what},${s.answer},${+s.touched}${+s.recalled}`;
    key += `;${c.version},${c.transfer},${c.flashed},${+c.booted}${+c.bootstrap}${+c.reverted}`;
    key += c.untold === null ? ';-' : `;${c.untold.key},${+c.untold.ok}${+c.untold.heard}`;
    key += `;${d.shown},${+d.proven}${+d.spoke}${+d.soaked}`;
  }
  return key;
}
