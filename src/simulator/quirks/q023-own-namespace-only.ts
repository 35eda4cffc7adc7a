import { giveUp } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk23: Quirk = {
  name: 23,
  title: 'closes when the answer is in another CWMP namespace than its own',
  hooks: () => ({
    namespace: (theirs, ours) => {
      if (theirs !== null && theirs !== ours) giveUp(`the answer is in ${theirs}`);
    },
  }),
};
