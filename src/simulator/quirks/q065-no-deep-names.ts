import { argument, onRequest } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk65: Quirk = {
  name: 65,
  title: 'answers GetParameterNames for a whole branch with 9004',
  hooks: () =>
    onRequest('GetParameterNames', (element) => {
      const deep = /^(0|false)$/i.test(argument(element, 'NextLevel').trim());
      return deep && /(^|\.)$/.test(argument(element, 'ParameterPath').trim()) ? 9004 : null;
    }),
};
