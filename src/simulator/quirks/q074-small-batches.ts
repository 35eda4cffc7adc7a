import { childNamed } from '../../cwmp/xml/element.ts';
import { faultOf } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk74: Quirk = {
  name: 74,
  title: 'answers more than 8 names or values at once with 9004',
  hooks: () => ({
    refuses: (method, element) => {
      const list = childNamed(element, method === 'SetParameterValues' ? 'ParameterList' : 'ParameterNames');
      return (list?.children.length ?? 0) > 8 ? faultOf(9004, 'more than 8 at once') : null;
    },
  }),
};
