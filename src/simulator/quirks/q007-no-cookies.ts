import type { Quirk } from './quirk.ts';

export const quirk7: Quirk = {
  name: 7,
  title: 'ignores cookies',
  hooks: () => ({ sendsCookies: () => null }),
};
