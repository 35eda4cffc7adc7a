import { parseDateTime } from '../../cwmp/rpc/schema.ts';

/** Whether a device shows the value it was given, be it in other words: `1` and `true`, `007` and `7`. */
export function sameValue(given: string, shown: string, type: string | null): boolean {
  if (given === shown) return true;
  const a = given.trim();
  const b = shown.trim();
  switch (type) {
    case 'boolean':
      return booleanOf(a) !== null && booleanOf(a) === booleanOf(b);
    case 'dateTime':
      return parseDateTime(a) !== null && parseDateTime(a)?.getTime() === parseDateTime(b)?.getTime();
    case 'hexBinary':
      return a.toLowerCase() === b.toLowerCase();
    case 'int':
    case 'long':
    case 'unsignedInt':
    case 'unsignedLong':
      return /^[+-]?\d+$/.test(a) && /^[+-]?\d+$/.test(b) && BigInt(unsigned(a)) === BigInt(unsigned(b));
    default:
      return a === b;
  }
}

/** BigInt takes a minus but no plus. */
function unsigned(text: string): string {
  return text.replace(/^\+/, '');
}

function booleanOf(text: string): boolean | null {
  if (/^(1|true)$/i.test(text)) return true;
  return /^(0|false)$/i.test(text) ? false : null;
}
