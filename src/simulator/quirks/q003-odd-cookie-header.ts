import type { Quirk } from './quirk.ts';

export const quirk3: Quirk = {
  name: 3,
  title: 'quotes its cookies and joins them with a comma',
  hooks: () => ({
    sendsCookies: (header) =>
      header === null
        ? null
        : ['lang=en', ...header.split('; ')].map((pair) => pair.replace(/=(.*)$/, '="$1"')).join(', '),
  }),
};
