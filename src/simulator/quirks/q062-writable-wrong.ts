import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk62: Quirk = {
  name: 62,
  title: 'says of everything that it cannot be written',
  hooks: () =>
    onAnswer('GetParameterNames', (answer) => ({
      ParameterList: answer.ParameterList.map((info) => ({ ...info, Writable: false })),
    })),
};
