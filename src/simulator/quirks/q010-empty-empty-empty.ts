import type { Quirk } from './quirk.ts';

export const quirk10: Quirk = {
  name: 10,
  title: 'sends one more empty POST after the end of the session',
  hooks: () => ({ ending: 'emptyAgain' }),
};
