import type { Transaction } from '../../platform/database/pool.ts';
import type { Campaign, Wave } from '../campaign.ts';
import { type Buckets, bucketKey, openBuckets } from '../gates/buckets.ts';
import { regionOf } from '../gates/region.ts';
import { hostsOf } from '../gates/relay-order.ts';
import { type Drawable, drawable } from '../rules/draw-rules.ts';
import * as store from '../store.ts';
import { bucketCapacity } from './token-bucket.ts';

/** Settings of this Muster that claims follow. */
export interface ClaimSettings {
  /** Devices that all campaigns together start per minute; 0: no limit. */
  readonly startsPerMinute: number;
}

export const noSettings: ClaimSettings = { startsPerMinute: 0 };

/** What a claim may draw from, for all its devices alike. */
export interface Draws extends Drawable {
  readonly shared: Buckets;
  /** Keys of the shared buckets that each start draws from. */
  readonly sharedKeys: readonly string[];
}

/**
 * What is left of the limits that concern every device: in flight, per minute, of all campaigns, and of the hosts that
 * the devices download from. What is counted there stays locked until the transaction ends.
 */
export async function openDraws(
  tx: Transaction,
  campaign: Campaign,
  waves: readonly Wave[],
  wave: Wave,
  now: Date,
  settings: ClaimSettings,
): Promise<Draws> {
  const { plan } = campaign;
  const hosts = hostsOf(plan);
  const relays = hosts.length === 0 ? [] : await store.lockRelays(tx, hosts);
  const rates = new Map<string, number>();
  if (settings.startsPerMinute > 0) rates.set(bucketKey.global, settings.startsPerMinute);
  for (const { host, perMinute } of relays) if (perMinute !== null) rates.set(bucketKey.relay(host), perMinute);
  const full = [...rates].map(([key, rate]) => ({ key, tokens: bucketCapacity(rate) }));
  const shared = openBuckets(
    rates,
    full.length === 0 ? new Map() : await store.lockBuckets(tx, full, now),
    now.getTime(),
  );
  const sharedKeys = [...rates.keys()];
  const left = await transfersLeft(tx, campaign, hosts, relays);
  const facts = { campaign, waves, wave, shared, sharedKeys, transfersLeft: left, now: now.getTime() };
  return { ...drawable(facts), shared, sharedKeys };
}

/** Devices that may yet go to the download hosts of the plan, by the caps of the plan and of each host. */
async function transfersLeft(
  tx: Transaction,
  campaign: Campaign,
  hosts: readonly string[],
  relays: readonly store.RelayRow[],
): Promise<number> {
  const capped = relays.filter(({ maxTransfers }) => maxTransfers !== null);
  const { maxTransfers } = campaign.plan.limits;
  if (hosts.length === 0 || (capped.length === 0 && maxTransfers === undefined)) return Number.POSITIVE_INFINITY;
  const others = capped.length === 0 ? [] : await store.campaignsInFlight(tx);
  const counts = await store.countTransfers(tx, [campaign.id, ...others.map(({ id }) => id)]);
  const left = capped.map(({ host, maxTransfers: cap }) => {
    const users = others.filter(({ plan }) => hostsOf(plan).includes(host));
    return cap! - users.reduce((n, { id }) => n + (counts.get(id) ?? 0), 0);
  });
  if (maxTransfers !== undefined) left.push(maxTransfers - (counts.get(campaign.id) ?? 0));
  return Math.min(...left);
}

interface Placed {
  readonly productClass: string;
  readonly site: string | null;
  readonly tags: readonly string[];
}

/** The buckets of the campaign's own limits per region and model, for the devices at hand. */
export async function openOwnBuckets(
  tx: Transaction,
  campaign: Campaign,
  devices: readonly Placed[],
  now: Date,
): Promise<{ readonly buckets: Buckets; readonly keysOf: (device: Placed) => string[] }> {
  const { perRegion, perModel } = campaign.plan.limits;
  const keysOf = (device: Placed): string[] => [
    ...(perRegion === undefined ? [] : [bucketKey.region(campaign.id, regionOf(device))]),
    ...(perModel === undefined ? [] : [bucketKey.model(campaign.id, device.productClass)]),
  ];
  const rates = new Map<string, number>();
  for (const device of devices) {
    const [first, second] = keysOf(device);
    if (first !== undefined) rates.set(first, perRegion ?? perModel!);
    if (second !== undefined) rates.set(second, perModel!);
  }
  const stored = rates.size === 0 ? new Map() : await store.readBuckets(tx, [...rates.keys()]);
  return { buckets: openBuckets(rates, stored, now.getTime()), keysOf };
}
