import type { Quirk } from './quirk.ts';
import { without } from './text.ts';

export const quirk44: Quirk = {
  name: 44,
  title: 'leaves Status and Writable out',
  hooks: () => ({ content: (text) => without(without(text, 'Status'), 'Writable') }),
};
