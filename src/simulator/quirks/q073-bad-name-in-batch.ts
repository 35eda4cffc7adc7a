import { namesAsked, onAnswer, onRequest } from './hooks.ts';
import type { Quirk } from './quirk.ts';

/** Read by its full name it does not exist; by a partial path it is left out. */
const bad = /\.DeviceInfo\.FirstUseDate$/;

export const quirk73: Quirk = {
  name: 73,
  title: 'names a parameter that it then does not know, and fails every read that has it with 9005',
  hooks: () => ({
    ...onRequest('GetParameterValues', (element) => (namesAsked(element).some((name) => bad.test(name)) ? 9005 : null)),
    ...onAnswer('GetParameterValues', (answer) => ({
      ParameterList: answer.ParameterList.filter((item) => !bad.test(item.name)),
    })),
  }),
};
