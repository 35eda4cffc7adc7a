import type { Model, ObjectDefinition, ParameterDefinition, Place } from './definition.ts';
import type { GatewayFacts } from './facts.ts';

interface Rows {
  readonly numbers: readonly number[];
  /** The next instance number; never goes back, so that numbers are not used twice (TR-069 A.3.2.6). */
  readonly next: number;
}

/** What the ACS has set with SetParameterAttributes; what it has not said is absent. */
export interface Attributes {
  readonly notification?: number;
  readonly accessList?: readonly string[];
}

/** What distinguishes one gateway's tree from the factory's, as it is kept on disk. */
export interface TreeChanges {
  readonly values: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, Rows>>;
  /** Absent where the ACS has set none. */
  readonly attributes?: Readonly<Record<string, Attributes>>;
}

export const noChanges: TreeChanges = Object.freeze({ values: Object.freeze({}), rows: Object.freeze({}) });

export interface FoundParameter {
  readonly kind: 'parameter';
  readonly path: string;
  readonly definition: ParameterDefinition;
  readonly owner: ObjectPlace;
}

export type Found = FoundParameter | ObjectPlace;

/** A plain object, a table, or one row of a table, at a path ending in a dot. */
export class ObjectPlace implements Place {
  readonly kind: 'object' | 'table' | 'row';
  readonly path: string;
  readonly definition: ObjectDefinition;
  readonly indices: readonly number[];
  /** False inside rows the ACS has added: their inner tables start empty. */
  readonly factory: boolean;
  readonly #tree: ParameterTree;

  constructor(
    tree: ParameterTree,
    kind: 'object' | 'table' | 'row',
    path: string,
    definition: ObjectDefinition,
    indices: readonly number[],
    factory: boolean,
  ) {
    this.#tree = tree;
    this.kind = kind;
    this.path = path;
    this.definition = definition;
    this.indices = indices;
    this.factory = factory;
  }

  get facts(): GatewayFacts {
    return this.#tree.facts;
  }

  own(name: string): string {
    const member = this.definition.byName.get(name);
    return member?.kind === 'parameter' ? this.#tree.valueAt(this, member) : '';
  }

  rowCount(table: string): number {
    const member = this.definition.byName.get(table);
    return member?.kind === 'object' ? this.#tree.rowNumbers(this.child(member)).length : 0;
  }

  /** The member object or table below this object or row. */
  child(definition: ObjectDefinition): ObjectPlace {
    const kind = definition.table === null ? 'object' : 'table';
    return new ObjectPlace(this.#tree, kind, `${this.path}${definition.name}.`, definition, this.indices, this.factory);
  }

  /** One row of this table. */
  row(number: number): ObjectPlace {
    const factory = this.factory && this.definition.table!.rows.some((row) => row.number === number);
    return new ObjectPlace(
      this.#tree,
      'row',
      `${this.path}${number}.`,
      this.definition,
      [...this.indices, number],
      factory,
    );
  }
}

/** One gateway's view of the shared model: the factory definition overlaid with its own differences. */
export class ParameterTree {
  readonly facts: GatewayFacts;
  #model: Model;
  #values: Map<string, string>;
  #rows: Map<string, Rows>;
  #attributes: Map<string, Attributes>;

  constructor(model: Model, facts: GatewayFacts, changes: TreeChanges) {
    this.#model = model;
    this.facts = facts;
    this.#values = new Map(Object.entries(changes.values));
    this.#rows = new Map(Object.entries(changes.rows));
    this.#attributes = new Map(Object.entries(changes.attributes ?? {}));
  }

  get model(): Model {
    return this.#model;
  }

  /** Another firmware may bring another model; what was set below names it no longer has is out of sight. */
  useModel(model: Model): void {
    this.#model = model;
  }

  get root(): ObjectPlace {
    const { root } = this.#model;
    return new ObjectPlace(this, 'object', `${root.name}.`, root, [], true);
  }

