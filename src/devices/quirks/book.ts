import { MusterError } from '../../base/errors.ts';
import { RecentMap } from '../../base/recent-map.ts';
import type { WireStyle } from '../../cwmp/rpc/schema.ts';
import { versionKey } from '../version-order.ts';
import type { Profile } from './profile.ts';
import { type QuirkSettings, usualSettings, wireStyleOf } from './settings.ts';

/** What a profile is chosen by. */
export interface DeviceKind {
  readonly manufacturer: string;
  readonly oui: string;
  readonly productClass: string;
  readonly softwareVersion: string | null;
}

/** How one kind of device is to be treated: the profiles that fit it, laid over each other. */
export interface Treatment {
  /** Names of the profiles, in their order. */
  readonly profiles: readonly string[];
  readonly settings: QuirkSettings;
  /** The same, for the writer of messages. */
  readonly style: WireStyle;
}

export interface QuirkBook {
  readonly profiles: readonly Profile[];
  /** Cheap: asked in every session, answered from memory for kinds of devices that were here before. */
  profileOf(device: DeviceKind): Treatment;
}

/** A fleet has a few hundred kinds; past this, some device makes them up. */
const rememberedKinds = 5_000;

export const usualTreatment: Treatment = Object.freeze({
  profiles: [],
  settings: usualSettings,
  style: wireStyleOf(usualSettings),
});

/**
 * Profiles ready for use. Where several fit a device, all count, and of two that say something of the same setting the
 * later one in the list wins: an operator's own stand behind the shipped ones.
 * @throws MusterError `invalidConfiguration` where a name is there twice, or one is named that is not there before
 */
export function quirkBook(profiles: readonly Profile[]): QuirkBook {
  const named = new Map<string, Partial<QuirkSettings>>();
  for (const profile of profiles) {
    if (named.has(profile.name)) {
      throw new MusterError('invalidConfiguration', `there are two quirk profiles "${profile.name}"`);
    }
    named.set(profile.name, ownSettings(profile, named));
  }
  const matchers = profiles.flatMap((profile) =>
    profile.match ? [{ name: profile.name, fits: matcher(profile.match) }] : [],
  );
  const known = new RecentMap<string, Treatment>(rememberedKinds);

  function treat(device: DeviceKind): Treatment {
    const fitting = matchers.filter(({ fits }) => fits(device)).map(({ name }) => name);
    if (fitting.length === 0) return usualTreatment;
    const settings = Object.freeze(
      Object.assign({ ...usualSettings }, ...fitting.map((name) => named.get(name)!)) as QuirkSettings,
    );
    return Object.freeze({ profiles: fitting, settings, style: wireStyleOf(settings) });
  }

  return {
    profiles,
    profileOf(device) {
      const key = `${device.manufacturer}\n${device.oui}\n${device.productClass}\n${device.softwareVersion ?? ''}`;
      let treatment = known.get(key);
      if (!treatment) {
        treatment = treat(device);
        known.set(key, treatment);
      }
      return treatment;
    },
  };
}

function ownSettings(profile: Profile, before: ReadonlyMap<string, Partial<QuirkSettings>>): Partial<QuirkSettings> {
  const settings: Record<string, unknown> = {};
  for (const name of profile.like) {
    const other = before.get(name);
    if (!other) {
      throw new MusterError(
        'invalidConfiguration',
        `the quirk profile "${profile.name}" is like "${name}", which is not before it; there are ${[...before.keys()].join(', ')}`,
      );
    }
    Object.assign(settings, other);
  }
  for (const [key, value] of Object.entries(profile.settings)) if (value !== undefined) settings[key] = value;
  return settings as Partial<QuirkSettings>;
}

function matcher(match: NonNullable<Profile['match']>): (device: DeviceKind) => boolean {
  const tests: ((device: DeviceKind) => boolean)[] = [];
  for (const field of ['manufacturer', 'oui', 'productClass'] as const) {
    const patterns = match[field];
    if (patterns) tests.push((device) => patterns.some((pattern) => fits(pattern, device[field])));
  }
  const { from, before } = match.softwareVersion ?? {};
  const least = from === undefined ? null : versionKey(from);
  const end = before === undefined ? null : versionKey(before);
  if (match.softwareVersion) {
    tests.push(({ softwareVersion }) => {
      if (softwareVersion === null) return false;
      const key = versionKey(softwareVersion);
      return (least === null || key >= least) && (end === null || key < end);
    });
  }
  return (device) => tests.every((test) => test(device));
}

function fits(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.trim().toLowerCase();
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted;
}
