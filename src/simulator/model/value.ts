import { parseDateTime } from '../../cwmp/rpc/schema.ts';
import type { ParameterDefinition, ParameterType } from './definition.ts';

const integerBounds: Readonly<Partial<Record<ParameterType, readonly [bigint, bigint]>>> = {
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  unsignedInt: [0n, 2n ** 32n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  unsignedLong: [0n, 2n ** 64n - 1n],
};

/** Whether the xsi:type of a value (null: none given) is the declared one; derived types travel as their base. */
export function typeMatches(declared: ParameterType, sent: string | null): boolean {
  if (sent === null || sent === declared) return true;
  return declared === 'base64' && sent === 'base64Binary';
}

/**
 * The canonical text of a value that is allowed for the parameter.
 * @returns null when the text is no value of the type or breaks length, range or list: fault 9007
 */
export function canonicalValue(definition: ParameterDefinition, text: string): string | null {
  const value = lexical(definition, text);
  if (value === null) return null;
  if (definition.values && !definition.values.includes(value)) return null;
  if (definition.maxLength !== undefined && value.length > definition.maxLength) return null;
  return value;
}

function lexical(definition: ParameterDefinition, text: string): string | null {
  const bounds = integerBounds[definition.type];
  // String white space is content; around every other type it is layout (XSD whiteSpace facet "collapse").
  const trimmed = text.trim();
  if (bounds) {
    if (!/^[+-]?\d{1,20}$/.test(trimmed)) return null;
    const number = BigInt(trimmed.replace(/^\+/, ''));
    if (number < bounds[0] || number > bounds[1]) return null;
    if (definition.min !== undefined && number < BigInt(definition.min)) return null;
    if (definition.max !== undefined && number > BigInt(definition.max)) return null;
    return String(number);
  }
  switch (definition.type) {
    case 'boolean':
      if (trimmed === '1' || trimmed === 'true') return 'true';
      return trimmed === '0' || trimmed === 'false' ? 'false' : null;
    case 'dateTime':
      return isDateTime(trimmed) ? trimmed : null;
    case 'base64':
      return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(trimmed.replace(/\s/g, ''))
        ? trimmed
        : null;
    case 'hexBinary':
      return /^(?:[0-9A-Fa-f]{2})*$/.test(trimmed) ? trimmed : null;
    default:
      return text;
  }
}

/** An instant, Unknown Time (year 1) or Infinite Time. */
function isDateTime(text: string): boolean {
  return parseDateTime(text) !== null || /^0001-01-01T00:00:00(Z|[+-]00:00)?$/.test(text);
}
