import { followStep } from '../../../src/campaigns/kinds/steps.ts';
import { claimBudget, claimVerdict } from '../../../src/campaigns/rules/claim-rules.ts';
import { afterRecall } from '../../../src/campaigns/rules/recall-rules.ts';
import { soakVerdict } from '../../../src/campaigns/rules/soak-rules.ts';
import { followVersion, targetDeadline } from '../../../src/campaigns/rules/target-rules.ts';
import { trippedThreshold } from '../../../src/campaigns/rules/thresholds.ts';
import { gateVerdict, nextWaveState } from '../../../src/campaigns/rules/wave-rules.ts';
import { afterMove, isNotable } from '../../../src/operations/after-move.ts';
import type { OperationKind } from '../../../src/operations/kind.ts';
import { kindNamed } from '../../../src/operations/kinds/index.ts';
import { matchCompletion } from '../../../src/operations/match-completion.ts';

/** The functions under test, as the product has them. A test wraps one to see that the check would notice. */
export interface Product {
  readonly step: OperationKind<unknown, unknown>['step'];
  /** Of the order to drop a transfer. */
  readonly recallStep: OperationKind<unknown, unknown>['step'];
  readonly afterRecall: typeof afterRecall;
  readonly afterMove: typeof afterMove;
  readonly isNotable: typeof isNotable;
  readonly matchCompletion: typeof matchCompletion;
  readonly followStep: typeof followStep;
  readonly followVersion: typeof followVersion;
  readonly targetDeadline: typeof targetDeadline;
  readonly soakVerdict: typeof soakVerdict;
  readonly claimBudget: typeof claimBudget;
  readonly claimVerdict: typeof claimVerdict;
  readonly nextWaveState: typeof nextWaveState;
  readonly gateVerdict: typeof gateVerdict;
  readonly trippedThreshold: typeof trippedThreshold;
  /** When brakes are looked at: with the failure, or by a later tick. */
  readonly brakes: 'failure' | 'tick';
}

const upgrade = kindNamed('upgradeFirmware')!;
const recall = kindNamed('cancelTransfer')!;

export const product: Product = {
  step: (operation, event) => upgrade.step(operation, event),
  recallStep: (operation, event) => recall.step(operation, event),
  afterRecall,
  afterMove,
  isNotable,
  matchCompletion,
  followStep,
  followVersion,
  targetDeadline,
  soakVerdict,
  claimBudget,
  claimVerdict,
  nextWaveState,
  gateVerdict,
  trippedThreshold,
  brakes: 'failure',
};
