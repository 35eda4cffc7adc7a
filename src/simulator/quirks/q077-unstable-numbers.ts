import type { TreeChanges } from '../model/tree.ts';
import type { Quirk } from './quirk.ts';

/** Every row of a table that was changed gets the number after the highest, and takes what is below it along. */
function renumbered(changes: TreeChanges): TreeChanges {
  let { values, rows } = changes;
  for (const table of Object.keys(rows).sort((a, b) => b.length - a.length)) {
    const { numbers, next } = rows[table]!;
    const moves = new Map(numbers.map((number, index) => [`${table}${number}.`, `${table}${next + index}.`]));
    const moved = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(
        Object.entries(record).map(([path, value]) => {
          for (const [from, to] of moves) if (path.startsWith(from)) return [to + path.slice(from.length), value];
          return [path, value];
        }),
      );
    values = moved(values);
    rows = {
      ...moved(rows),
      [table]: { numbers: numbers.map((_, index) => next + index), next: next + numbers.length },
    };
  }
  return { ...changes, values, rows };
}

export const quirk77: Quirk = {
  name: 77,
  title: 'renumbers rows and forgets the ParameterKey at every boot',
  hooks: () => ({
    booting: ({ state, tree }) => {
      state.parameterKey = '';
      tree.replace(renumbered(tree.changes()));
    },
  }),
};
