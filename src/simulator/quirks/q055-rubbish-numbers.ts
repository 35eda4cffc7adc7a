import type { Quirk } from './quirk.ts';
import { inValues } from './text.ts';

export const quirk55: Quirk = {
  name: 55,
  title: 'has a number with letters behind it and one that is empty',
  hooks: () => ({
    content: (text, { kind }) => {
      let seen = 0;
      return inValues(text, (raw, _name, type) => {
        if (kind !== 'response' || !/^(unsignedI|i)nt$/.test(type)) return raw;
        seen++;
        return seen === 1 ? `${raw}abc` : seen === 2 ? '' : raw;
      });
    },
  }),
};
