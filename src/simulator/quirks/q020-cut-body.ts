import type { Quirk } from './quirk.ts';

export const quirk20: Quirk = {
  name: 20,
  title: 'loses the connection in the middle of its first Inform',
  hooks: () => {
    let cut = false;
    return {
      http: (message) => {
        if (message.body === null || cut) return;
        cut = true;
        message.cutAt = message.body.length >> 1;
      },
    };
  },
};
