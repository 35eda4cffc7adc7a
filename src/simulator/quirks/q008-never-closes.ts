import type { Quirk } from './quirk.ts';

export const quirk8: Quirk = {
  name: 8,
  title: 'leaves the TCP connection open after the session',
  hooks: () => ({ ending: 'stayOpen' }),
};
