import type { Quirk } from './quirk.ts';

export const quirk16: Quirk = {
  name: 16,
  title: 'asks with Expect: 100-continue before it sends an envelope',
  hooks: () => ({
    http: (message) => {
      if (message.body !== null) message.expectsContinue = true;
    },
  }),
};
