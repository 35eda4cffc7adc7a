import type { Clock } from '../../base/clock.ts';
import { days, minutes } from '../../base/durations.ts';
import { defaultInformInterval } from '../../devices/store.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import { bucketKey } from '../gates/buckets.ts';
import { gateForAll } from '../gates/gate.ts';
import { regionOf } from '../gates/region.ts';
import { hostsOf } from '../gates/relay-order.ts';
import { campaignKind } from '../kinds/index.ts';
import { aimsOf, membersOf, orderOf } from '../members.ts';
import { parseWaveSize, waveMembers } from '../plan/waves.ts';
import { gatePlanOf, schedulesAhead } from '../plan/windows.ts';
import { expected, type Player, type Script } from '../rehearsal/player.ts';
import type { Projection } from '../rehearsal/projection.ts';
import type { Cast, Rehearsal } from '../rehearsal/rehearsal.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { gateGroups, gatesDiffer } from '../scheduler/device-gates.ts';
import type { ClaimSettings } from '../scheduler/draws.ts';
import * as store from '../store.ts';
import { found } from './act.ts';

export interface DryRun {
  readonly matched: number;
  readonly already: number;
  readonly wrongModel: number;
  readonly locked: number;
  readonly waves: readonly { readonly ordinal: number; readonly size: string; readonly devices: number }[];
  /** What it would do if it was started now, or at its time. */
  readonly timeline: Projection;
}

/** Devices of a wave that are played through; of more, each stands for several. */
const mostPlayers = 5_000;
/** How far is looked. */
const horizonMs = days(60);
/** From the session to the proof, where nobody measured it. */
const workMs = minutes(3);
/** Devices whose facts and scopes are asked for in one statement. */
const page = 500;

/** What a campaign would meet now, and how it would go. Writes nothing. */
export async function dryRun(db: Queryable, clock: Clock, id: string, settings: ClaimSettings): Promise<DryRun> {
  const campaign = await found(db, id);
  const { plan } = campaign;
  const now = clock.now();
  const selection = await store.selectMembers(db, membersOf(plan, now), aimsOf(plan));
  const sizes = waveSizes(campaign, selection.matched);
  const rehearsal = await rehearsalOf(db, campaign, sizes, now, settings, expected(workMs));
  const { claims: _claims, ...timeline } = await rehearse(rehearsal);
  const { matched, already, wrongModel, locked } = selection;
  const waves = plan.waves.map((wave, i) => ({ ordinal: i + 1, size: wave.size, devices: sizes[i]! }));
  return { matched, already, wrongModel, locked, waves, timeline };
}

/** How many devices each wave takes. */
export function waveSizes({ plan }: Pick<Campaign, 'plan'>, matched: number): number[] {
  let taken = 0;
  return plan.waves.map((wave) => {
    const devices = waveMembers(parseWaveSize(wave.size)!, matched, taken);
    taken += devices;
    return devices;
  });
}

/**
 * Everything that a rehearsal of a campaign needs to know, read from the tables as they are.
 * @param sizes devices of each wave
 */
export async function rehearsalOf(
  db: Queryable,
  campaign: Campaign,
  sizes: readonly number[],
  now: number,
  { startsPerMinute }: ClaimSettings,
  script: Script,
): Promise<Rehearsal> {
  const { plan, id } = campaign;
  const from = Math.max(now, plan.startAt ? Date.parse(plan.startAt) : 0);
  const rules = gatePlanOf(plan);
  const live = await store.liveGates(db, id, new Date(from));
  const hosts = hostsOf(plan);
  const relays = hosts.length === 0 ? [] : await store.relaysNamed(db, hosts);
  const sharedRates = new Map<string, number>();
  if (startsPerMinute > 0) sharedRates.set(bucketKey.global, startsPerMinute);
  for (const { host, perMinute } of relays) if (perMinute !== null) sharedRates.set(bucketKey.relay(host), perMinute);
  const caps = [plan.limits.maxTransfers, ...relays.map(({ maxTransfers }) => maxTransfers)];
  const ownRates = new Map<string, number>();
  let shuffleFrom: string | null = null;
  let exhausted = false;
  return {
    plan,
    kind: campaignKind(plan.kind),
    gates: rules,
    gateForAll: (at) => gateForAll(live.blackouts, rules, at),
    differ: gatesDiffer(live, rules).differ,
    ahead: schedulesAhead(plan),
    sharedRates,
    ownRates,
    maxTransfers: Math.min(...caps.map((cap) => cap ?? Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY),
    async cast(ordinal): Promise<Cast> {
      const devices = sizes[ordinal - 1]!;
      if (devices === 0 || exhausted) return { devices: 0, every: 1, players: [] };
      const every = Math.ceil(devices / mostPlayers);
      const order = orderOf({ id, plan });
      const members = membersOf(plan, now);
      const isRest = plan.waves[ordinal - 1]!.size === 'rest';
      const to: string | null = isRest
        ? null
        : await store.boundaryAfter(db, order, members, { from: shuffleFrom, size: devices });
      const sample = await store.sampleMembers(db, order, members, { from: shuffleFrom, to, every });
      shuffleFrom = to;
      // The wave before took more than its size where a site would have been cut in two, and so all that was left.
      exhausted = to === null;
      const players: Player[] = [];
      for (let at = 0; at < sample.length; at += page)
        players.push(...(await playersOf(db, campaign, live, sample.slice(at, at + page), new Date(from), ownRates)));
      return { devices: order.by === 'site' ? players.length * every : devices, every, players };
    },
    script,
    from,
    // Nothing is begun after its end, so nothing is said of then.
    horizon: Math.min(from + horizonMs, plan.endAt ? Date.parse(plan.endAt) : Number.POSITIVE_INFINITY),
  };
}

async function playersOf(
  db: Queryable,
  { id, plan }: Campaign,
  live: store.LiveGates,
  members: readonly store.RehearsalMember[],
  now: Date,
  ownRates: Map<string, number>,
): Promise<Player[]> {
  const located = members.map(({ device, timeZone, localTimeZone }) => ({ key: device.key, timeZone, localTimeZone }));
  const groups = await gateGroups(db, live, plan.timeZone, located, now);
  const kind = campaignKind(plan.kind);
  const needs = kind.claimsByFacts && kind.needs?.(plan);
  const facts = needs
    ? await store.parameterFacts(
        db,
        located.map(({ key }) => key),
        needs,
      )
    : null;
  const { perRegion, perModel } = plan.limits;
  return members.map((member) => {
    const { device } = member;
    const keys: string[] = [];
    const draw = (key: string, rate: number | undefined): void => {
      if (rate === undefined) return;
      keys.push(key);
      ownRates.set(key, rate);
    };
    draw(bucketKey.region(id, regionOf(member)), perRegion);
    draw(bucketKey.model(id, device.productClass), perModel);
    return {
      device: { ...device, ...facts?.get(device.key) },
      shuffle: BigInt(member.shuffle),
      taken: member.taken,
      gate: groups.get(device.key)!,
      keys,
      informInterval: member.informInterval ?? defaultInformInterval,
      reach: member.reach,
      early: schedulesAhead(plan) && member.early,
    };
  });
}
