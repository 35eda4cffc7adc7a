import type { Quirk } from './quirk.ts';

export const quirk5: Quirk = {
  name: 5,
  title: 'keeps only cookies that have a Path',
  hooks: () => ({
    storesCookie: (header) => (/;\s*path\s*=/i.test(header) ? header : null),
  }),
};

export const quirk5b: Quirk = {
  name: '5b',
  title: 'throws cookies away that have a Path',
  hooks: () => ({
    storesCookie: (header) => (/;\s*path\s*=/i.test(header) ? null : header),
  }),
};
