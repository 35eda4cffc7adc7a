import { giveUp } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk25: Quirk = {
  name: 25,
  title: 'gives up when it is challenged with 401',
  hooks: () => ({
    reply: ({ status }) => {
      if (status === 401) giveUp('401');
    },
  }),
};
