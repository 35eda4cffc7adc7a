import type { Clock } from '../../src/base/clock.ts';
import type { FileId } from '../../src/base/ids.ts';
import { claimLimit } from '../../src/campaigns/rules/look-rules.ts';
import { tickCampaign } from '../../src/campaigns/scheduler/tick.ts';
import { campaignsService } from '../../src/campaigns/service/service.ts';
import type { Pool } from '../../src/platform/database/pool.ts';
import { actor, inFlight, type StepTime, stepTime, succeed, timed } from './drive.ts';
import type { StatementWatch, Watched } from './statements.ts';

/** What a planner with as many in flight as ten gigabits of downloads want needs for one campaign over the whole fleet. */
export interface Scale {
  readonly targets: number;
  /** Milliseconds of the start by a person, which counts the members. */
  readonly start: number;
  /** Targets written a second, in the ticks that write. */
  readonly materialisedPerSecond: number;
  readonly writing: StepTime;
  readonly tickFull: StepTime;
  readonly tickClaiming: StepTime;
  readonly claimsPerSecond: number;
  /** MB on the heap after a collection: before the campaign, and when it is written and at work. */
  readonly heap: { readonly before: number; readonly after: number };
}

export const manyInFlight = 7_000;
/** A claim takes five minutes to its proof: so many places become free in a second. */
export const freedPerSecond = 23;

/** @param watch is left with the statements of the ticks; times are without those of COMMIT */
export async function campaignScale(pool: Pool, fileId: FileId, rounds: number, watch: StatementWatch): Promise<Scale> {
  let shift = 0;
  const clock: Clock = { now: () => Date.now() + shift };
  const service = campaignsService(pool, clock);
  const { id } = await service.create(
    {
      name: 'bench scale',
      kind: 'firmware',
      filter: 'softwareVersion < "2.5.0"',
      artifact: { fileId },
      // As most campaigns have them: so each device is looked at for a gate of its own. These are never shut.
      windows: [{ start: '00:00', durationMinutes: 1_500, zone: 'device' }],
      limits: { maxInFlight: manyInFlight, perMinute: 1_000_000, finishMinutes: 1 },
    },
    actor,
  );
  const before = heapMb();
  const start = await timed(() => service.start(id, actor));
  const tick = (): Promise<Watched> => watch.during(() => tickCampaign(pool, clock, id));
  const writing: Watched[] = [];
  while ((await service.waves(id)).some((wave) => wave.state === 'pending' || wave.state === 'materialising')) {
    writing.push(await tick());
    shift += 1_000;
  }
  const targets = (await service.waves(id)).reduce((n, wave) => n + wave.total, 0);
  while ((await inFlight(pool, id)) < manyInFlight) {
    await tick();
    shift += 1_000;
  }
  const after = heapMb();
  const full: Watched[] = [];
  const claiming: Watched[] = [];
  const most: Watched[] = [];
  for (let i = 0; i < rounds; i++) full.push(await tick());
  for (const [times, freed] of [
    [claiming, freedPerSecond],
    [most, claimLimit],
  ] as const) {
    for (let i = 0; i < rounds; i++) {
      await succeed(pool, id, freed);
      shift += 1_000;
      times.push(await tick());
      const now = await inFlight(pool, id);
      if (now !== manyInFlight) throw new TypeError(`${now} in flight after a claiming tick, not ${manyInFlight}`);
    }
  }
  return {
    targets,
    start,
    materialisedPerSecond: targets / seconds(writing),
    writing: stepTime(writing.map(({ ms }) => ms)),
    tickFull: stepTime(full.map(({ ms }) => ms)),
    tickClaiming: stepTime(claiming.map(({ ms }) => ms)),
    claimsPerSecond: (claimLimit * rounds) / seconds(most),
    heap: { before, after },
  };
}

/** What it all took, COMMITs included. */
const seconds = (all: readonly Watched[]): number => all.reduce((sum, one) => sum + one.ms + one.committing, 0) / 1_000;

function heapMb(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
