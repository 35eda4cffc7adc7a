/**
 * Text of others made safe to print: a serial number or a fault string with escape sequences must not drive the
 * operator's terminal.
 */
export function printable(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\u00b7');
}
