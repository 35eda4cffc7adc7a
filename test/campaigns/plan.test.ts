import { expect, it } from 'vitest';
import { readPlan } from '../../src/campaigns/plan.ts';

const fileId = '0196a000-0000-4000-8000-000000000001';
const least = { name: 'Summer', kind: 'firmware', artifact: { fileId } };

it('fills in everything that a plan leaves open', () => {
  expect(readPlan(least)).toEqual({
    name: 'Summer',
    kind: 'firmware',
    filter: '',
    artifact: { fileId },
    waves: [{ size: 'rest', soakMinutes: 0, gate: 'auto', minSuccessPercent: 0 }],
    thresholds: { minSample: 30 },
    limits: { maxInFlight: 500, perMinute: 6_000 },
    timeouts: { claimMinutes: 15, transferMinutes: 60, giveUpMinutes: 20_160 },
    retries: { max: 3, backoffMinutes: 15 },
    abortPolicy: 'drain',
  });
});

const good: [what: string, body: object][] = [
  ['a size as a number', { waves: [{ size: 10 }, { size: 'rest' }] }],
  ['shares of just 100 %', { waves: [{ size: '33.3%' }, { size: '66.7%' }] }],
  ['parts of the full engine that are off', { windows: [], requireApproval: false, startAt: null }],
  ['a filter', { filter: 'productClass = "GW" and softwareVersion < "2.0"' }],
  ['brakes at nothing', { thresholds: { maxFailedTotal: 0, maxSilent: 0, maxFailedPercent: 0, minSample: 1 } }],
];
it.each(good)('reads %s', (_, more) => {
  expect(() => readPlan({ ...least, ...more })).not.toThrow();
});

const bad: [what: string, body: unknown, code: string, path: string | null][] = [
  ['no body', undefined, 'invalidRequest', ''],
  ['a list', [], 'invalidRequest', ''],
  ['no name', { ...least, name: undefined }, 'invalidRequest', 'name'],
  ['an empty name', { ...least, name: '  ' }, 'invalidRequest', 'name'],
  ['no kind', { ...least, kind: undefined }, 'invalidRequest', 'kind'],
  ['a kind that comes later', { ...least, kind: 'configuration' }, 'notSupported', 'kind'],
  ['a kind that nobody knows', { ...least, kind: 'hardware' }, 'invalidRequest', 'kind'],
  ['no file', { ...least, artifact: {} }, 'invalidRequest', 'artifact.fileId'],
  ['a file id that is none', { ...least, artifact: { fileId: 'x' } }, 'invalidRequest', 'artifact.fileId'],
  ['an unknown field', { ...least, speed: 'high' }, 'invalidRequest', ''],
  ['an unknown field in a wave', { ...least, waves: [{ size: '1', soak: 3 }] }, 'invalidRequest', 'waves.0'],
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
  ['too many retries', { ...least, retries: { max: 21 } }, 'invalidRequest', 'retries.max'],
  ['a filter with an unknown field', { ...least, filter: 'colour = "red"' }, 'invalidFilter', null],
  ['a filter that is no text', { ...least, filter: 7 }, 'invalidRequest', 'filter'],
  ['windows', { ...least, windows: [{ from: '02:00' }] }, 'notSupported', 'windows'],
  ['a start time', { ...least, startAt: '2030-01-01T00:00:00Z' }, 'notSupported', 'startAt'],
  ['approval', { ...least, requireApproval: true }, 'notSupported', 'requireApproval'],
  ['a limit per region', { ...least, limits: { perRegion: 5 } }, 'notSupported', 'limits.perRegion'],
  ['packages', { ...least, artifact: { packages: ['x'] } }, 'notSupported', 'artifact.packages'],
  ['an abort that cancels', { ...least, abortPolicy: 'cancel' }, 'notSupported', 'abortPolicy'],
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
