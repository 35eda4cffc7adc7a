import type { Quirk } from './quirk.ts';

export const quirk4: Quirk = {
  name: 4,
  title: 'cuts a cookie value at the first character outside A-Z, a-z, 0-9, _ and -',
  hooks: () => ({
    storesCookie: (header) => header.replace(/^([^=;]*=[A-Za-z0-9_-]*)[^;]*/, '$1'),
  }),
};
