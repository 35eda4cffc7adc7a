import type { Quirk } from './quirk.ts';

export const quirk93: Quirk = {
  name: 93,
  title: 'asks GetRPCMethods before it answers a request of the ACS',
  hooks: () => ({
    interrupts: () => ({ call: { method: 'GetRPCMethods', args: {} }, expects: null }),
  }),
};
