import { MusterError } from '../../base/errors.ts';
import { attributeNamed, childNamed, type XmlElement } from '../xml/element.ts';
import { escapeXml, textElement } from '../xml/writer.ts';

/**
 * The building blocks RPCs are described with. A description is data: the TypeScript type, the decoder and the strict
 * encoder all fall out of it, in both directions, so that the ACS and the simulated CPE share one table.
 *
 * Decoding is by name in any order and ignores unknown children; encoding keeps the order of the XSD sequence and its
 * length limits. `T` is the value; `where` is the dotted place for errors.
 */
export interface Field<T> {
  decode(element: XmlElement, where: string): T;
  encode(name: string, value: T, where: string): string;
  /** What a missing element means; undefined where it is an error. */
  readonly missing?: { readonly value: T };
  /** For array items: the name for soapenc:arrayType. */
  readonly typeName?: string;
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
function integer(min: number, max: number, what: string): Field<number> {
  return {
    decode(element, where) {
      const text = element.text.trim();
      const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (!(value >= min && value <= max)) throw invalid(where, `"${clip(text)}" is not ${what}`);
      return value;
    },
    encode(name, value, where) {
      if (!Number.isInteger(value) || value < min || value > max) throw invalid(where, `${value} is not ${what}`);
      return `<${name}>${value}</${name}>`;
    },
  };
}

export const unsignedInt = integer(0, 0xffff_ffff, 'an unsignedInt');
export const int = integer(-0x8000_0000, 0x7fff_ffff, 'an int');
/** `Status` of the XSD: 0 done and in effect, 1 accepted but not yet in effect. A CPE that leaves it out means 0. */
export const status: Field<number> = { ...integer(0, 1, '0 or 1'), missing: { value: 0 } };

export const boolean: Field<boolean> = {
  decode(element, where) {
    const text = element.text.trim().toLowerCase();
    if (text === '1' || text === 'true') return true;
    if (text === '0' || text === 'false') return false;
    throw invalid(where, `"${clip(text)}" is not a boolean`);
  },
  // Digits: some CPEs read only these, none is known to read only words where an XSD boolean is declared.
  encode: (name, value) => `<${name}>${value ? 1 : 0}</${name}>`,
};

/** ISO 8601 text as received; {@link parseDateTime} gives a Date where it names one. */
export const dateTime: Field<string> = {
  missing: { value: '0001-01-01T00:00:00Z' },
  decode: (element) => element.text.trim(),
  encode: (name, value) => textElement(name, value),
};

/** A field that a sender may leave out: `fallback` is taken then. We always write it. */
export function optional<T>(field: Field<T>, fallback: T): Field<T> {
  return { ...field, missing: { value: fallback } };
}

/** A sequence of named fields, in the order of the XSD. */
export function struct<S extends Record<string, Field<never> | Field<unknown>>>(
  fields: S,
  typeName?: string,
): Struct<{ [K in keyof S]: S[K] extends Field<infer T> ? Field<T> : never }> {
  const entries = Object.entries(fields) as [string, Field<unknown>][];
  const described = {
    fields,
    ...(typeName === undefined ? {} : { typeName }),
    decode(element: XmlElement, where: string) {
      const value: Record<string, unknown> = {};
      for (let i = 0; i < entries.length; i++) {
        const [name, field] = entries[i]!;
        // CPEs nearly always keep the XSD order: look at the same position first.
        const hint = element.children[i];
        const child = hint !== undefined && hint.name === name ? hint : childNamed(element, name);
        if (child !== undefined) value[name] = field.decode(child, where === '' ? name : `${where}.${name}`);
        else if (field.missing !== undefined) value[name] = field.missing.value;
        else throw invalid(where, `has no ${name}`);
      }
      return value;
    },
    encode(name: string, value: Record<string, unknown>, where: string) {
      let inner = '';
      for (const [key, field] of entries)
        inner += field.encode(key, value[key], where === '' ? key : `${where}.${key}`);
      return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
    },
  };
  return described as unknown as Struct<{ [K in keyof S]: S[K] extends Field<infer T> ? Field<T> : never }>;
}

/**
 * A SOAP array: `item` elements inside the named one, with the soapenc:arrayType the XSD demands on writing.
 * On reading the attribute may be missing or count wrongly.
 * @param max most items that are read
 * @param min fewest that are written
 */
export function array<T>(itemName: string, item: Field<T>, max = 1_000_000, min = 0): Field<T[]> {
  return {
    missing: { value: [] },
    decode(element, where) {
      const items: T[] = [];
      for (const child of element.children) {
        if (child.name !== itemName) continue;
        if (items.length >= max) throw new MusterError('limitExceeded', `${where} has more than ${max} items`);
        items.push(item.decode(child, where));
      }
      return items;
    },
    encode(name, values, where) {
      if (values.length < min) throw invalid(where, `has ${values.length} items; at least ${min} is needed`);
      const type = item.typeName ?? 'xsd:anyType';
      let inner = '';
      for (let i = 0; i < values.length; i++) inner += item.encode(itemName, values[i]!, `${where}[${i}]`);
      return `<${name} soapenc:arrayType="${type}[${values.length}]">${inner}</${name}>`;
    },
  };
}

/** One parameter with its value as text and the local name of its xsi:type (null: none given, or not a known one). */
export interface ParameterValue {
  readonly name: string;
  readonly value: string;
  readonly type: string | null;
}

/** What `xsi:type` may say: the simple types of XML Schema that data models use, and SOAP's own base64. */
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
    const type = declared === undefined ? undefined : declared.slice(declared.indexOf(':') + 1);
    // What a device told comes back to it in SetParameterValues: nothing but a known type goes in.
    return { name, value: valueElement.text, type: type !== undefined && valueTypes.has(type) ? type : null };
  },
  encode(name, value, where) {
    if (value.name.length > 256) throw invalid(where, `names a parameter of ${value.name.length} characters`);
    const type = value.type ?? 'string';
    if (!valueTypes.has(type)) throw invalid(where, `gives ${clip(value.name)} the unknown type "${clip(type)}"`);
    const prefixed = type === 'base64' ? 'soapenc:base64' : `xsd:${type}`;
    const content = `xsi:type="${prefixed}">${escapeXml(value.value)}`;
    return `<${name}>${textElement('Name', value.name)}<Value ${content}</Value></${name}>`;
  },
};

/** An instant from a CWMP dateTime, or null for Unknown Time (year 1) and for what cannot be read. */
export function parseDateTime(text: string): Date | null {
  const match = /^(\d{4})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!match || Number(match[1]) < 1970) return null;
  // No zone means UTC (TR-106 §3.2 leaves it open; CPEs without a zone run on UTC).
  const time = new Date(match[3] ? text : `${text}Z`);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** CWMP dateTime in UTC without a fraction, which some CPEs cannot read. */
export function formatDateTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

export function invalid(where: string, what: string): MusterError {
  return new MusterError('invalidMessage', `${where === '' ? 'the message' : where} ${what}`);
}

function clip(text: string): string {
  return text.length > 64 ? `${text.slice(0, 64)}…` : text;
}
