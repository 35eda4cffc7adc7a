import { done, fault, type Outcome } from './fault.ts';
import type { ObjectPlace, ParameterTree } from './tree.ts';

export interface ParameterInfo {
  readonly Name: string;
  readonly Writable: boolean;
}

/**
 * GetParameterNames (TR-069 A.3.2.3).
 *
 * NextLevel false: the path itself and everything below; a full name gives just that parameter; empty the whole tree.
 * NextLevel true: the immediate children only; a full name is 9003; empty gives the root object only.
 */
export function parameterNames(tree: ParameterTree, path: string, nextLevel: boolean): Outcome<ParameterInfo[]> {
  if (path === '') {
    return nextLevel ? done([{ Name: tree.root.path, Writable: false }]) : done(everything(tree, tree.root));
  }
  if (path.includes('*')) {
    const expanded = tree.expand(path);
    if (expanded === null) return fault(9005, path);
    const lists = expanded.map((name) => parameterNames(tree, name, nextLevel));
    return lists.find((list) => !list.ok) ?? done(lists.flatMap((list) => (list.ok ? list.value : [])));
  }
  const found = tree.find(path);
  if (found === null) return fault(9005, path);
  if (found.kind === 'parameter') {
    if (nextLevel) return fault(9003, `NextLevel is true, so ParameterPath must end with a dot: ${path}`);
    return done([{ Name: found.path, Writable: found.definition.writable }]);
  }
  return done(nextLevel ? children(tree, found) : everything(tree, found));
}

function children(tree: ParameterTree, place: ObjectPlace): ParameterInfo[] {
  if (place.kind === 'table') return tree.rowNumbers(place).map((number) => info(place.row(number)));
  return place.definition.members.map((member) =>
    member.kind === 'parameter'
      ? { Name: place.path + member.name, Writable: member.writable }
      : info(place.child(member)),
  );
}

function everything(tree: ParameterTree, place: ObjectPlace): ParameterInfo[] {
  const list: ParameterInfo[] = [];
  const visit = (at: ObjectPlace): void => {
    list.push(info(at));
    if (at.kind === 'table') {
      for (const number of tree.rowNumbers(at)) visit(at.row(number));
      return;
    }
    for (const member of at.definition.members) {
      if (member.kind === 'parameter') list.push({ Name: at.path + member.name, Writable: member.writable });
      else visit(at.child(member));
    }
  };
  visit(place);
  return list;
}

/** Writable means AddObject for a table, DeleteObject for a row; a plain object never is. */
function info(place: ObjectPlace): ParameterInfo {
  return { Name: place.path, Writable: place.kind !== 'object' && place.definition.table!.creatable };
}
