import { giveUp } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk15: Quirk = {
  name: 15,
  title: 'cannot read chunked answers',
  hooks: () => ({
    reply: ({ headers }) => {
      if (headers['transfer-encoding'] !== undefined) giveUp('the answer is chunked');
    },
  }),
};
