import { giveUp } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk9: Quirk = {
  name: 9,
  title: 'counts a session as failed whose last answer closes the connection',
  hooks: () => ({
    reply: ({ status, headers }) => {
      if (status === 204 && headers.connection?.toLowerCase() === 'close') giveUp('the ACS closes the connection');
    },
  }),
};

export const quirk9b: Quirk = {
  name: '9b',
  title: 'waits at the end for the ACS to close the connection',
  hooks: () => ({ ending: 'waitForClose' }),
};
