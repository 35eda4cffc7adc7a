import type { Quirk } from './quirk.ts';

export const quirk90: Quirk = {
  name: 90,
  title: 'carries a Download out before it answers, with Status 0',
  hooks: () => ({ downloadsAtOnce: true }),
};
