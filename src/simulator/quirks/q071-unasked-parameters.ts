import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk71: Quirk = {
  name: 71,
  title: 'answers GetParameterValues with a parameter nobody asked for',
  hooks: () =>
    onAnswer('GetParameterValues', (answer, _args, gateway) => ({
      ParameterList: [
        ...answer.ParameterList,
        { name: `${gateway.tree.root.path}DeviceInfo.X_MUSTER_Unasked`, value: 'here I am', type: 'string' },
      ],
    })),
};
