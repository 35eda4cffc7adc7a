import type { Quirk } from './quirk.ts';

export const quirk1: Quirk = {
  name: 1,
  title: 'opens a new TCP connection for every POST',
  hooks: () => ({
    http: (message) => {
      message.newConnection = true;
      message.headers['Connection'] = 'close';
    },
  }),
};
