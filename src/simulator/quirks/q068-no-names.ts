import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk68: Quirk = {
  name: 68,
  title: 'answers GetParameterNames with an empty list',
  hooks: () => onAnswer('GetParameterNames', () => ({ ParameterList: [] })),
};
