import { isMusterError, MusterError } from '../../base/errors.ts';
import { attributeNamed, childNamed, type XmlElement } from '../xml/element.ts';
import { escapeXml, textElement } from '../xml/writer.ts';
import { parseBoolean } from './simple-values.ts';

export { formatDateTime, parseDateTime } from './simple-values.ts';

/**
 * The building blocks RPCs are described with. A description is data: the TypeScript type, the decoder and the strict
 * encoder all fall out of it, in both directions, so that the ACS and the simulated CPE share one table.
 *
 * Decoding is by name in any order and ignores unknown children; encoding keeps the order of the XSD sequence and its
 * length limits. `T` is the value; `where` is the dotted place for errors.
 */
export interface Field<T> {
  decode(element: XmlElement, where: string, warn?: Warn): T;
  encode(name: string, value: T, where: string, style?: WireStyle): string;
  /** What a missing element means; undefined where it is an error. */
  readonly missing?: { readonly value: T };
  /** For array items: the name for soapenc:arrayType. */
  readonly typeName?: string;
  /** For array items: one that cannot be read is passed over with a warning, and does not cost all the others. */
  readonly expendable?: true;
}

/** A field whose text alone says whether it can be read. */
export interface PlainField<T> extends Field<T> {
  /** The value of trimmed text, or undefined: no error is made, because a hostile list may have thousands. */
  attempt(text: string): T | undefined;
}

/** Told of what was passed over or guessed in an otherwise readable message: one line, clipped. */
export type Warn = (what: string) => void;

/** Where devices differ in what they can read. What is left out means the first form, which is that of the standard. */
export interface WireStyle {
  readonly booleans?: 'digits' | 'words';
  /** Booleans that are values of parameters, where they differ from those that are arguments. */
  readonly booleanValues?: 'digits' | 'words';
  /** Whether times that are values of parameters have a fraction. When left out they stay as they are. */
  readonly dateTimes?: 'seconds' | 'milliseconds';
  /** How the software-module methods are nested; see `deployment-unit.ts`. */
  readonly softwareModules?: 'standard' | 'icwmp' | 'rdk';
}

export type Value<F> = F extends Field<infer T> ? T : never;

export type Struct<S extends Record<string, Field<unknown>>> = Field<{ [K in keyof S]: Value<S[K]> }> & {
  readonly fields: S;
};

/** Text of at most `max` characters. White space around it is layout, not content (never use for Values). */
export function string(max = Number.POSITIVE_INFINITY): Field<string> {
  return {
    typeName: 'xsd:string',
    decode: (element) => element.text.trim(),
    encode(name, value, where) {
      // The XSD counts characters, not UTF-16 units; counting them is only needed where the units are too many.
      if (value.length > max && [...value].length > max) {
        throw invalid(where, `is ${[...value].length} characters long; ${max} are allowed`);
      }
      return textElement(name, value);
    },
  };
}

