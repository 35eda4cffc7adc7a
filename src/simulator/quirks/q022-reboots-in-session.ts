import type { Quirk } from './quirk.ts';

export const quirk22: Quirk = {
  name: 22,
  title: 'reboots when TransferComplete is acknowledged, without ending the session',
  hooks: () => ({
    acknowledged: (method) => (method === 'TransferComplete' ? 'vanish' : null),
  }),
};
