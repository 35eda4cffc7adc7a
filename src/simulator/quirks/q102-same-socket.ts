import type { Quirk } from './quirk.ts';

export const quirk102: Quirk = {
  name: 102,
  title: 'wants the answer to a connection-request challenge on the same connection',
  hooks: () => ({ knocks: { sameSocketOnly: true } }),
};
