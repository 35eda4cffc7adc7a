import type { CampaignId, DeviceKey } from '../../../src/base/ids.ts';
import { sweepTargets } from '../../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../../src/campaigns/scheduler/tick.ts';
import { type Actor, campaignsService } from '../../../src/campaigns/service/service.ts';
import { findCampaign, listWaves, liveCampaigns } from '../../../src/campaigns/store.ts';
import { type Stage, stage, type VirtualClock, virtualClock } from '../../operations/support/stage.ts';
import type { TestDatabase } from '../../support/database.ts';
import { onlyBrakes } from '../support/no-brakes.ts';
import { addFile } from '../support/world.ts';

export const ann: Actor = { name: 'ann', role: 'operator', keyId: '0190a000-0000-7000-8000-00000000000a' };
export const ben: Actor = { name: 'ben', role: 'approver', keyId: '0190a000-0000-7000-8000-00000000000b' };

let fleets = 0;

/** Campaigns on real tables under a clock that only the test moves, with one planner that does what the role does. */
export class Desk {
  readonly clock: VirtualClock = virtualClock();
  private readonly database: TestDatabase;
  private stage: Stage | null = null;
  /** What devices run that are not on 1.0 any more. */
  readonly versions = new Map<string, string>();

  constructor(database: TestDatabase) {
    this.database = database;
  }

  get pool() {
    return this.database.pool;
  }

  get muster(): Stage {
    this.stage ??= stage(this.pool, this.clock, () => 0.5);
    return this.stage;
  }

  get service() {
    return campaignsService(this.pool, this.clock);
  }

  /** A draft over so many new devices on 1.0. Their serial numbers are the name, a dash and a number from 0. */
  async draft(devices: number, plan: object = {}): Promise<{ id: CampaignId; name: string }> {
    const name = `G${++fleets}`;
    for (let i = 0; i < devices; i++) await this.muster.call(`${name}-${i}`);
    const { id } = await this.service.create(
      {
        name,
        kind: 'firmware',
        filter: `serialNumber like "${name}-*"`,
        artifact: { fileId: await addFile(this.pool, this.clock.now()) },
        ...onlyBrakes(plan),
      },
      ann,
    );
    return { id, name };
  }

  async started(devices: number, plan: object = {}): Promise<{ id: CampaignId; name: string }> {
    const made = await this.draft(devices, plan);
    await this.service.start(made.id, ann);
    return made;
  }

  /** One beat of the planner, over the campaigns that it would look at. @returns devices to be called */
  async beat(): Promise<DeviceKey[]> {
    const called: DeviceKey[] = [];
    await this.muster.sweep();
    await sweepTargets(this.pool, this.clock, 500);
    for (const id of await liveCampaigns(this.pool, new Date(this.clock.now()))) {
      for (let rounds = 0, again = true; again; rounds++) {
        if (rounds > 60) throw new Error(`the tick of ${id} does not come to an end`);
        const result = await tickCampaign(this.pool, this.clock, id);
        called.push(...result.claimed);
        again = result.again;
      }
    }
    return called;
  }

  async state(id: string) {
    return (await findCampaign(this.pool, id))!;
  }

  async waves(id: CampaignId): Promise<string[]> {
    return (await listWaves(this.pool, id)).map(({ state, total }) => `${state} ${total}`);
  }

  /** Targets as `state reason corrected`, with how many of each. */
  async targets(id: string): Promise<Record<string, number>> {
    const { rows } = await this.pool.query<{ what: string; n: number }>(
      `SELECT concat_ws(' ', state, reason, corrected) AS what, count(*) AS n FROM target WHERE campaign_id = $1
       GROUP BY 1 ORDER BY 1`,
      [id],
    );
    return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
  }

  /** Counters of the waves are the sums of the targets (I7). @returns what is not so */
  async miscounted(id: string): Promise<unknown[]> {
    const { rows } = await this.pool.query(
      `SELECT w.ordinal FROM wave_counts w LEFT JOIN target t ON t.campaign_id = w.campaign_id AND t.wave = w.ordinal
       WHERE w.campaign_id = $1 GROUP BY w.campaign_id, w.ordinal, w.waiting, w.inflight, w.retrying, w.soaking, w.succeeded, w.failed, w.skipped, w.cancelled
       HAVING (w.waiting, w.inflight, w.retrying, w.soaking, w.succeeded, w.failed, w.skipped, w.cancelled) IS DISTINCT FROM (
         count(*) FILTER (WHERE t.state IN ('waiting','preparing')),
         count(*) FILTER (WHERE t.state IN ('claimed','dispatched','accepted','applying','unconfirmed','cancelling')),
         count(*) FILTER (WHERE t.state = 'retryWait'), count(*) FILTER (WHERE t.state = 'soaking'),
         count(*) FILTER (WHERE t.state = 'succeeded'), count(*) FILTER (WHERE t.state = 'failed'),
         count(*) FILTER (WHERE t.state IN ('skipped','superseded')), count(*) FILTER (WHERE t.state = 'cancelled'))`,
      [id],
    );
    return rows;
  }

  /** A device is told and comes back on a version; does nothing where nothing is owed. */
  async upgrade(serial: string, version = '2.0'): Promise<boolean> {
    const talk = await this.muster.call(serial, { version: this.versions.get(serial) ?? '1.0' });
    if ((await talk.ask())?.method !== 'Download') return false;
    this.versions.set(serial, version);
    await this.muster.call(serial, { events: ['1 BOOT'], version });
    return true;
  }
}
