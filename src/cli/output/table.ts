import { printable } from './printable.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Nothing to show in this cell. */
export const nothing = '–';

/** Rows under their titles, as wide as their content; cells are made printable. The last line has no line end. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  return cells.map((row) =>
    columns
      .map((column, i) => {
        const text = row[i] ?? '';
        return column.align === 'right' ? text.padStart(widths[i]!) : text.padEnd(widths[i]!);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Names and values, one pair a line; pairs without a value are left out. */
export function facts(pairs: readonly (readonly [string, string | null | undefined])[]): string[] {
  const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${printable(value!)}`);
}