/** A whole number; `min` and `max` inclusive. */
function integer(min: number, max: number, what: string): PlainField<number> {
  const attempt = (text: string): number | undefined => {
    const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
  return {
    attempt,
    decode(element, where) {
      const text = element.text.trim();
      const value = attempt(text);
      if (value === undefined) throw invalid(where, `"${clip(text)}" is not ${what}`);
      return value;
    },
    encode(name, value, where) {
      if (!Number.isInteger(value) || value < min || value > max) throw invalid(where, `${value} is not ${what}`);
      return `<${name}>${value}</${name}>`;
    },
  };
}

/** A whole number that is only written as the XSD lists it, and read as whatever number a device makes of it. */
function narrow(base: PlainField<number>, min: number, max: number, what: string): PlainField<number> {
  return { ...base, encode: integer(min, max, what).encode };
}

/** An empty element is what some devices write for nothing to tell. */
function withEmpty<T>(field: Field<T>, empty: T): Field<T> {
  return { ...field, decode: (element, where) => (element.text.trim() === '' ? empty : field.decode(element, where)) };
}

export const unsignedInt: PlainField<number> = integer(0, 0xffff_ffff, 'an unsignedInt');
export const int = integer(-0x8000_0000, 0x7fff_ffff, 'an int');
/** `Status` of the XSD: 0 done and in effect, 1 accepted but not yet in effect. A CPE that leaves it out means 0. */
export const status: Field<number> = optional(withEmpty(integer(0, 1, '0 or 1'), 0), 0);

/** Number of a table row. A device that left it out of its answer made the row all the same: 0 says "not told". */
export const instanceNumber: Field<number> = {
  ...narrow(unsignedInt, 1, 0xffff_ffff, 'an instance number'),
  missing: { value: 0 },
};
/** What a changed parameter does: 0 nothing, 1 passive, 2 active, 3–6 the same with lightweight notification (1.4). */
export const notification = narrow(int, 0, 6, 'a notification of 0 to 6');
/** 1 not started, 2 in progress, 3 finished with TransferComplete not yet acknowledged. */
export const transferState = narrow(unsignedInt, 1, 3, 'a transfer state of 1 to 3');

export const boolean: PlainField<boolean> = {
  attempt: (text) => parseBoolean(text) ?? undefined,
  decode(element, where) {
    const value = parseBoolean(element.text);
    if (value === null) throw invalid(where, `"${clip(element.text.trim())}" is not a boolean`);
    return value;
  },
  // Digits: some CPEs read only these, none is known to read only words where an XSD boolean is declared.
  encode: (name, value, _where, style) =>
    style?.booleans === 'words' ? `<${name}>${value}</${name}>` : `<${name}>${value ? 1 : 0}</${name}>`,
};

/** ISO 8601 text as received; `parseDateTime` gives a Date where it names one. */
export const dateTime: Field<string> = {
  missing: { value: '0001-01-01T00:00:00Z' },
  decode: (element) => element.text.trim(),
  encode: (name, value) => textElement(name, value),
};

/** Base64 as text, layout removed. */
export const base64: Field<string> = {
  typeName: 'soapenc:base64',
  decode: (element) => element.text.replace(/\s/g, ''),
  encode(name, value, where) {
    const whole = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value);
    if (!whole) throw invalid(where, `"${clip(value)}" is not base64`);
    return textElement(name, value);
  },
};

/** A field that a sender may leave out: `fallback` is taken then. We always write it. */
export function optional<T>(field: Field<T>, fallback: T): Field<T> {
  return { ...field, missing: { value: fallback } };
}

/** As {@link optional}, and taken for `fallback` too where it is there and nobody can read it. */
export function forgiving<T>(field: PlainField<T>, fallback: T): Field<T> {
  return {
    ...field,
    missing: { value: fallback },
    decode(element, where, warn) {
      const text = element.text.trim();
      const value = field.attempt(text);
      if (value !== undefined) return value;
      warn?.(`${where} "${clip(text)}" cannot be read; taken for ${String(fallback)}`);
      return fallback;
    },
  };
}

/** For array items, see {@link Field.expendable}. */
export function expendable<T>(field: Field<T>): Field<T> {
  return { ...field, expendable: true };
}

/** Text that the XSD lets the sender leave out: '' is the same as absent, both ways. */
export function unlessEmpty(field: Field<string>): Field<string> {
  return {
    ...field,
    missing: { value: '' },
    encode: (name, value, where, style) => (value === '' ? '' : field.encode(name, value, where, style)),
  };
}

/** Text that `pattern` describes; held to it on writing only, a device's is read as it is. */
export function patterned(field: Field<string>, pattern: RegExp, what: string): Field<string> {
  return {
    ...field,
    encode(name, value, where, style) {
      if (!pattern.test(value)) throw invalid(where, `"${clip(value)}" is not ${what}`);
      return field.encode(name, value, where, style);
    },
  };
}

