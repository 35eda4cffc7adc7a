import { expect, test } from 'vitest';
import { type ShownProjection, type ShownWave, timelineView } from '../../src/cli/campaign/timeline.ts';
import { plainPalette } from '../../src/cli/output/palette.ts';

const out = { palette: plainPalette, size: () => ({ columns: 52, rows: 24 }) };
const at = (minutes: number): string => new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString();
const wave = (ordinal: number, devices: number, times: Partial<ShownWave>): ShownWave => ({
  ordinal,
  size: String(devices),
  devices,
  opensAt: null,
  firstDispatchAt: null,
  lastDispatchAt: null,
  drainedAt: null,
  passedAt: null,
  manual: false,
  skipped: {},
  waited: {},
  ...times,
});
const projection: ShownProjection = {
  from: at(0),
  to: at(400),
  horizon: at(86_400),
  sample: { devices: 1_010, every: 1 },
  reach: { called: 1_010, scheduled: 0, byChance: 0 },
  waves: [
    wave(1, 10, {
      opensAt: at(0),
      firstDispatchAt: at(0),
      lastDispatchAt: at(0),
      drainedAt: at(100),
      passedAt: at(100),
      manual: true,
    }),
    wave(2, 1_000, {
      opensAt: at(100),
      firstDispatchAt: at(200),
      lastDispatchAt: at(395),
      drainedAt: at(400),
      passedAt: at(400),
      skipped: { wrongModel: 7 },
      waited: { window: 1_000 },
    }),
  ],
  load: [
    { at: at(0), dispatches: 10, inFlight: 10 },
    { at: at(200), dispatches: 500, inFlight: 50 },
    { at: at(300), dispatches: 250, inFlight: 50 },
  ],
  evidence: [
    { results: 59, at: at(210) },
    { results: 2_995, at: null },
  ],
};

test('waves stand on one axis, with what they wait for, and the load below them', () => {
  expect(timelineView(projection, out)).toEqual([
    'wave      start         +3 h 20 min    +6 h 40 min',
    '1  10     █▒▒▒▒▒▒▒▒▒▒·····························',
    '2  1,000  ··········░░░░░░░░░░████████████████████',
    'load      ▁                   █         ▄         ',
    '',
    '█ dispatching   ▒ finishing and soaking   ░ waiting',
    'wave 1 ends at a manual gate: the time until somebody passes it comes on top',
    'wave 2 skips 7 wrongModel',
    'wave 2 waits: 1,000 window',
    'first 59 results 3 h 30 min after the start',
    `it is over 6 h 40 min after the start, at ${at(400)}`,
  ]);
});

test('what is worked out with a sample, and what does not end, is said', () => {
  const lines = timelineView({ ...projection, to: null, sample: { devices: 5_000, every: 200 } }, out);
  expect(lines).toContain('worked out with 5,000 devices, each for 200');
  expect(lines).toContain(`it is not over by ${projection.horizon}`);
});

test('devices that nobody can call are counted by how they are reached', () => {
  const shown = (scheduled: number, byChance: number): string[] =>
    timelineView({ ...projection, reach: { called: 0, scheduled, byChance } }, out).filter((line) =>
      line.startsWith('not to be called'),
    );
  expect(shown(0, 0)).toEqual([]);
  expect(shown(1_000, 0)).toEqual(['not to be called: 1,000 are told of their window when they call by themselves']);
  expect(shown(1_000, 10)).toEqual([
    'not to be called: 1,000 are told of their window when they call by themselves; 10 are reached only if they call by themselves in time',
  ]);
});
