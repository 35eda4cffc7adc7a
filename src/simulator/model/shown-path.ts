import type { ObjectPlace, ParameterTree } from './tree.ts';

/** Whether the ACS wants to see `[alias]` for instance numbers (InstanceMode). */
function wantsAliases(tree: ParameterTree): boolean {
  if (!tree.facts.aliasBasedAddressing) return false;
  return tree.value(`${tree.root.path}ManagementServer.InstanceMode`) === 'InstanceAlias';
}

/** A path as the gateway writes it in what it sends: with `[alias]` for instance numbers where the ACS wants that. */
export function withAliases(tree: ParameterTree, path: string): string {
  if (!wantsAliases(tree)) return path;
  let place: ObjectPlace = tree.root;
  const segments = path.split('.');
  return segments
    .map((segment, index) => {
      if (index === 0 || segment === '' || index === segments.length - 1) return segment;
      if (place.kind === 'table') {
        place = place.row(Number(segment));
        const alias = place.own('Alias');
        return alias === '' ? segment : `[${alias}]`;
      }
      const member = place.definition.byName.get(segment);
      if (member?.kind === 'object') place = place.child(member);
      return segment;
    })
    .join('.');
}
