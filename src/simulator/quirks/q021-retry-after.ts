import type { Quirk } from './quirk.ts';

export const quirk21: Quirk = {
  name: 21,
  title: 'comes again at once when the ACS is overloaded',
  hooks: () => ({
    retryWait: (wait, retryAfter) => (retryAfter === null ? wait : 20),
  }),
};

export const quirk21b: Quirk = {
  name: '21b',
  title: 'waits exactly as long as Retry-After says',
  hooks: () => ({
    retryWait: (wait, retryAfter) => (retryAfter === null ? wait : retryAfter * 1000),
  }),
};
