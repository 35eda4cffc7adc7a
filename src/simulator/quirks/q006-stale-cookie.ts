import type { Quirk } from './quirk.ts';

export const quirk6: Quirk = {
  name: 6,
  title: 'sends the cookie of the last session with a new Inform',
  hooks: () => {
    let last: string | null = null;
    return {
      sendsCookies: (header) => {
        const sent = header ?? last;
        last = header ?? last;
        return sent;
      },
    };
  },
};
