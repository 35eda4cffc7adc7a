import { describe, expect, it } from 'vitest';
import { readPlan } from '../../src/campaigns/plan.ts';
import { type PlanOptions, planBody } from '../../src/cli/campaign/plan-options.ts';

const fileId = '019a0000-0000-7000-8000-000000000002';
const bare = { name: 'n', kind: 'firmware', artifact: { fileId } };

describe('a plan from options', () => {
  it.each<[string, PlanOptions, Record<string, unknown>]>([
    ['nothing said', {}, bare],
    ['waves', { wave: ['10', '25%', 'rest'] }, { ...bare, waves: [{ size: '10' }, { size: '25%' }, { size: 'rest' }] }],
    [
      'said of all waves',
      { wave: ['1', 'rest'], soakMinutes: 5, gate: 'manual' },
      {
        ...bare,
        waves: [
          { size: '1', soakMinutes: 5, gate: 'manual' },
          { size: 'rest', soakMinutes: 5, gate: 'manual' },
        ],
      },
    ],
    ['said of the only wave', { minSuccessPercent: 90 }, { ...bare, waves: [{ size: 'rest', minSuccessPercent: 90 }] }],
    [
      'everything else',
      {
        filter: 'tag = "a"',
        targetVersion: '2',
        maxInFlight: 5,
        maxFailedPercent: 0,
        minSample: 50,
        maxSilent: 3,
        retries: 0,
        giveUpMinutes: 1,
      },
      {
        ...bare,
        filter: 'tag = "a"',
        targetVersion: '2',
        limits: { maxInFlight: 5 },
        thresholds: { maxFailedPercent: 0, minSample: 50, maxSilent: 3 },
        retries: { max: 0 },
        timeouts: { giveUpMinutes: 1 },
      },
    ],
  ])('%s', (_, options, body) => {
    const made = planBody(options, 'n', fileId);
    expect(made).toEqual(body);
    expect(() => readPlan(made)).not.toThrow();
  });
});
