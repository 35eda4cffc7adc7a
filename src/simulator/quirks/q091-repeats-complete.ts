import type { Quirk } from './quirk.ts';

export const quirk91: Quirk = {
  name: 91,
  title: 'repeats a TransferComplete until it was acknowledged three times',
  hooks: () => ({ completesWanted: 3 }),
};
