import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk70: Quirk = {
  name: 70,
  title: 'names objects without the dot at the end',
  hooks: () =>
    onAnswer('GetParameterNames', (answer) => ({
      ParameterList: answer.ParameterList.map((info) => ({ ...info, Name: info.Name.replace(/\.$/, '') })),
    })),
};
