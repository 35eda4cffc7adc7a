import { expect, it } from 'vitest';
import { readPlan } from '../../src/campaigns/plan/plan.ts';
import { noBrakes } from './support/no-brakes.ts';

const fileId = '0196a000-0000-4000-8000-000000000001';
const least = { name: 'Summer', kind: 'firmware', artifact: { fileId } };

it('fills in everything that a plan leaves open', () => {
  expect(readPlan(least)).toEqual({
    name: 'Summer',
    kind: 'firmware',
    filter: '',
    artifact: { fileId },
    waves: [{ size: 'rest', soakMinutes: 0, gate: 'auto', minSuccessPercent: 0 }],
    order: 'random',
    thresholds: { minSample: 30 },
    limits: { maxInFlight: 500, perMinute: 6_000 },
    timeouts: { claimMinutes: 15, transferMinutes: 60, giveUpMinutes: 20_160 },
    retries: { max: 3, backoffMinutes: 15 },
    vendorFaults: [],
    allowDowngrade: false,
    startAt: null,
    endAt: null,
    endBehavior: 'stopNew',
    requireApproval: false,
    abortPolicy: 'drain',
    rollback: null,
    scheduleDownload: 'auto',
    pauseCancelsScheduled: 'threshold',
    priority: 500,
    targetsOf: null,
  });
});

const good: [what: string, body: object][] = [
  ['a size as a number', { waves: [{ size: 10 }, { size: 'rest' }] }],
  [
    'results that a gate wants',
    { waves: [{ size: '10', minSample: 10 }, { size: '5%', minSample: 30 }, { size: 'rest' }] },
  ],
  ['an order by sites', { order: 'site' }],
  [
    'codes of a vendor',
    {
      vendorFaults: [
        { code: 9800, means: 'artifact' },
        { code: 9800, productClass: 'MG100', means: 'device' },
      ],
    },
  ],
  ['shares of just 100 %', { waves: [{ size: '33.3%' }, { size: '66.7%' }] }],
  ['parts of the full engine that are off', { windows: [], requireApproval: false, startAt: null }],
  [
    'windows in local time and in a zone of their own',
    {
      windows: [
        { start: '02:00', durationMinutes: 180 },
        { days: ['sat', 'sun'], start: '23:30', durationMinutes: 240, zone: 'Europe/Berlin' },
      ],
      timeZone: 'Europe/Lisbon',
      limits: { perRegion: 5, perModel: 0.5, maxTransfers: 9, ramp: { base: 1 }, finishMinutes: 30 },
    },
  ],
  ['a filter', { filter: 'productClass = "GW" and softwareVersion < "2.0"' }],
  ['floors and hops', { artifact: { fileId, minSource: '1.5', hops: [{ fileId, minSource: '1.0' }] } }],
  ['the way back', { allowDowngrade: true }],
  [
    'a start and an end',
    { startAt: '2030-01-01T00:00:00+02:00', endAt: '2030-01-01T00:00:00Z', endBehavior: 'cancel' },
  ],
  ['approval of the start and of the step up', { requireApproval: ['start', 'widen'] }],
  ['an abort that takes back', { abortPolicy: 'cancelAndRevert', rollback: { fileId, preApproved: true } }],
  ['a package by its file', { kind: 'install', artifact: { packages: [{ fileId }] } }],
  ['a package by its name', { kind: 'update', artifact: { packages: [{ package: 'meter', version: '1.1' }] } }],
  ['a unit to be removed', { kind: 'uninstall', artifact: { packages: [{ name: 'meter' }] } }],
  ['a unit to be stopped', { kind: 'executionUnitState', artifact: { executionUnit: 'm', requestedState: 'Idle' } }],
  ['a value as a number', { kind: 'configuration', artifact: { values: [{ path: 'Device.A.B', value: 6 }] } }],
  ['a restart', { kind: 'reboot', artifact: undefined }],
  [
    'brakes that look at the newest results',
    { thresholds: { window: { failures: 5, of: 50 }, rate: { failures: 5, seconds: 180 }, maxConsecutive: 5 } },
  ],
  ['brakes that are off', { thresholds: { ...noBrakes, source: null, artifact: null } }],
  ['brakes at nothing', { thresholds: { maxFailedTotal: 0, maxSilent: 0, maxFailedPercent: 0, minSample: 1 } }],
];
it.each(good)('reads %s', (_, more) => {
  expect(() => readPlan({ ...least, ...more })).not.toThrow();
});

