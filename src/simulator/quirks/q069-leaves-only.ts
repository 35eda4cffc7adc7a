import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk69: Quirk = {
  name: 69,
  title: 'names only parameters, no objects, for a whole branch',
  hooks: () =>
    onAnswer('GetParameterNames', (answer, { NextLevel }) => ({
      ParameterList: NextLevel ? answer.ParameterList : answer.ParameterList.filter((info) => !info.Name.endsWith('.')),
    })),
};
