import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk59: Quirk = {
  name: 59,
  title: 'reads everything that sounds like a secret as empty',
  hooks: () =>
    onAnswer('GetParameterValues', (answer) => ({
      ParameterList: answer.ParameterList.map((item) =>
        /(password|passphrase|secret|key)\w*$/i.test(item.name) && !item.name.endsWith('.ParameterKey')
          ? { ...item, value: '' }
          : item,
      ),
    })),
};
