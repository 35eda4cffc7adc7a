import type { Quirk } from './quirk.ts';

export const quirk98: Quirk = {
  name: 98,
  title: 'comes back on another connection with its answer to SetParameterValues',
  hooks: () => ({
    http: (message) => {
      if (message.envelope?.kind === 'response' && message.envelope.method === 'SetParameterValues') {
        message.newConnection = true;
      }
    },
  }),
};
