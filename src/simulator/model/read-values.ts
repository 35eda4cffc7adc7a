import type { ParameterValue } from '../../cwmp/rpc/schema.ts';
import { done, fault, type Outcome } from './fault.ts';
import type { FoundParameter, ParameterTree } from './tree.ts';

/**
 * GetParameterValues (TR-069 A.3.2.2): full names, partial paths, '' for the whole tree. One bad name fails the call
 * with 9005; a table without rows contributes nothing.
 */
export function parameterValues(tree: ParameterTree, names: readonly string[]): Outcome<ParameterValue[]> {
  const list: ParameterValue[] = [];
  for (const asked of names) {
    const expanded = tree.expand(asked);
    if (expanded === null) return fault(9005, asked);
    for (const name of expanded) {
      const found = name === '' ? tree.root : tree.find(name);
      if (found === null) return fault(9005, name);
      if (found.kind === 'parameter') list.push(reported(tree, found));
      else for (const parameter of tree.parametersBelow(found)) list.push(reported(tree, parameter));
    }
  }
  return done(list);
}

function reported(tree: ParameterTree, { path, definition, owner }: FoundParameter): ParameterValue {
  return { name: path, value: definition.hidden ? '' : tree.valueAt(owner, definition), type: definition.type };
}
