import {
  type BaseType,
  baseTypes,
  type EnumerationValue,
  type Interval,
  type ParameterDefinition,
  type ValueType,
} from './definition.ts';
import type { DataModels } from './models.ts';
import { definitionPathOf, isVendorPath, parsePath } from './path.ts';
import { expressionOf } from './pattern.ts';
import type { RootModel } from './root-model.ts';

/** What is known of one parameter of one device, beyond the model. */
export interface Reported {
  /** Local name of the xsi:type it was told with; null where none was. */
  readonly type: string | null;
  /** From GetParameterNames; null where it was never asked. */
  readonly writable: boolean | null;
}

export interface ValueQuestion {
  readonly path: string;
  readonly value: string;
  /** The type the caller insists on. */
  readonly type?: string | undefined;
  readonly reported?: Reported | undefined;
  /** The device says "not writable" of things that can be written: try anyway. */
  readonly skipWritableCheck?: boolean | undefined;
}

/** A value ready for SetParameterValues, or why it is not. Warnings and the error are sentences that name the path. */
export type ValueVerdict =
  | { readonly ok: true; readonly value: string; readonly type: string; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

/**
 * Checks a value before it is sent, and writes it as the wire wants it: digits for booleans, UTC for times, no layout
 * around numbers. The type is the caller's, else the device's own, else the model's. What the model does not know (a
 * vendor's parameter, or one that came later) passes with the device's type.
 */
export function checkValue(models: DataModels, root: RootModel, question: ValueQuestion): ValueVerdict {
  const { path, value, reported } = question;
  const parsed = parsePath(path);
  if (parsed.partial || parsed.segments.length < 2 || parsed.segments.at(-1)!.kind !== 'name') {
    return no(`${path} names no parameter, so it cannot be set`);
  }
  if (parsed.segments.some((segment) => segment.kind === 'wildcard' || segment.kind === 'placeholder')) {
    return no(`${path} does not say which instance; write its number or [alias]`);
  }
  const warnings: string[] = [];
  const known = models.parameter(root, definitionPathOf(parsed))?.parameter ?? null;
  if (!known && models.has(root) && !isVendorPath(path)) {
    warnings.push(`${path} is in no model of ${root} that Muster knows`);
  }

  const told = question.reported?.writable ?? null;
  const modelSays = known ? known.access !== 'readOnly' : null;
  if (told === false && !question.skipWritableCheck) return no(`${path} cannot be written: the device says so`);
  if (modelSays === false && told !== true && !question.skipWritableCheck)
    return no(`${path} cannot be written: it is read only in ${root}`);
  if (told === false) warnings.push(`${path} is tried although the device says that it cannot be written`);
  else if (modelSays === false)
    warnings.push(
      `${path} is read only in ${root}, yet the device ${told ? 'says that it can be written' : 'is asked to write it'}`,
    );

  const own = baseOf(question.type) ?? baseOf(reported?.type);
  // A list travels as a string, whatever its items are.
  const modelBase = known ? (known.type.list ? 'string' : known.type.base) : null;
  const base = own ?? modelBase ?? 'string';
  if (modelBase !== null && own !== null && !isAlike(own, modelBase)) {
    const whose = baseOf(question.type) ? 'is asked for as' : 'is told by the device as';
    warnings.push(`${path} ${whose} ${own}; in ${root} it is ${modelBase}`);
  }
  // Limits of the model hold as far as the value is of the kind they were made for.
  const type: ValueType = modelBase !== null && isAlike(base, modelBase) ? limitsOf(known!.type, base) : { base };
  const problem = type.list ? listProblem(type, value) : null;
  const said = isSecret(path, known) ? 'that value' : shown(value);
  if (problem) return no(`${path} cannot be ${said}: ${problem}`);
  const normal = type.list ? { text: value } : normalised(type, value, warnings, path);
  if ('problem' in normal) return no(`${path} cannot be ${said}: ${normal.problem}`);
  if (known && known.status !== 'current') warnings.push(`${path} is ${known.status} in ${root}`);
  return { ok: true, value: normal.text, type: wireType(question.type, reported?.type, base), warnings };
}

/** The model's limits for a value that is sent as `base`. */
function limitsOf(type: ValueType, base: BaseType): ValueType {
  return type.list ? type : { ...type, base };
}

function no(message: string): ValueVerdict {
  return { ok: false, message };
}

/** The base type that an xsi:type means; null where it says nothing about the value. */
function baseOf(xsdType: string | null | undefined): BaseType | null {
  if (xsdType === undefined || xsdType === null) return null;
  if (xsdType === 'base64Binary') return 'base64';
  return (baseTypes as readonly string[]).includes(xsdType) ? (xsdType as BaseType) : null;
}

const wholeNumbers: ReadonlySet<string> = new Set(['int', 'unsignedInt', 'long', 'unsignedLong']);

function isAlike(a: BaseType, b: BaseType): boolean {
  return a === b || (wholeNumbers.has(a) && wholeNumbers.has(b));
}

/** What the device called it (even an odd type) is what it gets back. */
function wireType(asked: string | undefined, told: string | null | undefined, base: BaseType): string {
  return asked ?? told ?? base;
}

type Normal = { readonly text: string } | { readonly problem: string };

function normalised(type: ValueType, value: string, warnings: string[], path: string): Normal {
  switch (type.base) {
    case 'string':
      return textProblem(type, value, (message) => warnings.push(`${path}: ${message}`));
    case 'boolean': {
      const word = value.trim().toLowerCase();
      if (word === '1' || word === 'true') return { text: '1' };
      if (word === '0' || word === 'false') return { text: '0' };
      return { problem: 'it is a boolean; allowed: true, false, 1, 0' };
    }
    case 'int':
      return whole(type, value, -2147483648n, 2147483647n);
    case 'unsignedInt':
      return whole(type, value, 0n, 4294967295n);
    case 'long':
      return whole(type, value, -9223372036854775808n, 9223372036854775807n);
    case 'unsignedLong':
      return whole(type, value, 0n, 18446744073709551615n);
    case 'decimal': {
      const text = value.trim();
      if (!/^[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})$/.test(text))
        return { problem: 'it is a decimal number, such as 1.5' };
      if (type.ranges && !type.ranges.some((range) => isWithin(Number(text), range)))
        return { problem: outside(type.ranges) };
      return { text };
    }
    case 'dateTime':
      return time(value);
    case 'base64': {
      const text = value.replace(/\s+/g, '');
      if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return { problem: 'it is base64' };
      const octets = (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
      return lengthProblem(type.lengths, octets, 'octets') ?? { text };
    }
    case 'hexBinary': {
      const text = value.trim();
      if (text.length % 2 !== 0 || !/^[0-9A-Fa-f]*$/.test(text))
        return { problem: 'it is hexadecimal, two digits an octet' };
      return lengthProblem(type.lengths, text.length / 2, 'octets') ?? { text };
    }
  }
}

function textProblem(type: ValueType, value: string, warn: (message: string) => void): Normal {
  const tooLong = lengthProblem(type.lengths, [...value].length, 'characters');
  if (tooLong) return tooLong;
  if (type.values) {
    const found = type.values.find((entry) => entry.value === value);
    // Vendors add values of their own to an enumeration, with this prefix (TR-106 §3.3).
    if (!found && !/^X_/.test(value) && !matches(type.patterns, value)) {
      return { problem: `allowed: ${writableValues(type.values)}` };
    }
    if (found?.readOnly) return { problem: `only the device sets that; allowed: ${writableValues(type.values)}` };
    if (found && found.status !== 'current') warn(`"${value}" is ${found.status}`);
    return { text: value };
  }
  if (type.patterns && !matches(type.patterns, value)) {
    return {
      problem: `it has to look like ${type.patterns.map((pattern) => (pattern === '' ? 'nothing' : pattern)).join(' or ')}`,
    };
  }
  return { text: value };
}

function writableValues(values: readonly EnumerationValue[]): string {
  const allowed = values
    .filter((entry) => !entry.readOnly && entry.status !== 'deleted')
    .map((entry) => (entry.value === '' ? '(empty)' : entry.value));
  return allowed.length > 40 ? `${allowed.slice(0, 40).join(', ')} …` : allowed.join(', ');
}

function matches(patterns: readonly string[] | undefined, value: string): boolean {
  // Patterns are short expressions about short values: what is longer fits none of them.
  return (patterns ?? []).some((pattern) =>
    pattern === '' ? value === '' : value.length <= 1024 && expressionOf(pattern).test(value),
  );
}

function whole(type: ValueType, value: string, least: bigint, most: bigint): Normal {
  const text = value.trim();
  if (!/^[+-]?\d{1,20}$/.test(text)) return { problem: `it is a whole number (${type.base})` };
  const number = BigInt(text.startsWith('+') ? text.slice(1) : text);
  if (number < least || number > most) return { problem: `allowed for ${type.base}: ${least} to ${most}` };
  if (type.ranges && !type.ranges.some((range) => isWithinWhole(number, range)))
    return { problem: outside(type.ranges) };
  return { text: number.toString() };
}

function isWithinWhole(number: bigint, { min, max, step }: Interval): boolean {
  if (!isWhole(min) || !isWhole(max)) return isWithin(Number(number), { min, max });
  if (min !== null && number < BigInt(min)) return false;
  if (max !== null && number > BigInt(max)) return false;
  return step === undefined || !/^[1-9]\d*$/.test(step) || (number - BigInt(min ?? 0)) % BigInt(step) === 0n;
}

function isWhole(bound: string | null): boolean {
  return bound === null || /^-?\d+$/.test(bound);
}

function isWithin(number: number, { min, max }: Interval): boolean {
  return (min === null || number >= Number(min)) && (max === null || number <= Number(max));
}

function outside(ranges: readonly Interval[]): string {
  return `allowed: ${ranges.map(inWords).join(', ')}`;
}

function inWords({ min, max, step }: Interval): string {
  const bounds =
    min !== null && min === max
      ? min
      : min === null
        ? `at most ${max}`
        : max === null
          ? `at least ${min}`
          : `${min} to ${max}`;
  return step === undefined ? bounds : `${bounds} in steps of ${step}`;
}

function lengthProblem(
  lengths: readonly Interval[] | undefined,
  length: number,
  what: string,
): { problem: string } | null {
  if (!lengths || lengths.some((interval) => isWithin(length, interval))) return null;
  return { problem: `it has ${length} ${what}; allowed: ${lengths.map(inWords).join(', ')}` };
}

/** xsd:dateTime in UTC; a time without a zone is UTC. A fraction stays, and is written only for devices that want it. */
function time(value: string): Normal {
  const text = value.trim();
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  const problem = { problem: 'it is a time such as 2026-01-31T12:00:00Z' };
  if (!match) return problem;
  const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day)) return problem;
  const shifted = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  if (Number.isNaN(shifted.getTime()) || shifted.getUTCFullYear() < 0 || shifted.getUTCFullYear() > 9999)
    return problem;
  return { text: `${shifted.toISOString().slice(0, 19)}${fraction}Z` };
}

/** @returns what is wrong with a list and its items, or null */
function listProblem(type: ValueType, value: string): string | null {
  const { items, lengths, nested } = type.list!;
  const tooLong = lengthProblem(lengths, [...value].length, 'characters');
  if (tooLong) return tooLong.problem;
  // Lists in brackets hold commas of their own; what they hold is the device's to judge.
  if (nested) return null;
  const parts = value.trim() === '' ? [] : value.split(',').map((part) => part.trim());
  if (items && !isWithin(parts.length, items)) return `it has ${parts.length} items; allowed: ${inWords(items)}`;
  const { list: _, ...item } = type;
  for (const part of parts) {
    // A comma inside an item is written %2C (TR-106 §3.2.3).
    const normal = normalised(item, part.replace(/%2c/gi, ','), [], '');
    if ('problem' in normal) return `the item ${shown(part)} does not fit: ${normal.problem}`;
  }
  return null;
}

/** Values that no message may repeat. */
function isSecret(path: string, known: ParameterDefinition | null): boolean {
  return known?.hidden || known?.secured || /(password|passphrase|key|secret|pin)$/i.test(path);
}

function shown(value: string): string {
  return value.length > 80 ? `"${value.slice(0, 80)}…"` : `"${value}"`;
}
