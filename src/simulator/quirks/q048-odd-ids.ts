import type { Quirk } from './quirk.ts';

export const quirk48: Quirk = {
  name: 48,
  title: 'has IDs that must be escaped, and wants them back unchanged',
  hooks: () => ({ id: (id) => `<${id}>&"` }),
};
