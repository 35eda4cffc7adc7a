import { done, fault, type Outcome } from './fault.ts';
import { aliasIn, type ParameterTree } from './tree.ts';

/**
 * AddObject (TR-069 A.3.2.6). `Table.[name].` gives the new row its alias, where alias-based addressing is supported.
 * @returns the new instance number
 */
export function addObject(tree: ParameterTree, name: string): Outcome<number> {
  if (!name.endsWith('.')) return fault(9003, `ObjectName must end with a dot: ${name}`);
  const named = /^(.*\.)(\[[^\]]*\])\.$/.exec(name);
  const alias = named === null ? null : aliasIn(named[2]!);
  if (named !== null && (alias === null || !tree.facts.aliasBasedAddressing)) return fault(9005, name);
  const found = tree.find(named?.[1] ?? name);
  if (found?.kind !== 'table' || !found.definition.table!.creatable) return fault(9005, name);
  if (alias !== null && (!found.definition.byName.has('Alias') || tree.rowNamed(found, named![2]!) !== null)) {
    return fault(9005, `${name}: the alias is taken or not possible here`);
  }
  const { maxRows } = found.definition.table!;
  if (tree.rowNumbers(found).length >= maxRows) return fault(9004, `${name} holds at most ${maxRows} rows`);
  const number = tree.addRow(found);
  if (alias !== null) tree.set(`${found.path}${number}.Alias`, alias);
  return done(number);
}

/** DeleteObject (TR-069 A.3.2.7). */
export function deleteObject(tree: ParameterTree, name: string): Outcome<null> {
  if (!name.endsWith('.')) return fault(9003, `ObjectName must end with a dot: ${name}`);
  const found = tree.find(name);
  if (found?.kind !== 'row' || !found.definition.table!.creatable) return fault(9005, name);
  tree.deleteRow(found);
  return done(null);
}
