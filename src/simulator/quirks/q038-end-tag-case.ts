import type { Quirk } from './quirk.ts';

export const quirk38: Quirk = {
  name: 38,
  title: 'writes end tags in another case than start tags',
  hooks: () => ({ envelope: (text) => text.replaceAll('</cwmp:', '</CWMP:') }),
};
