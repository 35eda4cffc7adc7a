import type { Quirk } from './quirk.ts';

export const quirk51: Quirk = {
  name: 51,
  title: 'sends values without xsi:type',
  hooks: () => ({ envelope: (text) => text.replace(/ xsi:type="[^"]*"/g, '') }),
};
