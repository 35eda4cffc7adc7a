import type { Quirk } from './quirk.ts';

export const quirk53: Quirk = {
  name: 53,
  title: 'writes types without a prefix, or with another one',
  hooks: () => ({
    envelope: (text) =>
      text.replace(
        /xsi:type="xsd:(\w+)"/g,
        (_all, type: string) => `xsi:type="${type === 'string' ? 'xs:string' : type}"`,
      ),
  }),
};
