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
    ({ person }) => (person.keyId !== null && person.keyId === approver.keyId) || sameName(person.name, approver.name),
  );
  return same ? `"${approver.name}" ${same.part} this campaign; a second person has to decide on it` : null;
}

/** Names are written by people, who write "Ann" and "ann" of one person. */
function sameName(one: string, other: string): boolean {
  const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
  return plain(one) === plain(other);
}

/** Above this share of its members a campaign is wide. */
const wideShare = 0.1;

/**
 * The stage that has to be approved before a wave may be opened; null: none. Only the first wave that takes the campaign
 * above a tenth of its members asks. A wave by sites takes more than its size, and one that a person skipped takes nobody:
 * what was taken and what the plan had them take both count, so that neither leads past the question. Pure.
 * @param wave its size, what the waves before it took, and what they were to take
 */
export function stageBefore(
  stages: readonly ApprovalStage[],
  wave: { readonly total: number; readonly taken: number; readonly planned?: number; readonly size: number },
): ApprovalStage | null {
  const { total, taken, planned = taken, size } = wave;
  const wide = total * wideShare;
  const crosses = Math.min(taken, planned) <= wide && Math.max(taken, planned) + size > wide;
  return stages.includes('widen') && crosses ? 'widen' : null;
}
