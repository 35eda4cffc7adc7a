import type { Quirk } from './quirk.ts';

export const quirk12: Quirk = {
  name: 12,
  title: 'sends its envelopes as text/html',
  hooks: () => ({
    http: (message) => {
      message.headers['Content-Type'] = 'text/html';
    },
  }),
};
