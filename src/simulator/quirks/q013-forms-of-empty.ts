import type { Quirk } from './quirk.ts';

export const quirk13: Quirk = {
  name: 13,
  title: 'sends the empty POST with length 0, then chunked, then as white space, in turn',
  hooks: () => {
    let turn = 0;
    return {
      http: (message) => {
        if (message.envelope !== null) return;
        const form = turn++ % 3;
        if (form === 1) message.chunked = true;
        if (form === 2) message.body = Buffer.from(' \r\n\t');
      },
    };
  },
};
