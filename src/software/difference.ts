import type { SeenUnit } from './seen.ts';

/** What became of one row: it came (`before` null), went (`after` null) or changed. */
export interface UnitChange {
  readonly before: SeenUnit | null;
  readonly after: SeenUnit | null;
}

/**
 * What changed between two readings of a device's tables. An instance that now is another unit is one that went and one
 * that came. Rows that are equal in all they hold are left out. Pure.
 */
export function difference(before: readonly SeenUnit[], now: readonly SeenUnit[]): UnitChange[] {
  const old = new Map(before.map((unit) => [placeOf(unit), unit]));
  const changes: UnitChange[] = [];
  for (const unit of now) {
    const was = old.get(placeOf(unit)) ?? null;
    old.delete(placeOf(unit));
    if (was === null) changes.push({ before: null, after: unit });
    else if (isAnother(was, unit)) changes.push({ before: was, after: null }, { before: null, after: unit });
    else if (!isEqual(was, unit)) changes.push({ before: was, after: unit });
  }
  for (const gone of old.values()) changes.push({ before: gone, after: null });
  return changes;
}

export function placeOf({ kind, instance }: Pick<SeenUnit, 'kind' | 'instance'>): string {
  return `${kind}${instance}`;
}

/** A deployment unit is its UUID, which no update changes; the others are their names. What was not told decides nothing. */
function isAnother(a: SeenUnit, b: SeenUnit): boolean {
  if (a.kind === 'd' && a.uuid !== null && b.uuid !== null) return a.uuid !== b.uuid;
  return a.name !== b.name && a.name !== '' && b.name !== '';
}

function isEqual(a: SeenUnit, b: SeenUnit): boolean {
  return (
    a.name === b.name &&
    a.version === b.version &&
    a.status === b.status &&
    a.fault === b.fault &&
    a.uuid === b.uuid &&
    a.resolved === b.resolved
  );
}
