import { childNamed } from '../../cwmp/xml/element.ts';
import { faultOf } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk45: Quirk = {
  name: 45,
  title: 'refuses ParameterNames whose items have a prefix',
  hooks: () => ({
    refuses: (_method, element) => {
      const items = childNamed(element, 'ParameterNames')?.children ?? [];
      return items.some((item) => item.namespace !== '') ? faultOf(9003, 'ParameterNames') : null;
    },
  }),
};
