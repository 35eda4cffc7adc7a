import type { Quirk } from './quirk.ts';

export const quirk87: Quirk = {
  name: 87,
  title: 'never sends TransferComplete',
  hooks: () => ({ completes: 'never' }),
};
