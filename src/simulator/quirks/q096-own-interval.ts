import type { Quirk } from './quirk.ts';
import { inValues } from './text.ts';

export const quirk96: Quirk = {
  name: 96,
  title: 'reads its PeriodicInformInterval three seconds above what was set',
  hooks: () => ({
    content: (text) =>
      inValues(text, (raw, name) => (name.endsWith('.PeriodicInformInterval') ? String(Number(raw) + 3) : raw)),
  }),
};
