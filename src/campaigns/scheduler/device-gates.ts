import type { DeviceKey } from '../../base/ids.ts';
import type { Queryable, Transaction } from '../../platform/database/pool.ts';
import { spansAhead } from '../gates/ahead.ts';
import { type Exclusion, type Gate, type GateFacts, type GatePlan, gateOf } from '../gates/gate.ts';
import type { Span } from '../gates/window.ts';
import { zoneOf } from '../gates/zone.ts';
import { membersOf } from '../members.ts';
import * as store from '../store.ts';

interface Located {
  readonly key: DeviceKey;
  readonly timeZone: string | null;
  readonly localTimeZone: string | null;
}

/** Whether gates differ from device to device, and whether it matters where each of them is. */
export function gatesDiffer(
  gates: store.LiveGates,
  plan: GatePlan,
): { readonly differ: boolean; readonly zones: boolean } {
  const zones = [...plan.windows, ...gates.blackouts].some(({ zone }) => zone === 'device');
  const scopes = gates.blackouts.some(({ filter }) => filter !== '') || gates.exclusions.length > 0 || gates.lists;
  return { differ: zones || scopes, zones };
}

/** What its gate depends on, but for the time: devices with the same key have the same gate. */
export interface GateGroup {
  readonly key: string;
  readonly facts: GateFacts;
}

/**
 * The gates of each device. The devices of one zone that are in the same scopes have the same gate, so there are few to
 * be worked out, however many devices there are.
 * @param ofCampaign the zone of devices of which nobody knows theirs
 */
export async function deviceGates(
  tx: Transaction,
  gates: store.LiveGates,
  plan: GatePlan,
  ofCampaign: string | undefined,
  devices: readonly Located[],
  now: Date,
): Promise<DeviceGates> {
  const groups = await gateGroups(tx, gates, ofCampaign, devices, now);
  return gatesOf((device) => groups.get(device)!, plan, now.getTime());
}

export interface DeviceGates {
  readonly gateOf: (device: DeviceKey) => Gate;
  /** When it may be disturbed next, by an order that is given now. */
  readonly aheadOf: (device: DeviceKey) => readonly Span[];
  readonly factsOf: (device: DeviceKey) => GateFacts;
}

/** Each group is worked out once. */
export function gatesOf(groupOf: (device: DeviceKey) => GateGroup, plan: GatePlan, now: number): DeviceGates {
  const perGroup = <T>(work: (facts: GateFacts) => T): ((device: DeviceKey) => T) => {
    const known = new Map<string, T>();
    return (device) => {
      const { key, facts } = groupOf(device);
      const one = known.get(key) ?? work(facts);
      known.set(key, one);
      return one;
    };
  };
  return {
    gateOf: perGroup((facts) => gateOf(facts, plan, now)),
    aheadOf: perGroup((facts) => spansAhead(facts, plan, now)),
    factsOf: (device) => groupOf(device).facts,
  };
}

/** Where each device is and whose scope it is in. */
export async function gateGroups(
  db: Queryable,
  gates: store.LiveGates,
  ofCampaign: string | undefined,
  devices: readonly Located[],
  now: Date,
): Promise<ReadonlyMap<DeviceKey, GateGroup>> {
  const keys = devices.map(({ key }) => key);
  const filtered = [...gates.blackouts.filter(({ filter }) => filter !== ''), ...gates.exclusions];
  const sets =
    filtered.length === 0 || keys.length === 0
      ? []
      : await store.devicesOf(
          db,
          keys,
          filtered.map(({ filter }) => membersOf({ filter }, now.getTime())),
        );
  const inScope = new Map(filtered.map(({ id }, i) => [id, sets[i]]));
  const listed = new Map<DeviceKey, Exclusion[]>();
  if (gates.lists && keys.length > 0) {
    for (const { device, id, until } of await store.listedExclusions(db, keys, now))
      listed.set(device, [...(listed.get(device) ?? []), { id, until: until?.getTime() ?? null }]);
  }
  return new Map(
    devices.map(({ key, timeZone, localTimeZone }) => {
      const zone = zoneOf({ timeZone, localTimeZone }, ofCampaign);
      const blackouts = gates.blackouts.filter(({ id, filter }) => filter === '' || inScope.get(id)?.has(key));
      const exclusions = [
        ...gates.exclusions.filter(({ id }) => inScope.get(id)?.has(key)),
        ...(listed.get(key) ?? []),
      ];
      const group = [zone, ...blackouts.map(({ id }) => id), '|', ...exclusions.map(({ id }) => id)].join(' ');
      return [key, { key: group, facts: { zone, blackouts, exclusions } }];
    }),
  );
}
