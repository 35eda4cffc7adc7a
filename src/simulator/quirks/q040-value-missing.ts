import type { Quirk } from './quirk.ts';

export const quirk40: Quirk = {
  name: 40,
  title: 'leaves the Value of one parameter of an answer out',
  hooks: () => ({
    content: (text, { kind, method }) =>
      kind === 'response' && method === 'GetParameterValues' ? text.replace(/<Value [^>]*>[^<]*<\/Value>/, '') : text,
  }),
};
