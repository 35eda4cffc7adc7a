import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk72: Quirk = {
  name: 72,
  title: 'leaves the last parameter out of an answer that has several',
  hooks: () =>
    onAnswer('GetParameterValues', (answer) => ({
      ParameterList: answer.ParameterList.length > 1 ? answer.ParameterList.slice(0, -1) : answer.ParameterList,
    })),
};
