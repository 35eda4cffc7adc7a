import { describe, expect, it } from 'vitest';
import type { DeviceKey } from '../../../src/base/ids.ts';
import { campaignKind } from '../../../src/campaigns/kinds/index.ts';
import type { ResolvedPlan } from '../../../src/campaigns/plan/plan.ts';
import { type Candidate, claimVerdict } from '../../../src/campaigns/rules/claim-rules.ts';

const kind = campaignKind('reboot');
const candidate: Candidate = {
  device: { key: 1 as DeviceKey, softwareVersion: '1', productClass: 'GW', root: 'Device.', lastInformAt: null },
  since: new Date(0),
  attempt: 0,
  taken: true,
};

describe('a device that another campaign works on', () => {
  it.each<[string, Candidate['heldBy'], number | undefined, number, object]>([
    ['of less weight', { kind: 'reboot', priority: 400 }, 500, 0, { do: 'wait', reason: 'locked' }],
    ['of the same weight', { kind: 'reboot', priority: 500 }, 500, 0, { do: 'wait', reason: 'locked' }],
    ['of more weight', { kind: 'reboot', priority: 501 }, 500, 0, { do: 'skip', reason: 'superseded' }],
    ['of more weight than a plan that says none', { kind: 'reboot', priority: 501 }, undefined, 0, { do: 'skip' }],
    ['of more weight and another kind', { kind: 'firmware', priority: 900 }, 500, 0, { do: 'wait' }],
    ['of more weight, after this one has begun', { kind: 'reboot', priority: 900 }, 500, 1, { do: 'wait' }],
    ['no more than a helpdesk', null, 500, 0, { do: 'wait', reason: 'locked' }],
  ])('%s', (_, heldBy, priority, attempt, verdict) => {
    const plan = { kind: 'reboot', priority, timeouts: { claimMinutes: 15 } } as unknown as ResolvedPlan;
    expect(claimVerdict(kind, plan, { ...candidate, heldBy, attempt })).toMatchObject(verdict);
  });
});