const settings = (...values: object[]) => ({ ...least, kind: 'configuration', artifact: { values } });
const bad: [what: string, body: unknown, code: string, path: string | null][] = [
  ['no body', undefined, 'invalidRequest', ''],
  ['a list', [], 'invalidRequest', ''],
  ['no name', { ...least, name: undefined }, 'invalidRequest', 'name'],
  ['an empty name', { ...least, name: '  ' }, 'invalidRequest', 'name'],
  ['no kind', { ...least, kind: undefined }, 'invalidRequest', 'kind'],
  ['a kind that nobody knows', { ...least, kind: 'hardware' }, 'invalidRequest', 'kind'],
  ['no file', { ...least, artifact: {} }, 'invalidRequest', 'artifact.fileId'],
  ['a file id that is none', { ...least, artifact: { fileId: 'x' } }, 'invalidRequest', 'artifact.fileId'],
  ['an unknown field', { ...least, speed: 'high' }, 'invalidRequest', ''],
  ['an unknown field in a wave', { ...least, waves: [{ size: '1', soak: 3 }] }, 'invalidRequest', 'waves.0'],
  [
    'more results than a wave has devices',
    { ...least, waves: [{ size: '10', minSample: 11 }] },
    'invalidRequest',
    'waves.0.minSample',
  ],
  ['an order that is none', { ...least, order: 'alphabetical' }, 'invalidRequest', 'order'],
  [
    'a code that is not a vendor’s',
    { ...least, vendorFaults: [{ code: 9010, means: 'device' }] },
    'invalidRequest',
    'vendorFaults.0.code',
  ],
  [
    'a code that says a device fell silent',
    { ...least, vendorFaults: [{ code: 9800, means: 'silent' }] },
    'invalidRequest',
    'vendorFaults.0.means',
  ],
  [
    'a code that means two things',
    {
      ...least,
      vendorFaults: [
        { code: 9800, means: 'device' },
        { code: 9800, means: 'source' },
      ],
    },
    'invalidRequest',
    'vendorFaults.1',
  ],
  ['no waves', { ...least, waves: [] }, 'invalidRequest', 'waves'],
  ['a size that is none', { ...least, waves: [{ size: 'half' }] }, 'invalidRequest', 'waves.0.size'],
  ['a size over 100 %', { ...least, waves: [{ size: '120%' }] }, 'invalidRequest', 'waves.0.size'],
  ['shares over 100 %', { ...least, waves: [{ size: '60%' }, { size: '50%' }] }, 'contradiction', 'waves.1.size'],
  ['a wave behind the rest', { ...least, waves: [{ size: 'rest' }, { size: '1' }] }, 'contradiction', 'waves.0.size'],
  ['a limit of nothing', { ...least, limits: { maxInFlight: 0 } }, 'invalidRequest', 'limits.maxInFlight'],
  [
    'a brake below nothing',
    { ...least, thresholds: { maxFailedTotal: -1 } },
    'invalidRequest',
    'thresholds.maxFailedTotal',
  ],
  [
    'a share of the failed over 100',
    { ...least, thresholds: { maxFailedPercent: 101 } },
    'invalidRequest',
    'thresholds.maxFailedPercent',
  ],
  [
    'a soak below nothing',
    { ...least, waves: [{ size: '1', soakMinutes: -1 }] },
    'invalidRequest',
    'waves.0.soakMinutes',
  ],
  [
    'Informs where there is no soak',
    { ...least, waves: [{ size: 'rest', minInforms: 3 }] },
    'invalidRequest',
    'waves.0.minInforms',
  ],
  [
    'a window of more failures than results',
    { ...least, thresholds: { window: { failures: 6, of: 5 } } },
    'invalidRequest',
    'thresholds.window.failures',
  ],
  [
    'a rate of no time',
    { ...least, thresholds: { rate: { failures: 5, seconds: 0 } } },
    'invalidRequest',
    'thresholds.rate.seconds',
  ],
  ['too many retries', { ...least, retries: { max: 21 } }, 'invalidRequest', 'retries.max'],
  ['a filter with an unknown field', { ...least, filter: 'colour = "red"' }, 'invalidFilter', null],
  ['a filter that is no text', { ...least, filter: 7 }, 'invalidRequest', 'filter'],
  ['a window without a start', { ...least, windows: [{ durationMinutes: 60 }] }, 'invalidRequest', 'windows.0.start'],
  [
    'a window at 24:00',
    { ...least, windows: [{ start: '24:00', durationMinutes: 60 }] },
    'invalidRequest',
    'windows.0.start',
  ],
  [
    'a window on a day that is none',
    { ...least, windows: [{ days: ['monday'], start: '02:00', durationMinutes: 60 }] },
    'invalidRequest',
    'windows.0.days.0',
  ],
  [
    'a window on no day',
    { ...least, windows: [{ days: [], start: '02:00', durationMinutes: 60 }] },
    'invalidRequest',
    'windows.0.days',
  ],
  [
    'a window longer than a week',
    { ...least, windows: [{ start: '02:00', durationMinutes: 10_081 }] },
    'invalidRequest',
    'windows.0.durationMinutes',
  ],
  [
    'a window in an offset',
    { ...least, windows: [{ start: '02:00', durationMinutes: 60, zone: '+01:00' }] },
    'invalidRequest',
    'windows.0.zone',
  ],
  ['a zone that is none', { ...least, timeZone: 'Europe/Atlantis' }, 'invalidRequest', 'timeZone'],
  [
    'windows that are shorter than what a device needs',
    { ...least, windows: [{ start: '02:00', durationMinutes: 20 }], limits: { finishMinutes: 30 } },
    'contradiction',
    'windows.0.durationMinutes',
  ],
  [
    'a ramp that goes down',
    { ...least, limits: { ramp: { base: 1, factor: 0.5 } } },
    'invalidRequest',
    'limits.ramp.factor',
  ],
  ['a start without a zone', { ...least, startAt: '2030-01-01T00:00:00' }, 'invalidRequest', 'startAt'],
  [
    'an end before the start',
    { ...least, startAt: '2030-01-02T00:00:00Z', endAt: '2030-01-01T00:00:00Z' },
    'contradiction',
    'endAt',
  ],
  ['approval by a third person', { ...least, requireApproval: ['third'] }, 'invalidRequest', 'requireApproval'],
  ['a limit per region of nothing', { ...least, limits: { perRegion: 0 } }, 'invalidRequest', 'limits.perRegion'],
  ['packages in a firmware campaign', { ...least, artifact: { fileId, packages: [] } }, 'invalidRequest', 'artifact'],
  ['an image to be built', { ...least, artifact: { image: {} } }, 'notSupported', 'artifact.image'],
  ['an empty floor', { ...least, artifact: { fileId, minSource: '' } }, 'invalidRequest', 'artifact.minSource'],
  [
    'a hop without a file',
    { ...least, artifact: { fileId, hops: [{ minSource: '1' }] } },
    'invalidRequest',
    'artifact.hops.0.fileId',
  ],
  ['no packages', { ...least, kind: 'install', artifact: { packages: [] } }, 'invalidRequest', 'artifact.packages'],
  ['a file for an install', { ...least, kind: 'install', artifact: { fileId } }, 'invalidRequest', 'artifact.packages'],
  [
    'a package with two sources',
    { ...least, kind: 'install', artifact: { packages: [{ name: 'a', fileId, package: 'a' }] } },
    'invalidRequest',
    'artifact.packages.0.url',
  ],
  [
    'a UUID that is none',
    { ...least, kind: 'uninstall', artifact: { packages: [{ uuid: '1234' }] } },
    'invalidRequest',
    'artifact.packages.0.uuid',
  ],
  [
    'a version for a module campaign as a whole',
    { ...least, kind: 'install', artifact: { packages: [{ name: 'a', fileId }] }, targetVersion: '2' },
    'invalidRequest',
    '',
  ],
  [
    'a state that no unit is asked for',
    { ...least, kind: 'executionUnitState', artifact: { executionUnit: 'meterd', requestedState: 'Starting' } },
    'invalidRequest',
    'artifact.requestedState',
  ],
  ['no values', { ...least, kind: 'configuration', artifact: { values: [] } }, 'invalidRequest', 'artifact.values'],
  ['a path that is none', settings({ path: 'WiFi channel', value: '6' }), 'invalidRequest', 'artifact.values.0.path'],
  ['an object', settings({ path: 'Device.WiFi.', value: '6' }), 'invalidRequest', 'artifact.values.0.path'],
  [
    'a wildcard',
    settings({ path: 'Device.WiFi.Radio.*.Channel', value: '6' }),
    'invalidRequest',
    'artifact.values.0.path',
  ],
  [
    'a secret, which nobody could read back',
    settings({ path: 'Device.ManagementServer.Password', value: 'x' }),
    'invalidRequest',
    'artifact.values.0.path',
  ],
  [
    'a value that starts a test',
    settings({ path: 'Device.IP.Diagnostics.IPPing.DiagnosticsState', value: 'Requested' }),
    'invalidRequest',
    'artifact.values.0.path',
  ],
  [
    'a parameter named twice',
    settings({ path: 'Device.A.B', value: '1' }, { path: 'Device.A.B', value: '2' }),
    'invalidRequest',
    'artifact.values',
  ],
  [
    'values below two roots',
    settings({ path: 'Device.A.B', value: '1' }, { path: 'InternetGatewayDevice.A.B', value: '2' }),
    'invalidRequest',
    'artifact.values',
  ],
  ['a restart that takes something along', { ...least, kind: 'reboot' }, 'invalidRequest', 'artifact'],
  ['an abort that takes back to nothing', { ...least, abortPolicy: 'cancelAndRevert' }, 'contradiction', 'rollback'],
  [
    'a file to go back to where nothing came by a file',
    { ...least, kind: 'reboot', artifact: {}, rollback: { fileId } },
    'contradiction',
    'rollback',
  ],
];
it.each(bad)('refuses %s', (_, body, code, path) => {
  let refused: { code?: string; items?: { path: string }[] } = {};
  try {
    readPlan(body);
  } catch (error) {
    refused = error as typeof refused;
  }
  expect(refused.code).toBe(code);
  if (path !== null) expect(refused.items?.map((item) => item.path)).toContain(path);
});
