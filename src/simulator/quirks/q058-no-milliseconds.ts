import { childNamed } from '../../cwmp/xml/element.ts';
import { argument, faultOf } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk58: Quirk = {
  name: 58,
  title: 'refuses a dateTime with milliseconds',
  hooks: () => ({
    refuses: (method, element) => {
      if (method !== 'SetParameterValues') return null;
      const items = childNamed(element, 'ParameterList')?.children ?? [];
      const fine = items.filter((item) => /T\d\d:\d\d:\d\d\.\d+/.test(argument(item, 'Value')));
      if (fine.length === 0) return null;
      const parameters = fine.map((item) => ({
        name: argument(item, 'Name').trim(),
        code: 9007,
        message: 'milliseconds',
      }));
      return { ...faultOf(9003, 'milliseconds'), parameters };
    },
  }),
};
