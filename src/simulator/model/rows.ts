import { done, fault, type Outcome } from './fault.ts';
import type { ParameterTree } from './tree.ts';

/** AddObject (TR-069 A.3.2.6). @returns the new instance number */
export function addObject(tree: ParameterTree, name: string): Outcome<number> {
  if (!name.endsWith('.')) return fault(9003, `ObjectName must end with a dot: ${name}`);
  const found = tree.find(name);
  if (found?.kind !== 'table' || !found.definition.table!.creatable) return fault(9005, name);
  const { maxRows } = found.definition.table!;
  if (tree.rowNumbers(found).length >= maxRows) return fault(9004, `${name} holds at most ${maxRows} rows`);
  return done(tree.addRow(found));
}

/** DeleteObject (TR-069 A.3.2.7). */
export function deleteObject(tree: ParameterTree, name: string): Outcome<null> {
  if (!name.endsWith('.')) return fault(9003, `ObjectName must end with a dot: ${name}`);
  const found = tree.find(name);
  if (found?.kind !== 'row' || !found.definition.table!.creatable) return fault(9005, name);
  tree.deleteRow(found);
  return done(null);
}
