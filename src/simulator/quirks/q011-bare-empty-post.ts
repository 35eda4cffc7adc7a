import type { Quirk } from './quirk.ts';

export const quirk11: Quirk = {
  name: 11,
  title: 'sends the empty POST without Content-Type, SOAPAction and User-Agent',
  hooks: () => ({
    http: (message) => {
      if (message.envelope !== null) return;
      for (const header of ['Content-Type', 'SOAPAction', 'User-Agent']) delete message.headers[header];
    },
  }),
};
