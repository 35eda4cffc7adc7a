import type { Model, ObjectDefinition, ParameterDefinition, Place } from './definition.ts';
import type { GatewayFacts } from './facts.ts';

interface Rows {
  readonly numbers: readonly number[];
  /** The next instance number; never goes back, so that numbers are not used twice (TR-069 A.3.2.6). */
  readonly next: number;
}

/** What distinguishes one gateway's tree from the factory's, as it is kept on disk. */
export interface TreeChanges {
  readonly values: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, Rows>>;
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
  readonly #model: Model;
  readonly #values: Map<string, string>;
  readonly #rows: Map<string, Rows>;

  constructor(model: Model, facts: GatewayFacts, changes: TreeChanges) {
    this.#model = model;
    this.facts = facts;
    this.#values = new Map(Object.entries(changes.values));
    this.#rows = new Map(Object.entries(changes.rows));
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
        const number = /^[1-9]\d{0,8}$/.test(name) ? Number(name) : 0;
        if (!this.rowNumbers(place).includes(number)) return null;
        place = place.row(number);
        continue;
      }
      const member = place.definition.byName.get(name);
      if (member === undefined) return null;
      if (member.kind === 'parameter') {
        const last = i === names.length - 1 && !wantsObject;
        return last ? { kind: 'parameter', path, definition: member, owner: place } : null;
      }
      place = place.child(member);
    }
    return wantsObject ? place : null;
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
  }

  /** Factory reset. */
  reset(): void {
    this.#values.clear();
    this.#rows.clear();
  }

  changes(): TreeChanges {
    return { values: Object.fromEntries(this.#values), rows: Object.fromEntries(this.#rows) };
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
