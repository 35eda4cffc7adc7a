import { giveUp } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk24: Quirk = {
  name: 24,
  title: 'needs the XML declaration in every answer',
  hooks: () => ({
    reply: ({ body }) => {
      if (body !== '' && !body.startsWith('<?xml')) giveUp('the answer has no XML declaration');
    },
  }),
};
