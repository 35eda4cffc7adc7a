import type { Clock } from '../../src/base/clock.ts';
import type { CampaignId, FileId } from '../../src/base/ids.ts';
import { sweepTargets } from '../../src/campaigns/scheduler/sweep.ts';
import { tickCampaign } from '../../src/campaigns/scheduler/tick.ts';
import { type CampaignsService, campaignsService } from '../../src/campaigns/service/service.ts';
import { inflightStates, listFaults, listTargets, listWaves } from '../../src/campaigns/store.ts';
import type { Pool } from '../../src/platform/database/pool.ts';

export const actor = { name: 'bench', role: 'administrator' };
export const maxInFlight = 500;
const sweepLimit = 500;

/** Milliseconds of one call. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How long a step takes, in milliseconds: a limit is held by the slowest, growth shows in the middle. */
export interface StepTime {
  readonly slowest: number;
  readonly median: number;
}

export function stepTime(times: readonly number[]): StepTime {
  const sorted = [...times].sort((a, b) => a - b);
  return { slowest: sorted.at(-1)!, median: sorted[sorted.length >> 1]! };
}

async function repeated(times: number, work: () => Promise<unknown>): Promise<StepTime> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push(await timed(work));
  return stepTime(all);
}

/** Every step that is measured. */
export interface CampaignTimes {
  readonly dryRun: StepTime;
  readonly firstDispatchWaves: StepTime;
  readonly firstDispatchRest: StepTime;
  readonly tickFull: StepTime;
  readonly tickClaiming: StepTime;
  readonly sweep: StepTime;
  readonly progress: StepTime;
  readonly funnel: StepTime;
  readonly targetPage: StepTime;
  readonly wavePage: StepTime;
}

/** Creates campaigns over the whole fleet and drives them as the planner does, beat by beat. */
export async function campaignTimes(pool: Pool, fileId: FileId, rounds: number): Promise<CampaignTimes> {
  // The planner's beats are a second apart; here that second is made, not waited for.
  let shift = 0;
  const clock: Clock = { now: () => Date.now() + shift };
  const service = campaignsService(pool, clock);
  const create = async (waves: readonly string[]): Promise<CampaignId> => {
    const { id } = await service.create(
      {
        name: `bench ${waves.join(' ')}`,
        kind: 'firmware',
        filter: 'softwareVersion < "2.5.0"',
        artifact: { fileId },
        waves: waves.map((size) => ({ size })),
        limits: { maxInFlight, perMinute: 1_000_000 },
      },
      actor,
    );
    return id;
  };
  const tickUntil = async (id: CampaignId, done: (claimed: number) => boolean | Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 5_000; i++) {
      const { claimed, again } = await tickCampaign(pool, clock, id);
      if (await done(claimed.length)) return;
      if (!again) shift += 1_000;
    }
    throw new TypeError('the campaign does not get on');
  };
  const startToFirstDispatch = (id: CampaignId): Promise<StepTime> =>
    repeated(1, async () => {
      await service.start(id, actor);
      await tickUntil(id, (claimed) => claimed > 0);
    });

  const inWaves = await create(['10', '5%', 'rest']);
  const dryRun = await repeated(3, () => service.dryRun(inWaves));
  const firstDispatchWaves = await startToFirstDispatch(inWaves);
  await abort(service, inWaves, tickUntil);

  const atOnce = await create(['rest']);
  const firstDispatchRest = await startToFirstDispatch(atOnce);
  await tickUntil(
    atOnce,
    async () =>
      (await inFlight(pool, atOnce)) >= maxInFlight &&
      (await service.waves(atOnce)).every((wave) => wave.state !== 'materialising'),
  );
  const tickFull = await repeated(rounds, () => tickCampaign(pool, clock, atOnce));
  const claiming: number[] = [];
  for (let i = 0; i < rounds; i++) {
    await succeed(pool, atOnce, 50);
    shift += 1_000;
    claiming.push(await timed(() => tickCampaign(pool, clock, atOnce)));
    const now = await inFlight(pool, atOnce);
    if (now !== maxInFlight) throw new TypeError(`${now} in flight after a claiming tick, not ${maxInFlight}`);
  }
  const sweep = await repeated(rounds, () => sweepTargets(pool, clock, sweepLimit));
  const progress = await repeated(rounds, async () => {
    await service.get(atOnce);
    await service.waves(atOnce);
  });
  const funnel = await repeated(rounds, () => Promise.all([inflightStates(pool, atOnce), listFaults(pool, atOnce)]));
  const targetPage = await repeated(rounds, () => listTargets(pool, atOnce, { state: 'claimed' }, 0, 100));
  const wavePage = await repeated(rounds, () => listTargets(pool, atOnce, { wave: 2 }, 0, 100));
  await abort(service, atOnce, tickUntil);
  return {
    dryRun,
    firstDispatchWaves,
    firstDispatchRest,
    tickFull,
    tickClaiming: stepTime(claiming),
    sweep,
    progress,
    funnel,
    targetPage,
    wavePage,
  };
}

async function abort(
  service: CampaignsService,
  id: CampaignId,
  tickUntil: (id: CampaignId, done: () => Promise<boolean>) => Promise<void>,
): Promise<void> {
  await service.abort(id, 'the benchmark is done with it', actor);
  await tickUntil(id, async () => (await service.get(id)).state === 'aborted');
}

export async function inFlight(pool: Pool, id: CampaignId): Promise<number> {
  return (await listWaves(pool, id)).reduce((n, wave) => n + wave.inflight, 0);
}

/** Ends some targets well, as proof from the devices would, so that the next tick has claims to make. */
export async function succeed(pool: Pool, id: CampaignId, count: number): Promise<void> {
  await pool.query(
    `WITH done AS (
       UPDATE target SET state = 'succeeded', deadline = NULL, version = version + 1
       WHERE (campaign_id, device_id) IN (SELECT campaign_id, device_id FROM target
         WHERE campaign_id = $1 AND state = 'claimed' LIMIT $2) RETURNING wave, operation_id
     ), freed AS (
       UPDATE operation o SET state = 'succeeded', active = false, ended_at = now()
       FROM done WHERE o.id = done.operation_id
     )
     UPDATE wave w SET inflight = inflight - d.n, succeeded = succeeded + d.n
     FROM (SELECT wave, count(*) AS n FROM done GROUP BY wave) d WHERE w.campaign_id = $1 AND w.ordinal = d.wave`,
    [id, count],
  );
}
