import { argument, onRequest } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk66: Quirk = {
  name: 66,
  title: 'takes only 0 and 1 for NextLevel',
  hooks: () =>
    onRequest('GetParameterNames', (element) => (/^[01]$/.test(argument(element, 'NextLevel').trim()) ? null : 9003)),
};
