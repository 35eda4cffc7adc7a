import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DeviceKind, quirkBook } from '../../../src/devices/quirks/book.ts';
import { type ProfileInput, readProfiles } from '../../../src/devices/quirks/profile.ts';
import { answeredBy, type QuirkSetting, settingsSchema, usualSettings } from '../../../src/devices/quirks/settings.ts';
import { shippedProfiles } from '../../../src/devices/quirks/shipped.ts';
import { loadQuirks } from '../../../src/roles/quirks.ts';

const device = (more: Partial<DeviceKind> = {}): DeviceKind => ({
  manufacturer: 'Acme',
  oui: '00D09E',
  productClass: 'X1',
  softwareVersion: '1.5',
  ...more,
});
const book = (...profiles: Partial<ProfileInput>[]) =>
  quirkBook(
    readProfiles(
      {
        version: 1,
        profiles: profiles.map((profile, i) => ({ name: `p${i}`, because: 'test', answers: [], ...profile })),
      },
      'test',
    ),
  );

describe('a profile fits a device', () => {
  it.each([
    [{ manufacturer: 'Acme' }, true],
    [{ manufacturer: 'ACME' }, true],
    [{ manufacturer: 'Ac*' }, true],
    [{ manufacturer: 'Ac' }, false],
    [{ manufacturer: ['Other', 'Acme'] }, true],
    [{ oui: '00d09e' }, true],
    [{ oui: '00D09F' }, false],
    [{ productClass: 'x*' }, true],
    [{ manufacturer: 'Acme', productClass: 'Y*' }, false],
    [{ softwareVersion: { from: '1.5' } }, true],
    [{ softwareVersion: { from: '1.10' } }, false],
    [{ softwareVersion: { before: '1.10' } }, true],
    [{ softwareVersion: { before: '1.5' } }, false],
    [{ softwareVersion: { from: '1.0', before: '2.0' } }, true],
    [{ softwareVersion: { from: '2.0.0-rc1' } }, false],
  ] as const)('by %j: %s', (match, fits) => {
    const { profiles } = book({ match: match as never }).profileOf(device());
    expect(profiles).toEqual(fits ? ['p0'] : []);
  });

  it('never by a version that the device does not tell', () => {
    expect(
      book({ match: { softwareVersion: { from: '0' } } }).profileOf(device({ softwareVersion: null })).profiles,
    ).toEqual([]);
  });

  it('and several do, laid over each other in their order', () => {
    const { profiles, settings, style } = book(
      { settings: { readBatch: 8, booleanValues: 'words' } },
      { like: ['p0'], match: { manufacturer: 'Acme' }, settings: { readBatch: 16 } },
      { match: { productClass: 'X1' }, settings: { askRoot: false } },
    ).profileOf(device());
    expect(profiles).toEqual(['p1', 'p2']);
    expect(settings).toEqual({ ...usualSettings, readBatch: 16, booleanValues: 'words', askRoot: false });
    expect(style.booleanValues).toBe('words');
  });

  it('and is remembered: the same kind of device is given the same treatment, without a look at the profiles', () => {
    const quirks = book({ match: { manufacturer: 'Acme' } });
    expect(quirks.profileOf(device())).toBe(quirks.profileOf(device()));
    const before = process.cpuUsage().user;
    for (let i = 0; i < 100_000; i++) quirks.profileOf(device());
    // A microsecond or two each; a generous bound for a busy machine.
    expect((process.cpuUsage().user - before) / 100_000).toBeLessThan(20);
  });

  it('and a device that makes up a new kind at every call does not fill the memory', () => {
    const quirks = book({ match: { manufacturer: 'Acme' } });
    const first = quirks.profileOf(device({ softwareVersion: 'v0' }));
    for (let i = 0; i < 11_000; i++) quirks.profileOf(device({ softwareVersion: `v${i}` }));
    expect(quirks.profileOf(device({ softwareVersion: 'v0' }))).toEqual(first);
    expect(quirks.profileOf(device({ softwareVersion: 'v0' }))).not.toBe(first);
  });

  it('or none does, and everything is as usual', () => {
    expect(book().profileOf(device())).toMatchObject({ profiles: [], settings: usualSettings });
  });
});

