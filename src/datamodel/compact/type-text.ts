import {
  type BaseType,
  baseTypes,
  type EnumerationValue,
  type Interval,
  type ListShape,
  type Reference,
  type Status,
  statuses,
  type ValueType,
} from '../definition.ts';
import { expressionOf } from '../pattern.ts';

/**
 * How a type is spelled in a definition file:
 *
 *     string   string(:64)   hexBinary(0,36:260)      lengths
 *     int[-200:0]   unsignedInt[0:63,100:]            ranges, `/10` at the end of one for a step
 *     {Up Error? Disabled}                            a string of these; `?` optional, `*` set by the CPE only,
 *                                                     `!deprecated`, `^2.16` since
 *     string ~"[0-9]+"                                patterns
 *     string ->IP.Interface.|Ethernet.Link.           a path of one of these (`=>` weak, `->*` any); `string =Names`
 *     list<1:8>(:256) of string(:32)                  items, characters in all, and what an item is
 *     Alias   IPAddress(:15)                          a named type, and what is narrower about it
 */
export function spellType(type: ValueType, named: ReadonlyMap<string, ValueType>): string {
  const like = type.named === undefined ? undefined : named.get(type.named);
  let text = '';
  if (type.list && !isSame(type.list, like?.list)) {
    const { items, lengths, nested } = type.list;
    text += `list${items ? `<${spellInterval(items)}>` : ''}${lengths ? `(${lengths.map(spellInterval).join(',')})` : ''}${nested ? ' nested' : ''} of `;
  }
  const values = isSame(type.values, like?.values) ? undefined : type.values;
  if (like) text += type.named;
  else if (type.base !== 'string' || !values || type.lengths) text += type.base;
  if (type.lengths && !isSame(type.lengths, like?.lengths)) text += `(${type.lengths.map(spellInterval).join(',')})`;
  if (type.ranges && !isSame(type.ranges, like?.ranges)) text += `[${type.ranges.map(spellInterval).join(',')}]`;
  if (values) text += `{${values.map(spellValue).join(' ')}}`;
  if (!isSame(type.patterns, like?.patterns)) {
    for (const pattern of type.patterns ?? []) text += ` ~${JSON.stringify(pattern)}`;
  }
  if (type.reference && !isSame(type.reference, like?.reference)) text += spellReference(type.reference);
  return text;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function spellReference(reference: Reference): string {
  if (reference.kind === 'values') return ` =${reference.parameter}`;
  const { strong, targets } = reference;
  return ` ${strong ? '->' : '=>'}${targets.length === 0 ? '*' : targets.join('|')}`;
}

function spellInterval({ min, max, step }: Interval): string {
  const bounds = min !== null && min === max ? min : `${min ?? ''}:${max ?? ''}`;
  return step === undefined ? bounds : `${bounds}/${step}`;
}

function spellValue({ value, optional, readOnly, status, since }: EnumerationValue): string {
  const word = /^[A-Za-z0-9_.:/+-]+$/.test(value) ? value : JSON.stringify(value);
  return `${word}${optional ? '?' : ''}${readOnly ? '*' : ''}${status === 'current' ? '' : `!${status}`}${since === null ? '' : `^${since}`}`;
}

/** Says what was expected, from column `at` (0-based) of the text that was read. */
export class Misspelt extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** A place in one line that moves on as the line is read. */
export class Scanner {
  readonly text: string;
  at = 0;
  constructor(text: string) {
    this.text = text;
  }
  /** Takes what the (sticky) expression matches here. */
  take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    if (match) this.at += match[0].length;
    return match;
  }
  expect(expression: RegExp, what: string): RegExpExecArray {
    return this.take(expression) ?? this.fail(what);
  }
  fail(what: string): never {
    const rest = this.text.slice(this.at, this.at + 24);
    throw new Misspelt(`${what} was expected, ${rest === '' ? 'the line ends' : `"${rest}" stands there`}`, this.at);
  }
}

const interval = /(-?[\d.]+)?(:)?(-?[\d.]+)?(?:\/([\d.]+))?/y;
const word = /[A-Za-z_][\w-]*/y;
const quoted = /"(?:[^"\\]|\\.)*"/y;

/**
 * Reads a type from where the scanner stands and leaves it behind the type.
 * @param named types with a name in this file
 * @throws Misspelt
 */
