import type { ParameterValue } from '../../cwmp/rpc/schema.ts';
import { cpeFaults, type ParameterFault } from '../../cwmp/soap/fault.ts';
import { done, fault, type Outcome } from './fault.ts';
import type { ParameterTree } from './tree.ts';
import { canonicalValue, typeMatches } from './value.ts';

/**
 * SetParameterValues (TR-069 A.3.2.1): all or nothing. Every bad parameter is named with its own code under one 9003.
 * The caller stores the ParameterKey when this succeeds.
 */
export function setParameterValues(tree: ParameterTree, list: readonly ParameterValue[]): Outcome<null> {
  const accepted = new Map<string, string>();
  const refused: ParameterFault[] = [];
  for (const item of list) {
    if (accepted.has(item.name) || refused.some((other) => other.name === item.name)) {
      return fault(9003, `${item.name} is named twice`);
    }
    const checked = check(tree, item);
    if (typeof checked === 'string') accepted.set(item.name, checked);
    else refused.push({ name: item.name, code: checked.code, message: cpeFaults[checked.code] ?? '' });
  }
  if (refused.length > 0) return fault(9003, '', refused);
  for (const [path, value] of accepted) tree.set(path, value);
  return done(null);
}

function check(tree: ParameterTree, item: ParameterValue): string | { readonly code: number } {
  const found = tree.find(item.name);
  if (found?.kind !== 'parameter') return { code: 9005 };
  const { definition } = found;
  if (!definition.writable) return { code: 9008 };
  if (!typeMatches(definition.type, item.type)) return { code: 9006 };
  const value = canonicalValue(definition, item.value);
  if (value === null || definition.accepts?.(value, tree.facts) === false) return { code: 9007 };
  return value;
}
