import { toIso } from '../../base/clock.ts';
import type { Campaign } from '../../campaigns/campaign.ts';
import { stagesOf } from '../../campaigns/plan/approval.ts';
import { asWritten } from '../../campaigns/plan/resolved.ts';
import { parseWaveSize } from '../../campaigns/plan/waves.ts';
import { brakesIn, extentOf } from '../../campaigns/rules/brakes.ts';
import { waitsForApproval } from '../../campaigns/scheduler/widen.ts';
import type { Approval } from '../../campaigns/store.ts';
import type { RestContext } from './context.ts';

/** The contract's campaign: the plan as it is carried out, and where it stands. */
export function shownCampaign(campaign: Campaign) {
  return {
    id: campaign.id,
    ...asWritten(campaign.plan),
    state: campaign.state,
    pauseReason: campaign.pauseReason,
    epoch: campaign.epoch,
    version: campaign.version,
    total: campaign.total,
    planHash: campaign.planHash?.toString('hex') ?? null,
    rollbackOf: campaign.rollbackOf,
    /** Until when a start by break-glass is to be signed off; null: there is nothing to sign. */
    signOffDue: toIso(campaign.signOffDue),
    createdBy: campaign.createdBy,
    editedBy: campaign.editedBy,
    createdAt: toIso(campaign.createdAt),
    submittedAt: toIso(campaign.submittedAt),
    startedAt: toIso(campaign.startedAt),
    endedAt: toIso(campaign.endedAt),
  };
}

/** One campaign, with the brakes that hold and who has decided on it. */
export async function shownOne(context: RestContext, campaign: Campaign) {
  return {
    ...shownCampaign(campaign),
    brakes: shownBrakes(campaign),
    approval: await shownApproval(context, campaign),
  };
}

/**
 * The thresholds that hold, those of the plan and the defaults of the others; null: off. Shares of a plan whose devices
 * are not counted yet are shown at their least.
 */
export function shownBrakes({ plan, total }: Pick<Campaign, 'plan' | 'total'>) {
  const sizes = plan.waves.map(({ size }) => parseWaveSize(size)!);
  const byWave = sizes.map((_, i) => brakesIn(plan.thresholds, extentOf(sizes, total, i + 1)));
  const { maxFailedWave: _wave, maxSilent: _silent, maxFellBack: _fellBack, defaults, ...shared } = byWave[0]!;
  return {
    ...shared,
    /** In their order. */
    waves: byWave.map(({ maxFailedWave, maxSilent, maxFellBack }) => ({ maxFailedWave, maxSilent, maxFellBack })),
    /** Those that the plan does not speak of. */
    defaults,
  };
}

/** What second persons have decided, and what is waited for. */
async function shownApproval({ campaigns, pool, clock }: RestContext, campaign: Campaign) {
  const decisions = await campaigns.approvals(campaign.id);
  return {
    stages: stagesOf(campaign.plan),
    /** `start`, `widen`, or `signOff` of a start by break-glass; null: nobody is waited for. */
    pending: await pending(),
    decisions: decisions.map(shownDecision),
  };

  async function pending(): Promise<'start' | 'widen' | 'signOff' | null> {
    if (campaign.state === 'awaitingApproval') return 'start';
    if (campaign.state === 'running' || campaign.state === 'paused') {
      const waves = await campaigns.waves(campaign.id);
      const wave = waves.find((w) => w.endedAt === null);
      const now = new Date(clock.now());
      if (wave?.state === 'pending' && (await waitsForApproval(pool, campaign, waves, wave, now))) return 'widen';
    }
    return campaign.signOffDue === null ? null : 'signOff';
  }
}

function shownDecision(one: Approval) {
  return {
    stage: one.stage,
    decision: one.decision,
    by: one.byName,
    role: one.byRole,
    at: toIso(one.at),
    remark: one.remark,
    planHash: one.planHash.toString('hex'),
    expiresAt: toIso(one.expiresAt),
    voidedAt: toIso(one.voidedAt),
  };
}
