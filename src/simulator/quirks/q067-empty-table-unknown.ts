import { argument, onRequest } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk67: Quirk = {
  name: 67,
  title: 'answers GetParameterNames on an empty table with 9005',
  hooks: () =>
    onRequest('GetParameterNames', (element, { tree }) => {
      const found = tree.find(argument(element, 'ParameterPath').trim());
      const next = /^(1|true)$/i.test(argument(element, 'NextLevel').trim());
      return next && found?.kind === 'table' && tree.rowNumbers(found).length === 0 ? 9005 : null;
    }),
};
