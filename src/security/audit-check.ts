import type { Queryable } from '../platform/database/pool.ts';
import { breakAt, type ChainBreak, chainStart } from './audit-chain.ts';
import { chainFrom } from './audit-store.ts';

/** Rows in memory at once while the trail is computed again. */
const pageSize = 1_000;

export interface AuditCheck {
  /** Rows that were computed again. */
  readonly rows: number;
  /** The last row, whose hash stands for all before it; null: there is none. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
  /** The first row that is not as it was written; null: all are. */
  readonly broken: ChainBreak | null;
  /** Whether the head that the caller wrote down before is still in the trail; null: none was given. */
  readonly noted: 'found' | 'missing' | null;
}

/**
 * Computes the chain of hashes again, from the first row to the last, page by page. Rows that were cut off at the end
 * leave a whole chain behind: only a head that was written down elsewhere shows that.
 * @param noted hash of an earlier head, 64 hexadecimal digits
 */
export async function checkAudit(db: Queryable, noted: string | null): Promise<AuditCheck> {
  let previous = chainStart;
  let seq = 0;
  let rows = 0;
  let found = false;
  for (;;) {
    const page = await chainFrom(db, seq, pageSize);
    for (const row of page) {
      const broken = breakAt(previous, row);
      if (broken) return { rows, head: headOf(rows, seq, previous), broken, noted: answer(noted, found) };
      previous = row.hash;
      seq = row.seq;
      rows++;
      found ||= row.hash.toString('hex') === noted;
    }
    if (page.length < pageSize) {
      return { rows, head: headOf(rows, seq, previous), broken: null, noted: answer(noted, found) };
    }
  }
}

function headOf(rows: number, seq: number, hash: Buffer): AuditCheck['head'] {
  return rows === 0 ? null : { seq, hash: hash.toString('hex') };
}

function answer(noted: string | null, found: boolean): AuditCheck['noted'] {
  return noted === null ? null : found ? 'found' : 'missing';
}