describe('the shipped profiles', () => {
  const shipped = shippedProfiles();

  it('are read, and fit together', () => {
    expect(shipped.length).toBeGreaterThan(5);
    expect(
      quirkBook(shipped).profileOf({
        manufacturer: 'Cisco Systems',
        oui: '00000C',
        productClass: 'CISCO867VAE',
        softwareVersion: '15.4',
      }),
    ).toMatchObject({
      profiles: ['cisco-867'],
      settings: { discovery: 'names', readBatch: 16 },
    });
    expect(
      quirkBook(shipped).profileOf({
        manufacturer: 'DrayTek Corp.',
        oui: '001DAA',
        productClass: 'Vigor2860L',
        softwareVersion: null,
      }).settings.wholeTree,
    ).toBe(false);
  });

  it.each(shipped.map((profile) => [profile.name, profile] as const))(
    '%s answers quirks that exist, by settings that can answer them, and changes something',
    (_, profile) => {
      const set = Object.keys(profile.settings) as QuirkSetting[];
      expect(set.length).toBeGreaterThan(0);
      const answerable = set.flatMap((setting) => answeredBy[setting]);
      for (const number of profile.answers) {
        expect(number).toBeGreaterThanOrEqual(1);
        expect(number).toBeLessThanOrEqual(112);
        expect(answerable).toContain(number);
      }
      for (const setting of set) {
        expect([setting, profile.settings[setting]]).not.toEqual([setting, usualSettings[setting]]);
        // A setting without a number of its own is about ChangeDUState.
        if (answeredBy[setting].length > 0)
          expect(profile.answers.some((number) => answeredBy[setting].includes(number))).toBe(true);
      }
    },
  );

  it('use every setting but the value maps, which are an operator’s own', () => {
    const used = new Set(shipped.flatMap((profile) => Object.keys(profile.settings)));
    expect(Object.keys(usualSettings).filter((setting) => !used.has(setting))).toEqual(['valueMaps']);
  });

  it('and the settings, their defaults and their numbers are the same list', () => {
    const names = Object.keys(settingsSchema.shape).sort();
    expect(Object.keys(usualSettings).sort()).toEqual(names);
    expect(Object.keys(answeredBy).sort()).toEqual(names);
    for (const number of Object.values(answeredBy).flat()) expect(number >= 1 && number <= 112).toBe(true);
  });
});

describe("an operator's own profiles", () => {
  const file = async (text: string): Promise<string> => {
    const name = path.join(await mkdtemp(path.join(tmpdir(), 'muster-quirks-')), 'quirks.json');
    await writeFile(name, text);
    return name;
  };
  const one = (profile: object): string =>
    JSON.stringify({ version: 1, profiles: [{ name: 'mine', because: 'test', answers: [54], ...profile }] });

  it('stand behind the shipped ones, and may be like them', async () => {
    const quirks = await loadQuirks(await file(one({ like: ['words', 'rdk'], match: { manufacturer: 'Acme' } })));
    expect(quirks.profileOf(device())).toMatchObject({
      profiles: ['mine'],
      settings: { booleanValues: 'words', softwareModules: 'rdk' },
    });
  });

  it.each([
    ['no JSON', '{', 'cannot be read'],
    ['another version', '{"version":2,"profiles":[]}', 'version: '],
    ['an unknown setting', one({ settings: { tea: true } }), 'profiles.0.settings'],
    [
      'a setting with a wrong value',
      one({ settings: { booleanValues: 'maybe' } }),
      'profiles.0.settings.booleanValues: Invalid option: expected one of "digits"|"words"',
    ],
    ['a quirk that there is none of', one({ answers: [113] }), 'profiles.0.answers.0'],
    ['a match of nothing', one({ match: {} }), 'names nothing to match'],
    ['a name with blanks', one({ name: 'My profile' }), 'lower-case letters'],
    ['a name that is shipped', one({ name: 'rdk' }), 'two quirk profiles "rdk"'],
    ['a model that is not there', one({ like: ['nobody'] }), 'is like "nobody", which is not before it'],
    [
      'a value map of an object',
      one({ settings: { valueMaps: { 'Device.': {} } } }),
      'a parameter as definitions write it',
    ],
  ])('stop the start when they have %s', async (_, text, says) => {
    const name = await file(text);
    await expect(loadQuirks(name)).rejects.toMatchObject({
      code: 'invalidConfiguration',
      message: expect.stringContaining(says),
    });
  });

  it('name the file that is not there', async () => {
    await expect(loadQuirks('/nowhere/quirks.json')).rejects.toThrow('MUSTER_QUIRKS_FILE is "/nowhere/quirks.json"');
  });
});
