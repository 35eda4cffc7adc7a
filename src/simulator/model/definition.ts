import type { GatewayFacts } from './facts.ts';

/** The value types of TR-106 as they travel in xsi:type. */
export type ParameterType =
  | 'string'
  | 'int'
  | 'unsignedInt'
  | 'long'
  | 'unsignedLong'
  | 'boolean'
  | 'dateTime'
  | 'base64'
  | 'hexBinary';

/** Where a live value is being read: which gateway, which instance numbers, and the neighbours it may depend on. */
export interface Place {
  readonly facts: GatewayFacts;
  /** Instance numbers along the path, outermost first. */
  readonly indices: readonly number[];
  /** Value of a parameter of the same object. */
  own(name: string): string;
  /** Number of rows in a child table of the same object. */
  rowCount(table: string): number;
}

/** Computes a value at the moment it is read: uptime, counters, what hangs on identity or on a neighbour. */
export type LiveValue = (place: Place) => string;

export interface ParameterRules {
  /** Longest text, in characters. */
  readonly maxLength?: number;
  /** The closed list of allowed values. */
  readonly values?: readonly string[];
  /** Inclusive bounds of a number. */
  readonly min?: number;
  readonly max?: number;
  /** Reads as empty (passwords); the stored value is for the gateway itself. */
  readonly hidden?: boolean;
  /** Writing it orders something and stores nothing: it always reads as its factory value. */
  readonly command?: boolean;
  /** `always`: actively notified, whatever the ACS wants; `default`: actively notified until the ACS says otherwise. */
  readonly notify?: 'always' | 'default';
  /** A last check that needs the gateway or the neighbours, after type and range. */
  readonly accepts?: (value: string, facts: GatewayFacts, place: Place) => boolean;
}

export interface ParameterDefinition extends ParameterRules {
  readonly kind: 'parameter';
  readonly name: string;
  readonly type: ParameterType;
  readonly writable: boolean;
  /** Factory value, fixed or computed. */
  readonly value: string | LiveValue;
}

export interface FactoryRow {
  readonly number: number;
  /** Factory values of this row that differ from the definition's. */
  readonly values: Readonly<Record<string, string>>;
}

export interface TableRules {
  /** Rows a new gateway has. In a table inside a table: in each factory row of the outer one. */
  readonly rows: readonly FactoryRow[];
  /** Whether the ACS may add and delete rows. */
  readonly creatable: boolean;
  /** Most rows at a time; beyond, AddObject answers 9004. */
  readonly maxRows: number;
}

/** An object, or a table: then the members are those of one row. */
export interface ObjectDefinition {
  readonly kind: 'object';
  readonly name: string;
  readonly table: TableRules | null;
  readonly members: readonly Member[];
  readonly byName: ReadonlyMap<string, Member>;
}

export type Member = ParameterDefinition | ObjectDefinition;

/** One frozen definition is shared by every gateway of the process; a gateway keeps only its differences. */
export interface Model {
  /** `Device` or `InternetGatewayDevice` */
  readonly root: ObjectDefinition;
  /** Full names of what every Inform carries; `*` where the default WAN connection decides. */
  readonly forced: readonly string[];
  /** Full names, `*` for instance numbers, of what is notified without the ACS asking for it. */
  readonly notified: readonly string[];
  /** Parameters a new gateway has, rows counted. */
  readonly parameterCount: number;
}

/** A parameter the ACS can only read. */
export function read(
  name: string,
  type: ParameterType,
  value: string | LiveValue,
  rules: ParameterRules = {},
): ParameterDefinition {
  return Object.freeze({ kind: 'parameter', name, type, writable: false, value, ...rules });
}

/** A parameter the ACS can set. */
export function write(
  name: string,
  type: ParameterType,
  value: string | LiveValue,
  rules: ParameterRules = {},
): ParameterDefinition {
  return Object.freeze({ kind: 'parameter', name, type, writable: true, value, ...rules });
}

/** `<Table>NumberOfEntries`, always in step with the table. */
export function entries(table: string): ParameterDefinition {
  return read(`${table}NumberOfEntries`, 'unsignedInt', (place) => String(place.rowCount(table)));
}

export function object(name: string, members: readonly Member[]): ObjectDefinition {
  return define(name, null, members);
}

/** A table. `rows`: how many plain rows, or the factory values of each row, numbered from 1. */
export function table(
  name: string,
  rows: number | readonly Readonly<Record<string, string>>[],
  members: readonly Member[],
  rules: { readonly creatable?: boolean; readonly maxRows?: number } = {},
): ObjectDefinition {
  const list = typeof rows === 'number' ? Array.from({ length: rows }, () => ({})) : rows;
  const factory = list.map((values, index) => Object.freeze({ number: index + 1, values: Object.freeze(values) }));
  return define(
    name,
    Object.freeze({
      rows: Object.freeze(factory),
      creatable: rules.creatable ?? false,
      maxRows: rules.maxRows ?? 64,
    }),
    members,
  );
}

function define(name: string, rules: TableRules | null, members: readonly Member[]): ObjectDefinition {
  return Object.freeze({
    kind: 'object',
    name,
    table: rules,
    members: Object.freeze([...members]),
    byName: new Map(members.map((member) => [member.name, member])),
  });
}

/** @param forced below the root, in the order of the Inform */
export function model(root: ObjectDefinition, forced: readonly string[] = []): Model {
  return Object.freeze({
    root,
    forced: Object.freeze(forced.map((name) => `${root.name}.${name}`)),
    notified: Object.freeze(notifiedBelow(root, `${root.name}.`)),
    parameterCount: countParameters(root),
  });
}

/** The same object with only these members, in this order; a name may be missing. */
export function only(definition: ObjectDefinition, names: readonly string[]): ObjectDefinition {
  const kept = names.map((name) => definition.byName.get(name)).filter((member) => member !== undefined);
  return define(definition.name, definition.table, kept);
}

/** The same object without some members and with others behind. */
export function changed(
  definition: ObjectDefinition,
  change: { readonly name?: string; readonly without?: readonly string[]; readonly more?: readonly Member[] },
): ObjectDefinition {
  const { name = definition.name, without = [], more = [] } = change;
  const kept = definition.members.filter((member) => !without.includes(member.name));
  return define(name, definition.table, [...kept, ...more]);
}

function notifiedBelow(definition: ObjectDefinition, path: string): string[] {
  return definition.members.flatMap((member) => {
    if (member.kind === 'parameter') return member.notify === undefined ? [] : [path + member.name];
    return notifiedBelow(member, `${path}${member.name}.${member.table === null ? '' : '*.'}`);
  });
}

function countParameters(definition: ObjectDefinition): number {
  let inner = 0;
  for (const member of definition.members) inner += member.kind === 'parameter' ? 1 : countParameters(member);
  return definition.table === null ? inner : inner * definition.table.rows.length;
}
