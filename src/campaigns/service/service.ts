import type { Clock } from '../../base/clock.ts';
import type { Pool } from '../../platform/database/pool.ts';
import type { Campaign } from '../campaign.ts';
import type { ResolveRules } from '../kinds/resolve-rules.ts';
import { type ClaimSettings, noSettings } from '../scheduler/draws.ts';
import { acts, found } from './act.ts';
import { type Approvals, approvals } from './approval.ts';
import { type Control, control } from './control.ts';
import { type Drafts, drafts } from './drafts.ts';
import { type DryRun, dryRun } from './dry-run.ts';
import { type Rollbacks, rollbacks } from './rollback.ts';
import { type TargetActs, targetActions } from './targets.ts';
import { type WaveActs, waveActs } from './waves.ts';

export type { Actor } from './actor.ts';
export type { DryRun } from './dry-run.ts';

/** What people do with campaigns. Every change is one transaction with its audit row. */
export interface CampaignsService extends Drafts, Approvals, Control, Rollbacks, TargetActs, WaveActs {
  get(id: string): Promise<Campaign>;
  dryRun(id: string): Promise<DryRun>;
}

/**
 * @param rules what plans are checked against beyond the database; absent: they pass as they are
 * @param settings limits of this Muster that a dry run counts with
 */
export function campaignsService(
  pool: Pool,
  clock: Clock,
  rules?: ResolveRules,
  settings: ClaimSettings = noSettings,
): CampaignsService {
  const how = acts(pool, clock);
  return {
    ...drafts(how, rules),
    ...approvals(how),
    ...control(how),
    ...rollbacks(how),
    ...targetActions(how),
    ...waveActs(how),
    get: (id) => found(pool, id),
    dryRun: (id) => dryRun(pool, clock, id, settings),
  };
}
