import type { Quirk } from './quirk.ts';
import { inValues } from './text.ts';

export const quirk56: Quirk = {
  name: 56,
  title: 'has unsignedLongs above 2^53',
  hooks: () => ({
    content: (text) => inValues(text, (raw, _name, type) => (type === 'unsignedLong' ? '18446744073709551557' : raw)),
  }),
};
