/** What a spreadsheet would take for the beginning of a formula, also behind blanks. */
const formula = /^\s*[=+\-@|%]|^[\t\r\n]/;

export type CsvValue = string | number | null | undefined;

/**
 * One line of RFC 4180, with its line end. Texts come from devices and from people, and files of this kind are opened in
 * spreadsheets: one that reads like a formula gets an apostrophe in front, so that it stays a text.
 */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(field).join(',')}\r\n`;
}

function field(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
