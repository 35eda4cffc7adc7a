/**
 * A data model as Muster keeps it: facts that a machine can check a value by, and no prose. Every part is plain data.
 * Paths are written with `{i}` for an instance: `Device.WiFi.SSID.{i}.`; objects end in a dot, parameters do not.
 */
export interface Model {
  /** `Device:2.17`, `InternetGatewayDevice:1.14`, `VoiceService:2.0`. */
  readonly name: string;
  /** Where the facts were read: a specification's URN, or words. */
  readonly source: string | null;
  /** For vendor extensions: the models they stand beside, e.g. `Device:2`. */
  readonly extends: string | null;
  readonly types: ReadonlyMap<string, ValueType>;
  readonly objects: ReadonlyMap<string, ObjectDefinition>;
}

export interface ObjectDefinition {
  readonly path: string;
  /** Whether AddObject and DeleteObject are allowed; for objects without instances it says nothing. */
  readonly access: 'readOnly' | 'readWrite';
  readonly minEntries: number;
  /** null: no limit. */
  readonly maxEntries: number | null;
  /** First version of the model that has it; null where the source does not say. */
  readonly since: string | null;
  readonly status: Status;
  readonly uniqueKeys: readonly UniqueKey[];
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
}

/** Parameters that tell one instance from the others. */
export interface UniqueKey {
  readonly parameters: readonly string[];
  /** A functional key needs to be unique only among enabled instances. */
  readonly functional: boolean;
}

export interface ParameterDefinition {
  readonly name: string;
  readonly access: 'readOnly' | 'readWrite' | 'writeOnceReadOnly';
  readonly type: ValueType;
  readonly since: string | null;
  readonly status: Status;
  /** Reads as empty, whatever was written. */
  readonly hidden: boolean;
  /** Reads as empty unless the reader may see secrets. */
  readonly secured: boolean;
  /** Writing it does something and stores nothing. */
  readonly command: boolean;
  /** In every Inform. */
  readonly forced: boolean;
  readonly notify: Notify;
}

export type Status = 'current' | 'deprecated' | 'obsoleted' | 'deleted';
export const statuses: readonly Status[] = ['current', 'deprecated', 'obsoleted', 'deleted'];

/** What the CPE does about active notification (`activeNotify` of the schema). */
export type Notify = 'normal' | 'forceEnabled' | 'forceDefaultEnabled' | 'canDeny';
export const notifies: readonly Notify[] = ['normal', 'forceEnabled', 'forceDefaultEnabled', 'canDeny'];

export const baseTypes = [
  'string',
  'int',
  'unsignedInt',
  'long',
  'unsignedLong',
  'boolean',
  'dateTime',
  'base64',
  'hexBinary',
  'decimal',
] as const;
export type BaseType = (typeof baseTypes)[number];

/** What a value may be. Absent parts do not limit it. For a list, all but `list` is about one item. */
export interface ValueType {
  readonly base: BaseType;
  /** The named type it is, or was derived from. */
  readonly named?: string;
  readonly list?: ListShape;
  /** Characters of a string, octets of a binary. One of them has to fit. */
  readonly lengths?: readonly Interval[];
  /** Numbers, inclusive. One of them has to fit. */
  readonly ranges?: readonly Interval[];
  readonly values?: readonly EnumerationValue[];
  /** Regular expressions for the whole value. One of them has to fit. */
  readonly patterns?: readonly string[];
  readonly reference?: Reference;
}

export interface ListShape {
  readonly items?: Interval;
  /** Characters of the whole list. */
  readonly lengths?: readonly Interval[];
  /** Items are lists in brackets: not split any further here. */
  readonly nested?: boolean;
}

/** Bounds as decimal text, as an unsignedLong is larger than a number can tell; null: open. */
export interface Interval {
  readonly min: string | null;
  readonly max: string | null;
  readonly step?: string;
}

export interface EnumerationValue {
  readonly value: string;
  /** A device need not know it. */
  readonly optional: boolean;
  /** Only the CPE sets it. */
  readonly readOnly: boolean;
  readonly status: Status;
  readonly since: string | null;
}

/** A value that points at something else in the model. */
export type Reference =
  | { readonly kind: 'path'; readonly strong: boolean; readonly targets: readonly string[] }
  /** One of the values of that list parameter. */
  | { readonly kind: 'values'; readonly parameter: string };

/** `Device` of `Device:2.17`. */
export function rootNameOf(model: string): string {
  const colon = model.indexOf(':');
  return colon < 0 ? model : model.slice(0, colon);
}

/** `2.17` of `Device:2.17`. */
export function versionOfModel(model: string): string {
  return model.slice(model.indexOf(':') + 1);
}
