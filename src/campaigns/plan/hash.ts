import { createHash } from 'node:crypto';
import { canonicalJson } from '../../base/canonical-json.ts';

/** The files that a plan names, wherever it does: each value called `fileId`. Pure. */
export function fileIdsIn(plan: unknown): string[] {
  const found = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [name, value] of Object.entries(part)) {
      if (name === 'fileId' && typeof value === 'string') found.add(value);
      else look(value);
    }
  };
  look(plan);
  return [...found].sort();
}

/**
 * What an approval is bound to: SHA-256 over the whole plan and the bytes of all files in it, so that neither a changed word
 * nor another file under the same id goes out under an old approval. Pure.
 * @param digests SHA-256 of each file's bytes, hexadecimal, by its id
 */
export function planHash(plan: unknown, digests: ReadonlyMap<string, string>): Buffer {
  const files = fileIdsIn(plan).map((id) => [id, digests.get(id) ?? null]);
  return createHash('sha256').update(canonicalJson({ plan, files })).digest();
}
