import type { Quirk } from './quirk.ts';

export const quirk2: Quirk = {
  name: 2,
  title: 'answers the 401 challenge on a new connection',
  hooks: () => ({
    http: (message) => {
      if (message.challenged) message.newConnection = true;
    },
  }),
};
