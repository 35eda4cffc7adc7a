import { argument, onRequest } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk64: Quirk = {
  name: 64,
  title: 'refuses GetParameterNames on the root with 9005',
  hooks: () =>
    onRequest('GetParameterNames', (element, gateway) => {
      const path = argument(element, 'ParameterPath').trim();
      return path === '' || path === gateway.tree.root.path ? 9005 : null;
    }),
};
