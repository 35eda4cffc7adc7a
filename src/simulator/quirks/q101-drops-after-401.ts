import type { Quirk } from './quirk.ts';

export const quirk101: Quirk = {
  name: 101,
  title: 'drops the connection after the 401 of a connection request',
  hooks: () => ({ knocks: { dropsAfter401: true } }),
};
