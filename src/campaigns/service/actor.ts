import type { Person } from '../rules/approval-rules.ts';

/** Who acts, for the audit trail and for the rule of two persons. */
export interface Actor {
  readonly name: string;
  readonly role: string;
  /** The API key; left out where there is none behind the act. */
  readonly keyId?: string;
}

export function personOf({ name, keyId }: Actor): Person {
  return { name, keyId: keyId ?? null };
}
