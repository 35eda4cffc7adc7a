import { namesAsked } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk75: Quirk = {
  name: 75,
  title: 'reboots when its whole model is read at once',
  hooks: () => ({
    refuses: (method, element, gateway) => {
      if (method !== 'GetParameterValues') return null;
      return namesAsked(element).some((name) => name === '' || name === gateway.tree.root.path) ? 'vanish' : null;
    },
  }),
};
