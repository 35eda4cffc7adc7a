/** Claims in one look at a wave: it holds the campaign's row, which failures and people wait for. Where more is allowed, the next follows at once. */
export const claimLimit = 300;

/** How much one look is shown, and may claim. */
export interface Look {
  readonly budget: number;
  /** More than it may claim: some will turn out to be there already, or taken, or behind a gate of their own. */
  readonly candidates: number;
}

/**
 * Pure, and the same for the scheduler and a dry run.
 * @param allowed devices that may be started by the limits that concern all of them
 * @param differ whether devices may have gates or buckets of their own
 * @param most claims in one look; less than `claimLimit` where one device stands for several
 */
export function lookOf(allowed: number, differ: boolean, most = claimLimit): Look {
  const budget = Math.min(allowed, most);
  return { budget, candidates: differ ? 2 * most : Math.min(budget * 2 + 20, 2 * most) };
}

/**
 * Whether there is more to be done at once. Pure.
 * @param madeWay others may have their turn now, as some ended or wait for a time of their own
 */
export function looksAgain(look: {
  readonly allowed: number;
  readonly budget: number;
  readonly claimed: number;
  readonly madeWay: boolean;
}): boolean {
  const { allowed, budget, claimed, madeWay } = look;
  return claimed < budget ? madeWay : allowed > budget;
}
