import type { Quirk } from './quirk.ts';

export const quirk100: Quirk = {
  name: 100,
  title: 'counts its RetryCount up with every Inform',
  hooks: () => {
    let count = 0;
    return { retryCount: () => ++count };
  },
};