export function readType(scanner: Scanner, named: ReadonlyMap<string, ValueType>): ValueType {
  const list = scanner.take(/list(?=[<( ])/y) ? readList(scanner) : undefined;
  const type = readScalar(scanner, named);
  return list ? { ...type, list } : type;
}

function readList(scanner: Scanner): ListShape {
  const shape: { -readonly [K in keyof ListShape]: ListShape[K] } = {};
  if (scanner.take(/</y)) {
    shape.items = readInterval(scanner);
    scanner.expect(/>/y, '">"');
  }
  if (scanner.take(/\(/y)) shape.lengths = readIntervals(scanner, /\)/y, '")"');
  if (scanner.take(/ nested/y)) shape.nested = true;
  scanner.expect(/ of /y, '" of " and the type of an item');
  return shape;
}

function readScalar(scanner: Scanner, named: ReadonlyMap<string, ValueType>): ValueType {
  const start = scanner.at;
  const name = scanner.take(word)?.[0];
  let from: ValueType;
  if (name === undefined) {
    if (scanner.text[scanner.at] !== '{') scanner.fail(`a type (${baseTypes.join(', ')}, a named one, or {values})`);
    from = { base: 'string' };
  } else if ((baseTypes as readonly string[]).includes(name)) from = { base: name as BaseType };
  else {
    const found = named.get(name);
    if (!found) {
      throw new Misspelt(`"${name}" is no type; there are ${[...baseTypes, ...named.keys()].join(', ')}`, start);
    }
    from = { ...found, named: name };
  }
  const type: { -readonly [K in keyof ValueType]: ValueType[K] } = { ...from };
  if (scanner.take(/\(/y)) type.lengths = readIntervals(scanner, /\)/y, '")"');
  if (scanner.take(/\[/y)) type.ranges = readIntervals(scanner, /\]/y, '"]"');
  if (scanner.take(/\{/y)) type.values = readValues(scanner);
  const patterns: string[] = [];
  while (scanner.take(/ ~(?=")/y)) patterns.push(readPattern(scanner));
  if (patterns.length > 0) type.patterns = patterns;
  const reference = readReference(scanner);
  if (reference) type.reference = reference;
  return type;
}

function readReference(scanner: Scanner): Reference | undefined {
  const path = scanner.take(/ (->|=>)(\S+)/y);
  if (path) {
    return { kind: 'path', strong: path[1] === '->', targets: path[2] === '*' ? [] : path[2]!.split('|') };
  }
  const values = scanner.take(/ =(\S+)/y);
  return values ? { kind: 'values', parameter: values[1]! } : undefined;
}

function readValues(scanner: Scanner): EnumerationValue[] {
  const values: EnumerationValue[] = [];
  while (!scanner.take(/ *\}/y)) {
    scanner.take(/ +/y);
    const value =
      scanner.text[scanner.at] === '"'
        ? readQuoted(scanner)
        : scanner.expect(/[A-Za-z0-9_.:/+-]+/y, 'a value or "}"')[0];
    const optional = scanner.take(/\?/y) !== null;
    const readOnly = scanner.take(/\*/y) !== null;
    const status = readStatus(scanner);
    const since = scanner.take(/\^([\d.]+)/y)?.[1] ?? null;
    values.push({ value, optional, readOnly, status, since });
  }
  return values;
}

function readStatus(scanner: Scanner): Status {
  if (!scanner.take(/!/y)) return 'current';
  const status = scanner.expect(/[a-z]+/y, statuses.join(', '))[0];
  if (!(statuses as readonly string[]).includes(status))
    throw new Misspelt(`"${status}" is no status; there are ${statuses.join(', ')}`, scanner.at);
  return status as Status;
}

function readQuoted(scanner: Scanner): string {
  const at = scanner.at;
  const text = scanner.expect(quoted, 'a text in quotes')[0];
  try {
    return JSON.parse(text) as string;
  } catch {
    throw new Misspelt(`${text} is not a text as JSON writes it`, at);
  }
}

function readPattern(scanner: Scanner): string {
  const at = scanner.at;
  const pattern = readQuoted(scanner);
  try {
    expressionOf(pattern);
  } catch {
    throw new Misspelt(`"${pattern}" is no regular expression`, at);
  }
  return pattern;
}

function readIntervals(scanner: Scanner, end: RegExp, what: string): Interval[] {
  const all: Interval[] = [];
  do all.push(readInterval(scanner));
  while (scanner.take(/,/y));
  scanner.expect(end, what);
  return all;
}

function readInterval(scanner: Scanner): Interval {
  const start = scanner.at;
  const [text, min = null, colon, max = null, step] = scanner.expect(interval, 'a number or min:max');
  if (text === '' || text.startsWith('/')) throw new Misspelt('a number or min:max was expected', start);
  const bounds = colon === undefined ? { min, max: min } : { min, max };
  if (bounds.min !== null && bounds.max !== null && Number(bounds.min) > Number(bounds.max)) {
    throw new Misspelt(`${bounds.min} is larger than ${bounds.max}`, start);
  }
  return step === undefined ? bounds : { ...bounds, step };
}
