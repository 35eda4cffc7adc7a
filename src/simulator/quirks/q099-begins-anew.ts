import type { Quirk } from './quirk.ts';

export const quirk99: Quirk = {
  name: 99,
  title: 'drops its first session after the InformResponse and begins another at once',
  hooks: () => {
    let dropped = false;
    return {
      acknowledged: (method) => {
        if (method !== 'Inform' || dropped) return null;
        dropped = true;
        return 'again';
      },
    };
  },
};
