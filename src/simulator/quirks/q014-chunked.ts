import type { Quirk } from './quirk.ts';

export const quirk14: Quirk = {
  name: 14,
  title: 'sends everything with Transfer-Encoding: chunked',
  hooks: () => ({
    http: (message) => {
      message.chunked = true;
    },
  }),
};
