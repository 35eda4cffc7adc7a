import type { AuditCheck, AuditRow, Page } from '../api/resources.ts';
import type { Palette } from '../output/palette.ts';
import { nothing, table } from '../output/table.ts';
import { shortTime } from '../output/times.ts';

export function auditTable({ items, next }: Pick<Page<AuditRow>, 'items' | 'next'>): string[] {
  if (items.length === 0) return ['nobody has changed anything yet'];
  const titles = ['row', 'when', 'who', 'role', 'what', 'on', 'detail'];
  const lines = table(
    titles.map((title) => ({ title, align: title === 'row' ? 'right' : 'left' })),
    items.map((row) => [
      String(row.seq),
      shortTime(row.at) ?? nothing,
      row.actor,
      row.role,
      row.action,
      row.object,
      detailWords(row.detail),
    ]),
  );
  return next === null || next === undefined ? lines : [...lines, '', 'there are more; raise --limit'];
}

/** Small values only: a whole plan would hide the rest. */
function detailWords(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .flatMap(([name, value]) => (typeof value === 'object' || value === undefined ? [] : [`${name}: ${String(value)}`]))
    .join(', ')
    .slice(0, 100);
}

export function checkLines({ rows, head, broken, noted }: AuditCheck, palette: Palette): string[] {
  const after = head === null ? '' : ` up to row ${head.seq}`;
  return [
    broken === null
      ? palette.good(`the trail is whole: ${rows} rows`)
      : palette.bad(`the trail is broken at row ${broken.seq}: ${broken.detail}; ${rows} rows are whole${after}`),
    ...(head === null ? [] : [`head ${head.hash}`]),
    ...(noted === 'missing'
      ? [palette.bad('the head that you gave is not in the trail: rows were cut off or replaced')]
      : []),
    ...(noted === 'found' ? [palette.good('the head that you gave is in the trail')] : []),
  ];
}
