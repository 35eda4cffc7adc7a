import type { ParameterValue } from '../../cwmp/rpc/schema.ts';
import { cpeFaults, type ParameterFault } from '../../cwmp/soap/fault.ts';
import type { ParameterDefinition } from './definition.ts';
import { done, fault, type Outcome } from './fault.ts';
import { addObject } from './rows.ts';
import { aliasIn, type ParameterTree } from './tree.ts';
import { canonicalValue, typeMatches } from './value.ts';

/** One value that was set, by full name with instance numbers. */
export interface Written {
  readonly path: string;
  readonly value: string;
  readonly definition: ParameterDefinition;
}

/**
 * SetParameterValues (TR-069 A.3.2.1): all or nothing. Every bad parameter is named with its own code under one 9003.
 * The caller stores the ParameterKey when this succeeds, and carries out what commands among the values order.
 */
export function setParameterValues(tree: ParameterTree, list: readonly ParameterValue[]): Outcome<Written[]> {
  const before = tree.changes();
  const accepted = new Map<string, Written>();
  const refused: ParameterFault[] = [];
  const names = new Set<string>();
  for (const item of list) {
    if (names.has(item.name)) {
      tree.replace(before);
      return fault(9003, `${item.name} is named twice`);
    }
    names.add(item.name);
    const checked = check(tree, item);
    if ('code' in checked) {
      refused.push({ name: item.name, code: checked.code, message: cpeFaults[checked.code] ?? '' });
    } else if (accepted.has(checked.path)) {
      refused.push({ name: item.name, code: 9003, message: `${checked.path} is named twice` });
    } else accepted.set(checked.path, checked);
  }
  if (refused.length > 0) {
    // Rows that AutoCreateInstances made on the way go as well.
    tree.replace(before);
    return fault(9003, '', refused);
  }
  for (const { path, value, definition } of accepted.values()) if (!definition.command) tree.set(path, value);
  return done([...accepted.values()]);
}

function check(tree: ParameterTree, item: ParameterValue): Written | { readonly code: number } {
  if (tree.find(item.name) === null) createInstances(tree, item.name);
  const found = tree.find(item.name);
  if (found?.kind !== 'parameter') return { code: 9005 };
  const { definition, path, owner } = found;
  if (!definition.writable) return { code: 9008 };
  if (!typeMatches(definition.type, item.type)) return { code: 9006 };
  const value = canonicalValue(definition, item.value);
  if (value === null || definition.accepts?.(value, tree.facts, owner) === false) return { code: 9007 };
  if (definition.name === 'Alias' && !aliasIsFree(tree, owner.path, value)) return { code: 9007 };
  return { path, value, definition };
}

/** An alias begins with a letter and is the only one of its name in the table. */
function aliasIsFree(tree: ParameterTree, row: string, alias: string): boolean {
  if (aliasIn(`[${alias}]`) === null) return false;
  const table = tree.find(row.slice(0, row.lastIndexOf('.', row.length - 2) + 1));
  if (table?.kind !== 'table') return true;
  return tree.rowNumbers(table).every((number) => {
    const place = table.row(number);
    return place.path === row || place.own('Alias') !== alias;
  });
}

/** With AutoCreateInstances a value for `Table.[new].Name` makes the row it is for. */
function createInstances(tree: ParameterTree, name: string): void {
  const { facts, root } = tree;
  if (!facts.aliasBasedAddressing || tree.value(`${root.path}ManagementServer.AutoCreateInstances`) !== 'true') return;
  for (const match of name.matchAll(/\[[^\]]*\]\./g)) {
    const row = name.slice(0, match.index + match[0].length);
    if (tree.find(row) === null && !addObject(tree, row).ok) return;
  }
}