  /** What a full name (no dot at the end) or a partial path (dot at the end) names; null where nothing is there. */
  find(path: string): Found | null {
    const names = path.split('.');
    const wantsObject = names[names.length - 1] === '';
    if (wantsObject) names.pop();
    if (names[0] !== this.#model.root.name) return null;
    let place = this.root;
    for (let i = 1; i < names.length; i++) {
      const name = names[i]!;
      if (place.kind === 'table') {
        const number = this.rowNamed(place, name);
        if (number === null) return null;
        place = place.row(number);
        continue;
      }
      const member = place.definition.byName.get(name);
      if (member === undefined) return null;
      if (member.kind === 'parameter') {
        const last = i === names.length - 1 && !wantsObject;
        return last ? { kind: 'parameter', path: place.path + name, definition: member, owner: place } : null;
      }
      place = place.child(member);
    }
    return wantsObject ? place : null;
  }

  /** The number of the row that `12` or, with alias-based addressing, `[name]` stands for; null without one. */
  rowNamed(table: ObjectPlace, name: string): number | null {
    const numbers = this.rowNumbers(table);
    if (/^[1-9]\d{0,8}$/.test(name)) return numbers.includes(Number(name)) ? Number(name) : null;
    const alias = this.facts.aliasBasedAddressing ? aliasIn(name) : null;
    const member = table.definition.byName.get('Alias');
    if (alias === null || member?.kind !== 'parameter') return null;
    return numbers.find((number) => this.valueAt(table.row(number), member) === alias) ?? null;
  }

  /**
   * The full names an `Obj.*.Name` stands for, in order; a path without a wildcard stands for itself.
   * @returns null where a `*` does not stand for an instance number, or wildcards are not supported
   */
  expand(path: string): string[] | null {
    if (!path.includes('*')) return [path];
    return this.facts.instanceWildcards ? this.#expand(path) : null;
  }

  /** The full names there are of a `Obj.*.Name`, whether the ACS may use wildcards or not. */
  instances(pattern: string): string[] {
    return pattern.includes('*') ? (this.#expand(pattern) ?? []) : [pattern];
  }

  #expand(path: string): string[] | null {
    let found = [''];
    const segments = path.split('.');
    for (const [index, segment] of segments.entries()) {
      const last = index === segments.length - 1;
      if (segment !== '*') {
        found = found.map((head) => head + segment + (last ? '' : '.'));
        continue;
      }
      const tables = found.map((head) => this.find(head));
      if (last || tables.some((table) => table !== null && table.kind !== 'table')) return null;
      found = tables.flatMap((table) =>
        table?.kind === 'table' ? this.rowNumbers(table).map((number) => `${table.path}${number}.`) : [],
      );
    }
    return found.filter((name) => this.find(name) !== null);
  }

  attributesOf(path: string): Attributes {
    return this.#attributes.get(path) ?? {};
  }

  /** Adds to what is set; the factory's attributes are not kept. */
  setAttributes(path: string, attributes: Attributes): void {
    this.#attributes.set(path, { ...this.#attributes.get(path), ...attributes });
  }

  /** Every parameter the ACS has set attributes of. */
  attributed(): ReadonlyMap<string, Attributes> {
    return this.#attributes;
  }

  /** A new ACS finds the factory's attributes (TR-069 §3.7.1.5). */
  resetAttributes(): void {
    this.#attributes.clear();
  }

  rowNumbers(table: ObjectPlace): readonly number[] {
    const changed = this.#rows.get(table.path);
    if (changed) return changed.numbers;
    return table.factory ? table.definition.table!.rows.map((row) => row.number) : [];
  }

  /** The stored value, hidden or not. */
  valueAt(owner: ObjectPlace, definition: ParameterDefinition): string {
    const changed = this.#values.get(owner.path + definition.name);
    if (changed !== undefined) return changed;
    if (owner.kind === 'row' && owner.factory) {
      const number = owner.indices[owner.indices.length - 1];
      const own = owner.definition.table!.rows.find((row) => row.number === number)?.values[definition.name];
      if (own !== undefined) return own;
    }
    return typeof definition.value === 'string' ? definition.value : definition.value(owner);
  }

  /** The stored value at a full name the gateway itself relies on; '' if there is none. */
  value(path: string): string {
    const found = this.find(path);
    return found?.kind === 'parameter' ? this.valueAt(found.owner, found.definition) : '';
  }

  set(path: string, value: string): void {
    this.#values.set(path, value);
  }

  /** Back to the factory value. */
  unset(path: string): void {
    this.#values.delete(path);
  }

  /** Adds a row with factory defaults and returns its instance number. */
  addRow(table: ObjectPlace): number {
    const numbers = this.rowNumbers(table);
    const next = this.#rows.get(table.path)?.next ?? Math.max(0, ...numbers) + 1;
    this.#rows.set(table.path, { numbers: [...numbers, next], next: next + 1 });
    return next;
  }

  /** Removes a row with everything below it. */
  deleteRow(row: ObjectPlace): void {
    const number = row.indices[row.indices.length - 1]!;
    const tablePath = row.path.slice(0, row.path.lastIndexOf('.', row.path.length - 2) + 1);
    const table = this.find(tablePath) as ObjectPlace;
    const numbers = this.rowNumbers(table);
    const next = this.#rows.get(tablePath)?.next ?? Math.max(0, ...numbers) + 1;
    this.#rows.set(tablePath, { numbers: numbers.filter((n) => n !== number), next });
    for (const path of this.#values.keys()) if (path.startsWith(row.path)) this.#values.delete(path);
    for (const path of this.#rows.keys()) if (path.startsWith(row.path)) this.#rows.delete(path);
    for (const path of this.#attributes.keys()) if (path.startsWith(row.path)) this.#attributes.delete(path);
  }

  /** Factory reset. */
  reset(): void {
    this.#values.clear();
    this.#rows.clear();
    this.#attributes.clear();
  }

  changes(): TreeChanges {
    const changes = { values: Object.fromEntries(this.#values), rows: Object.fromEntries(this.#rows) };
    return this.#attributes.size === 0 ? changes : { ...changes, attributes: Object.fromEntries(this.#attributes) };
  }

  /** Puts another set of differences in the place of the present one, as a restored configuration does. */
  replace(changes: TreeChanges): void {
    this.#values = new Map(Object.entries(changes.values));
    this.#rows = new Map(Object.entries(changes.rows));
    this.#attributes = new Map(Object.entries(changes.attributes ?? {}));
  }

  /** Every parameter at and below a place, in model order. */
  *parametersBelow(place: ObjectPlace): Generator<FoundParameter> {
    if (place.kind === 'table') {
      for (const number of this.rowNumbers(place)) yield* this.parametersBelow(place.row(number));
      return;
    }
    for (const member of place.definition.members) {
      if (member.kind === 'parameter') {
        yield { kind: 'parameter', path: place.path + member.name, definition: member, owner: place };
      } else yield* this.parametersBelow(place.child(member));
    }
  }
}

/** The name in `[name]`, or null for anything else. */
export function aliasIn(segment: string): string | null {
  return /^\[([A-Za-z][^\].]{0,63})\]$/.exec(segment)?.[1] ?? null;
}
