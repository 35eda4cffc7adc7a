import { createHash } from 'node:crypto';
import { canonicalJson } from '../base/canonical-json.ts';

export interface AuditEntry {
  /** Who: the key's name and role. */
  readonly by: { readonly name: string; readonly role: string };
  readonly action: string;
  /** What was changed, e.g. `campaign/<id>`. */
  readonly object: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What the first row is chained to. */
export const chainStart: Buffer = Buffer.alloc(32);

/** What a row's hash has to be; computed alike when it is written and from the row as it is read back. */
export function auditHash(previous: Buffer, { by, action, object, detail }: AuditEntry, at: Date): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify([at.toISOString(), by.name, by.role, action, object, canonicalJson(detail)]))
    .digest();
}

/** A row as it stands in the table. */
export interface ChainedRow {
  readonly seq: number;
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly object: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** The first place where the trail is not as it was written. */
export interface ChainBreak {
  readonly seq: number;
  readonly what: 'changed' | 'removed';
  readonly detail: string;
}

/**
 * Whether a row follows from the one before. A row that says another predecessor than the one that is there follows one
 * that was taken out; one whose content does not give its own hash was changed.
 * @param previous hash of the row before, or {@link chainStart}
 */
export function breakAt(previous: Buffer, row: ChainedRow): ChainBreak | null {
  const { seq, at, actor, role, action, object, detail, prevHash, hash } = row;
  if (!prevHash.equals(previous)) {
    return { seq, what: 'removed', detail: `a row before ${seq} was taken out or put in` };
  }
  const wanted = auditHash(previous, { by: { name: actor, role }, action, object, detail }, at);
  return wanted.equals(hash) ? null : { seq, what: 'changed', detail: `row ${seq} does not give its own hash` };
}