/** Path of a table or of a row in it: ends in a dot. */
export const objectName = patterned(string(256), /\.$/, 'an object: it does not end in a dot');

/** A sequence of named fields, in the order of the XSD. */
export function struct<S extends Record<string, Field<unknown>>>(fields: S, typeName?: string): Struct<S> {
  const entries = Object.entries<Field<unknown>>(fields);
  const described = {
    fields,
    ...(typeName === undefined ? {} : { typeName }),
    decode(element: XmlElement, where: string, warn?: Warn) {
      const value: Record<string, unknown> = {};
      for (let i = 0; i < entries.length; i++) {
        const [name, field] = entries[i]!;
        // CPEs nearly always keep the XSD order: look at the same position first.
        const hint = element.children[i];
        const child = hint !== undefined && hint.name === name ? hint : childNamed(element, name);
        if (child !== undefined) value[name] = field.decode(child, where === '' ? name : `${where}.${name}`, warn);
        else if (field.missing !== undefined) value[name] = field.missing.value;
        else throw invalid(where, `has no ${name}`);
      }
      return value;
    },
    encode(name: string, value: Record<string, unknown>, where: string, style?: WireStyle) {
      let inner = '';
      for (const [key, field] of entries)
        inner += field.encode(key, value[key], where === '' ? key : `${where}.${key}`, style);
      return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
    },
  };
  return described as Struct<S>;
}

/**
 * A SOAP array: `item` elements inside the named one, with the soapenc:arrayType the XSD demands on writing.
 * On reading the attribute may be missing or count wrongly.
 * @param max most items that are read
 * @param min fewest that are written
 * @param most most that are written
 */
export function array<T>(itemName: string, item: Field<T>, max = 1_000_000, min = 0, most = max): Field<T[]> {
  const decodeItem = item.expendable ? orPassOver(item) : null;
  return {
    missing: { value: [] },
    decode(element, where, warn) {
      const items: T[] = [];
      let met = 0;
      let passedOver = 0;
      for (const child of element.children) {
        if (child.name !== itemName) continue;
        if (++met > max) throw new MusterError('limitExceeded', `${where} has more than ${max} items`);
        if (decodeItem === null) items.push(item.decode(child, where, warn));
        else if (!decodeItem(items, child, where, warn) && ++passedOver > maxPassedOver) {
          throw invalid(where, `has more than ${maxPassedOver} entries that cannot be read`);
        }
      }
      return items;
    },
    encode(name, values, where, style) {
      if (values.length < min) throw invalid(where, `has ${values.length} items; at least ${min} is needed`);
      if (values.length > most) throw invalid(where, `has ${values.length} items; at most ${most} are allowed`);
      const type = item.typeName ?? 'xsd:anyType';
      let inner = '';
      for (let i = 0; i < values.length; i++) inner += item.encode(itemName, values[i]!, `${where}[${i}]`, style);
      return `<${name} soapenc:arrayType="${type}[${values.length}]">${inner}</${name}>`;
    },
  };
}

/** A few odd entries are a device's mistake; thousands are no list, and each costs an error to be made. */
const maxPassedOver = 1_000;

function orPassOver<T>(item: Field<T>) {
  return (items: T[], element: XmlElement, where: string, warn: Warn | undefined): boolean => {
    try {
      items.push(item.decode(element, where, warn));
      return true;
    } catch (error) {
      if (!isMusterError(error, 'invalidMessage')) throw error;
      warn?.(`${error.message}; the entry is passed over`);
      return false;
    }
  };
}

/**
 * One parameter with its value as the device wrote it, and the local name of its xsi:type (null: none given). A type
 * that XML Schema does not know is kept, because the device wants to see it again in SetParameterValues.
 */
export interface ParameterValue {
  readonly name: string;
  readonly value: string;
  readonly type: string | null;
}

