import type { Quirk } from './quirk.ts';

export const quirk18: Quirk = {
  name: 18,
  title: 'packs its first envelopes in a way nobody knows, until a 415 stops it',
  hooks: () => {
    let refused = false;
    return {
      http: (message) => {
        if (message.body !== null && !refused) message.headers['Content-Encoding'] = 'x-muster';
      },
      reply: ({ status }) => {
        if (status === 415) refused = true;
      },
    };
  },
};
