import type { Quirk } from './quirk.ts';
import { without } from './text.ts';

export const quirk43: Quirk = {
  name: 43,
  title: 'does not tell the InstanceNumber of an added object',
  hooks: () => ({ content: (text) => without(text, 'InstanceNumber') }),
};