/** What `xsi:type` says in standard messages: the simple types of XML Schema that data models use, and SOAP's own base64. */
const valueTypes: ReadonlySet<string> = new Set([
  'string',
  'boolean',
  'int',
  'unsignedInt',
  'long',
  'unsignedLong',
  'short',
  'unsignedShort',
  'byte',
  'unsignedByte',
  'integer',
  'decimal',
  'float',
  'double',
  'dateTime',
  'date',
  'time',
  'base64',
  'base64Binary',
  'hexBinary',
  'anyURI',
  'anySimpleType',
]);

/** A value as this device reads it; what is none of its type stays. */
function inStyle(text: string, type: string, style: WireStyle): string {
  const booleans = style.booleanValues ?? style.booleans;
  if (type === 'boolean' && booleans !== undefined) {
    const value = parseBoolean(text);
    if (value === null) return text;
    return booleans === 'words' ? String(value) : value ? '1' : '0';
  }
  if (type === 'dateTime' && style.dateTimes !== undefined) {
    const fraction = (digits = ''): string =>
      style.dateTimes === 'milliseconds' ? `.${digits.slice(0, 3).padEnd(3, '0')}` : '';
    return text.replace(/(T\d\d:\d\d:\d\d)(?:\.(\d+))?(?=Z|[+-]|$)/, (_, time, digits) => time + fraction(digits));
  }
  return text;
}

/** A device's own type goes back to it, but never markup. */
const ownType = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

function isTypeName(type: string): boolean {
  return valueTypes.has(type) || ownType.test(type);
}

/** What devices write in xsi:type, by now: a handful of texts comes with every parameter of a fleet. */
const typesMet = new Map<string, string | null>();
const typesKept = 200;

/** The local name of a type, or null where it is none that could be written again. */
function typeDeclared(declared: string): string | null {
  let type = typesMet.get(declared);
  if (type === undefined) {
    const local = declared.slice(declared.indexOf(':') + 1);
    type = isTypeName(local) ? local : null;
    if (typesMet.size < typesKept && declared.length <= 100) typesMet.set(declared, type);
  }
  return type;
}

/** ParameterValueStruct: `Value` is anySimpleType, so the type travels in xsi:type. */
export const parameterValue: Field<ParameterValue> = {
  typeName: 'cwmp:ParameterValueStruct',
  decode(element, where) {
    const first = element.children[0];
    const nameElement = first !== undefined && first.name === 'Name' ? first : childNamed(element, 'Name');
    if (nameElement === undefined) throw invalid(where, 'has a ParameterValueStruct without Name');
    const second = element.children[1];
    const valueElement = second !== undefined && second.name === 'Value' ? second : childNamed(element, 'Value');
    const name = nameElement.text.trim();
    if (valueElement === undefined) throw invalid(where, `has no Value for ${clip(name)}`);
    const declared = attributeNamed(valueElement, 'type');
    return { name, value: valueElement.text, type: declared === undefined ? null : typeDeclared(declared) };
  },
  encode(name, value, where, style) {
    if (value.name.length > 256) throw invalid(where, `names a parameter of ${value.name.length} characters`);
    const type = value.type ?? 'string';
    if (!isTypeName(type)) throw invalid(where, `gives ${clip(value.name)} the unknown type "${clip(type)}"`);
    const prefixed = type === 'base64' ? 'soapenc:base64' : `xsd:${type}`;
    const text = style === undefined ? value.value : inStyle(value.value, type, style);
    const content = `xsi:type="${prefixed}">${escapeXml(text)}`;
    return `<${name}>${textElement('Name', value.name)}<Value ${content}</Value></${name}>`;
  },
};

export function invalid(where: string, what: string): MusterError {
  return new MusterError('invalidMessage', `${where === '' ? 'the message' : where} ${what}`);
}

export function clip(text: string): string {
  return text.length > 64 ? `${text.slice(0, 64)}…` : text;
}
