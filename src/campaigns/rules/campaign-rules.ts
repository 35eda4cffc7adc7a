import { days } from '../../base/durations.ts';
import type { CampaignState } from '../states.ts';

/**
 * What can happen to a campaign as a whole (design §3.3). People do the first half, the scheduler and the brakes the rest.
 * `breakGlass` is a start without the approval that is wanted; `refuseStart` a start at its time that could not be.
 */
export const campaignEvents = [
  'submit',
  'schedule',
  'approve',
  'reject',
  'start',
  'breakGlass',
  'pause',
  'resume',
  'abort',
  'failWave',
  'expire',
  'refuseStart',
  'hold',
  'endByClock',
  'settle',
  'complete',
  'completeWithFailures',
] as const;
export type CampaignEvent = (typeof campaignEvents)[number];

const table: Readonly<Record<CampaignEvent, { readonly from: readonly CampaignState[]; readonly to: CampaignState }>> =
  {
    submit: { from: ['draft'], to: 'awaitingApproval' },
    /** Nothing is to be approved: it waits for its time, or for a person. */
    schedule: { from: ['draft'], to: 'scheduled' },
    approve: { from: ['awaitingApproval'], to: 'scheduled' },
    reject: { from: ['awaitingApproval', 'scheduled'], to: 'draft' },
    start: { from: ['draft', 'scheduled'], to: 'running' },
    breakGlass: { from: ['draft', 'awaitingApproval', 'scheduled'], to: 'running' },
    pause: { from: ['running'], to: 'paused' },
    resume: { from: ['paused'], to: 'running' },
    abort: { from: ['running', 'paused', 'scheduled'], to: 'aborting' },
    /** A person fails a wave at its gate. */
    failWave: { from: ['running', 'paused'], to: 'aborting' },
    expire: { from: ['awaitingApproval', 'scheduled'], to: 'draft' },
    refuseStart: { from: ['scheduled'], to: 'draft' },
    /** A brake, or a gate that results do not open. */
    hold: { from: ['running'], to: 'paused' },
    endByClock: { from: ['running'], to: 'aborting' },
    settle: { from: ['aborting'], to: 'aborted' },
    complete: { from: ['running'], to: 'completed' },
    completeWithFailures: { from: ['running'], to: 'completedWithFailures' },
  };

/** The state after an event, or null where it cannot happen. Pure. */
export function campaignAfter(state: CampaignState, event: CampaignEvent): CampaignState | null {
  return table[event].from.includes(state) ? table[event].to : null;
}

/** The states that an event can happen in. */
export function statesBefore(event: CampaignEvent): readonly CampaignState[] {
  return table[event].from;
}

/** The state that an event leads to, wherever it happens. */
export function stateAfter(event: CampaignEvent): CampaignState {
  return table[event].to;
}

const over: ReadonlySet<CampaignState> = new Set(['aborted', 'completed', 'completedWithFailures']);

/** An ended campaign is never moved again; a rollback is a campaign of its own. */
export function isOver(state: CampaignState): boolean {
  return over.has(state);
}

/** A submission that nobody decides on, and an approval that nobody uses, end after so long. */
export const approvalLasts = days(7);
/** A start by break-glass is to be signed off within this time. */
export const signOffWithin = days(1);

/** What of a campaign the clock looks at. Instants in milliseconds; null: there is none. */
export interface CampaignTimes {
  readonly state: CampaignState;
  readonly startAt: number | null;
  readonly endAt: number | null;
  readonly endBehavior: 'stopNew' | 'cancel';
  readonly submittedAt: number | null;
  /** End of the approval of its start. */
  readonly approvedUntil: number | null;
}

export type ClockVerdict =
  | { readonly do: 'nothing' }
  | { readonly do: 'start' }
  | { readonly do: 'expire'; readonly why: string }
  /** Devices at work go on, nothing else is begun. */
  | { readonly do: 'stopNew' }
  | { readonly do: 'endByClock' };

/** What the time means for a campaign. Pure. */
export function clockVerdict(campaign: CampaignTimes, now: number): ClockVerdict {
  const reached = (at: number | null): boolean => at !== null && at <= now;
  const { startAt, endAt, submittedAt, approvedUntil } = campaign;
  switch (campaign.state) {
    case 'awaitingApproval':
      return submittedAt !== null && reached(submittedAt + approvalLasts)
        ? { do: 'expire', why: 'nobody decided on it within 7 days' }
        : { do: 'nothing' };
    case 'scheduled':
      if (reached(endAt)) return { do: 'expire', why: 'its end came before its start' };
      if (reached(approvedUntil)) return { do: 'expire', why: 'its approval was not used within 7 days' };
      return reached(startAt) ? { do: 'start' } : { do: 'nothing' };
    case 'running':
      if (!reached(endAt)) return { do: 'nothing' };
      return campaign.endBehavior === 'cancel' ? { do: 'endByClock' } : { do: 'stopNew' };
    default:
      return { do: 'nothing' };
  }
}

/** When the clock will next concern a campaign that does not run; null: never. Pure. */
export function nextLook(campaign: CampaignTimes): number | null {
  const { startAt, endAt, submittedAt, approvedUntil } = campaign;
  const earliest = (times: readonly (number | null)[]): number | null =>
    times.reduce<number | null>((least, at) => (at === null ? least : least === null ? at : Math.min(least, at)), null);
  switch (campaign.state) {
    case 'awaitingApproval':
      return submittedAt === null ? null : submittedAt + approvalLasts;
    case 'scheduled':
      return earliest([startAt, endAt, approvedUntil]);
    default:
      return null;
  }
}

/** Until when an approval of the start counts: from the time when it can be used. */
export function approvedUntil(at: number, startAt: number | null): number {
  return Math.max(at, startAt ?? 0) + approvalLasts;
}

/** Its results reached a brake: going on wants a word of who has looked at them. A gate that is shut is decided on by itself. */
export function wantsAcknowledgement(pauseReason: string | null): boolean {
  return pauseReason?.startsWith('threshold') === true;
}
