import { onCall } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk63: Quirk = {
  name: 63,
  title: 'takes the same parameter twice in SetParameterValues; the last value counts',
  hooks: () =>
    onCall('SetParameterValues', ({ ParameterList, ParameterKey }) => ({
      ParameterList: [...new Map(ParameterList.map((item) => [item.name, item])).values()],
      ParameterKey,
    })),
};
