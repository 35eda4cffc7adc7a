import type { ApprovalStage } from '../plan/approval.ts';

/** Somebody, as far as approvals tell persons apart. */
export interface Person {
  readonly name: string;
  /** The API key; null where an earlier version wrote only the name. */
  readonly keyId: string | null;
}

/**
 * Why a person may not decide on a campaign: whoever wrote it is no second pair of eyes. The key counts, and the name too,
 * as one person may hold two keys. Pure.
 * @param parts who had a part in it, and which
 * @returns null: it may
 */
export function refusesApprover(
  approver: Person,
  parts: readonly { readonly person: Person; readonly part: string }[],
): string | null {
  const same = parts.find(
    ({ person }) =>
      (person.keyId !== null && person.keyId === approver.keyId) || person.name.trim() === approver.name.trim(),
  );
  return same ? `"${approver.name}" ${same.part} this campaign; a second person has to decide on it` : null;
}

/** Above this share of its members a campaign is wide. */
const wideShare = 0.1;

/**
 * The stage that has to be approved before a wave may be opened; null: none. Only the first wave that takes the campaign
 * above a tenth of its members asks. Pure.
 * @param wave its size, and what the waves before it took
 */
export function stageBefore(
  stages: readonly ApprovalStage[],
  wave: { readonly total: number; readonly taken: number; readonly size: number },
): ApprovalStage | null {
  const wide = wave.total * wideShare;
  return stages.includes('widen') && wave.taken <= wide && wave.taken + wave.size > wide ? 'widen' : null;
}
