import type { Quirk } from './quirk.ts';
import { without } from './text.ts';

export const quirk42: Quirk = {
  name: 42,
  title: 'sends faults without detail',
  hooks: () => ({ content: (text, { kind }) => (kind === 'fault' ? without(text, 'detail') : text) }),
};
