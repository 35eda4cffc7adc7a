import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GateReason, WaitReason } from '../../../src/campaigns/reasons.ts';
import type { Campaign, StoredFile, Target, WaveProgress } from '../../../src/cli/api/resources.ts';
import type { Fleet } from '../../../src/simulator/fleet.ts';
import { happen } from '../../../src/simulator/gateway/happenings.ts';
import type { TestMuster } from '../../support/muster.ts';
import { SimulatedFleets } from '../../support/simulated-fleet.ts';
import { until } from '../../support/until.ts';
import { expectBooksToBalance } from './books.ts';
import { type PlanChanges, progressOf, reaches, started, targetsOf, uploadFirmware } from './campaigning.ts';

/** Which file tells the story of which reason to wait: `reasons-waiting-<part>.test.ts`. */
export const toldIn = {
  gates: ['window', 'blackout', 'excluded', 'rate', 'concurrency', 'transfers', 'approval', 'gate', 'sample'],
  device: ['wave', 'locked', 'busy', 'offline', 'nextInform', 'straggler', 'versionChanged'],
  course: ['paused', 'retry', 'soak', 'informs', 'proof', 'aborted', 'operator', 'cancelRefused'],
} as const satisfies Readonly<Record<string, readonly (WaitReason | GateReason)[]>>;
type Part = keyof typeof toldIn;
type ToldIn<P extends Part> = (typeof toldIn)[P][number];

/** A reason that no file tells is missing here, and the compiler says so. */
const untold: Readonly<Record<Exclude<WaitReason | GateReason, ToldIn<Part>>, never>> = {};
void untold;

/** What stories of waiting have in common: a Muster, images, and gateways that any of them may have. */
export class WaitingRoom {
  readonly fleets = new SimulatedFleets();
  readonly muster: TestMuster;
  readonly #images = new Map<string, Promise<StoredFile>>();

  constructor(muster: TestMuster) {
    this.muster = muster;
  }

  /** Gateways of their own, that Muster knows and owes nothing. */
  async gateways(
    serialPrefix: string,
    count: number,
    wish: Partial<Parameters<SimulatedFleets['start']>[1]> = {},
  ): Promise<Fleet> {
    const fleet = await this.fleets.start(this.muster, { ...wish, count, serialPrefix });
    const devices = fleet.gateways.map(({ deviceId }) => deviceId);
    await until(`${count} gateways ${serialPrefix} are known and provisioned`, async () => {
      const { rows } = await this.muster.pool.query<{ n: number }>(
        `SELECT count(*) AS n FROM device d WHERE public_id = ANY($1)
           AND EXISTS (SELECT FROM operation o WHERE o.device_id = d.id AND o.kind = 'provision' AND o.state = 'succeeded')
           AND NOT EXISTS (SELECT FROM operation o WHERE o.device_id = d.id AND o.active)`,
        [devices],
      );
      return rows[0]!.n === count;
    });
    return fleet;
  }

  image(version: string): Promise<StoredFile> {
    let image = this.#images.get(version);
    if (!image) {
      image = uploadFirmware(this.muster.api, version);
      this.#images.set(version, image);
    }
    return image;
  }

  /** A firmware campaign to 2.0.0 over the whole of a fleet, running. */
  async upgrade(fleet: Fleet, changes: PlanChanges = {}): Promise<string> {
    const { id } = await started(this.muster.api, await this.image('2.0.0'), { filter: all(fleet), ...changes });
    return id;
  }

  /** A campaign of another kind, running. */
  async campaign(fleet: Fleet, plan: object): Promise<string> {
    const { api } = this.muster;
    const { id } = await api.post<Campaign>('/campaigns', {
      name: 'story',
      filter: all(fleet),
      retries: { max: 1, backoffMinutes: 0.01 },
      timeouts: { claimMinutes: 1, transferMinutes: 2, giveUpMinutes: 2 },
      ...plan,
    });
    await api.post(`/campaigns/${id}/start`);
    return id;
  }

  /** What people do with one target. */
  act(id: string, device: string, act: 'retry' | 'cancel' | 'exclude'): Promise<unknown> {
    return this.muster.api.post(`/campaigns/${id}/targets/${device}/${act}`);
  }

  /** The device opens a session by itself, and Muster has said all that it wanted. */
  async speaks(gateway: Fleet['gateways'][number]): Promise<void> {
    const before = gateway.sessions;
    await happen(gateway, { kind: 'wakeUp' });
    await until(`${gateway.deviceId} has had its session`, () => gateway.sessions > before);
  }

  /** Waits for the end of a campaign, after which nothing of it waits any more. @returns how its targets ended, e.g. `['succeeded', 'skipped already']`, sorted */
  async ends(id: string, state: Campaign['state'] = 'completed'): Promise<string[]> {
    const { waves } = await reaches(this.muster.api, id, state, 90_000);
    for (const { waitsFor, waitsUntil } of waves) expect([waitsFor, waitsUntil]).toEqual([null, null]);
    await expectBooksToBalance(this.muster.pool, id);
    const targets = await targetsOf(this.muster.api, id);
    return targets.map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`)).sort();
  }
}

/** A filter for all devices of a fleet. */
export function all({ gateways }: Fleet): string {
  return `id in (${gateways.map(({ deviceId }) => `"${deviceId}"`).join(', ')})`;
}

/** Looks whether REST shows the reason that a story is about. */
export interface Waits {
  /** Waits until so many targets of a campaign show the reason. @param count some, where it is left out */
  see(id: string, count?: number): Promise<readonly Target[]>;
  /** Waits until a wave of a campaign shows it. @param ordinal from 1 */
  seeWave(id: string, ordinal: number): Promise<WaveProgress>;
}

export type Story = readonly [title: string, tell: (waits: Waits) => Promise<void>];

/** Makes a test of each story; one in which its reason was not seen fails. All at once, as most of a story is waiting. */
export function tellStories<P extends Part>(
  part: P,
  room: WaitingRoom,
  stories: Readonly<Record<ToldIn<P>, Story>>,
): void {
  beforeAll(() => room.image('2.0.0'));
  afterAll(async () => {
    await room.fleets.clear();
    expect(room.fleets.defects).toEqual([]);
  });
  const reasons: readonly ToldIn<P>[] = toldIn[part];
  test('these are the reasons that this file tells of', () => {
    expect(Object.keys(stories).sort()).toEqual([...reasons].sort());
  });
  for (const reason of reasons) {
    const [title, tell] = stories[reason];
    test.concurrent(`${reason}: ${title}`, { timeout: 120_000 }, async () => {
      let seen = 0;
      await tell({
        see: (id, count) =>
          until(`${count ?? 'some'} targets wait for ${reason}`, async () => {
            const found = (await targetsOf(room.muster.api, id)).filter((target) => target.reason === reason);
            if (found.length === 0 || (count !== undefined && found.length !== count)) return false;
            seen += found.length;
            return found;
          }),
        seeWave: (id, ordinal) =>
          until(`wave ${ordinal} waits for ${reason}`, async () => {
            const wave = (await progressOf(room.muster.api, id)).waves[ordinal - 1]!;
            if (wave.waitsFor !== reason) return false;
            seen++;
            return wave;
          }),
      });
      expect(seen).toBeGreaterThan(0);
    });
  }
}
