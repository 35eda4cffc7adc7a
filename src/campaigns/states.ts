export type CampaignState =
  | 'draft'
  | 'awaitingApproval'
  | 'scheduled'
  | 'running'
  | 'paused'
  | 'aborting'
  | 'aborted'
  | 'completed'
  | 'completedWithFailures';

export type WaveState =
  | 'pending'
  | 'materialising'
  | 'open'
  | 'draining'
  | 'soaking'
  | 'gate'
  | 'passed'
  | 'failed'
  | 'skipped';

export const targetStates = [
  'waiting',
  'preparing',
  'claimed',
  'dispatched',
  'accepted',
  'applying',
  'unconfirmed',
  'cancelling',
  'retryWait',
  'soaking',
  'succeeded',
  'failed',
  'cancelled',
  'skipped',
  'superseded',
] as const;
export type TargetState = (typeof targetStates)[number];

/** Counters of a wave; each target is in exactly one of them. */
export type Counter =
  | 'waiting'
  | 'inflight'
  | 'retrying'
  | 'soaking'
  | 'succeeded'
  | 'failed'
  | 'skipped'
  | 'cancelled';

/** Which counter a target in this state is in. In flight: it holds the device's lock and a slot. */
export function counterOf(state: TargetState): Counter {
  switch (state) {
    case 'waiting':
    case 'preparing':
      return 'waiting';
    case 'claimed':
    case 'dispatched':
    case 'accepted':
    case 'applying':
    case 'unconfirmed':
    case 'cancelling':
      return 'inflight';
    case 'retryWait':
      return 'retrying';
    case 'superseded':
      return 'skipped';
    default:
      return state;
  }
}

const ended: ReadonlySet<TargetState> = new Set(['succeeded', 'failed', 'cancelled', 'skipped', 'superseded']);

/** A terminal state is never left; only `corrected` may change afterwards. */
export function hasEnded(state: TargetState): boolean {
  return ended.has(state);
}
