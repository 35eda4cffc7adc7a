import { MusterError } from '../../base/errors.ts';
import type { CampaignKindName } from '../plan/plan.ts';
import { configuration } from './configuration.ts';
import { executionUnitState } from './execution-unit-state.ts';
import { firmware } from './firmware.ts';
import type { CampaignKind } from './kind.ts';
import { modules } from './modules.ts';
import { reboot } from './reboot.ts';

/** Every kind of campaign. Each is only ever asked about plans of its own. */
const kinds: Readonly<Record<CampaignKindName, CampaignKind>> = {
  firmware,
  install: modules,
  update: modules,
  uninstall: modules,
  executionUnitState,
  configuration,
  reboot,
};

/** @throws MusterError `internal` for a kind that no plan can have */
export function campaignKind(name: string): CampaignKind {
  if (!Object.hasOwn(kinds, name)) throw new MusterError('internal', `there are no campaigns of the kind ${name}`);
  return kinds[name as CampaignKindName];
}
