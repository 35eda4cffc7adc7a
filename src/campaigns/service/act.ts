import type { Clock } from '../../base/clock.ts';
import { MusterError } from '../../base/errors.ts';
import { type CampaignId, looksLikeId } from '../../base/ids.ts';
import type { Pool, Queryable, Transaction } from '../../platform/database/pool.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { appendAudit } from '../../security/store.ts';
import type { Campaign } from '../campaign.ts';
import { type CampaignEvent, campaignAfter, statesBefore } from '../rules/campaign-rules.ts';
import * as store from '../store.ts';
import type { Actor } from './actor.ts';

/** An act of a person: what it is called in the trail, and what the trail keeps of it. */
export interface Act {
  readonly actor: Actor;
  readonly action: string;
  readonly detail: Detail;
}

export type Detail = Readonly<Record<string, unknown>>;

/** How acts of people are carried out: each is one transaction with its one row in the audit trail. */
export interface Acts {
  readonly pool: Pool;
  readonly clock: Clock;
  /**
   * On a campaign that is there, with its row locked. What the work returns is kept in the trail beside what was asked.
   * @returns the campaign afterwards
   */
  onLocked(id: string, act: Act, work: (tx: Transaction, campaign: Campaign) => Promise<Detail>): Promise<Campaign>;
  /** That makes a campaign. */
  making(id: CampaignId, act: Act, work: (tx: Transaction) => Promise<void>): Promise<Campaign>;
  audit(tx: Transaction, id: CampaignId, act: Act): Promise<void>;
}

export function acts(pool: Pool, clock: Clock): Acts {
  const audit = (tx: Transaction, id: CampaignId, { actor, action, detail }: Act): Promise<void> =>
    appendAudit(
      tx,
      { by: { name: actor.name, role: actor.role }, action, object: `campaign/${id}`, detail },
      new Date(clock.now()),
    );
  return {
    pool,
    clock,
    audit,
    onLocked: (id, act, work) =>
      inTransaction(pool, async (tx) => {
        const campaign = await locked(tx, id);
        const more = await work(tx, campaign);
        await audit(tx, campaign.id, { ...act, detail: { ...act.detail, ...more } });
        return found(tx, id);
      }),
    making: (id, act, work) =>
      inTransaction(pool, async (tx) => {
        await work(tx);
        await audit(tx, id, act);
        return found(tx, id);
      }),
  };
}

const words: Partial<Record<CampaignEvent, string>> = {
  submit: 'submitted',
  schedule: 'submitted',
  approve: 'approved',
  reject: 'rejected',
  start: 'started',
  breakGlass: 'started',
  pause: 'paused',
  resume: 'resumed',
  abort: 'aborted',
};

/** @throws MusterError `conflict` where the event cannot happen now, naming when it can */
export function demandEvent(campaign: Pick<Campaign, 'state'>, event: CampaignEvent): void {
  if (campaignAfter(campaign.state, event) !== null) return;
  demandState(campaign, statesBefore(event), words[event] ?? event);
}

/** @throws MusterError `conflict` */
export function demandState(
  campaign: Pick<Campaign, 'state'>,
  allowed: readonly Campaign['state'][],
  verb: string,
): void {
  if (allowed.includes(campaign.state)) return;
  throw new MusterError(
    'conflict',
    `the campaign is ${campaign.state}; it can be ${verb} only while ${allowed.join(' or ')}`,
  );
}

/** @throws MusterError `notFound` */
export async function found(db: Queryable, id: string): Promise<Campaign> {
  const campaign = looksLikeId(id) ? await store.findCampaign(db, id) : null;
  if (!campaign) throw new MusterError('notFound', `there is no campaign ${id.slice(0, 100)}`);
  return campaign;
}

/** As {@link found}, with its row locked. @throws MusterError `notFound` */
export async function locked(tx: Transaction, id: string): Promise<Campaign> {
  const campaign = looksLikeId(id) ? await store.lockCampaign(tx, id) : null;
  if (!campaign) throw new MusterError('notFound', `there is no campaign ${id.slice(0, 100)}`);
  return campaign;
}
