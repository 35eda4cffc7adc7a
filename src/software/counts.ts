import type { CountCell, StoredUnit } from './store.ts';

/** What counts move by when rows go and come: one cell each, none of them zero, in one order for all sessions. Pure. */
export function countsMoved(gone: readonly StoredUnit[], come: readonly StoredUnit[]): CountCell[] {
  const cells = new Map<string, CountCell>();
  const add = ({ releaseId, status, fault }: StoredUnit, by: number): void => {
    const key = JSON.stringify([releaseId, status, fault]);
    cells.set(key, { releaseId, status, fault, delta: (cells.get(key)?.delta ?? 0) + by });
  };
  for (const unit of gone) add(unit, -1);
  for (const unit of come) add(unit, 1);
  return [...cells]
    .filter(([, cell]) => cell.delta !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, cell]) => cell);
}
