import type { Quirk } from './quirk.ts';

export const quirk47: Quirk = {
  name: 47,
  title: 'calls an unknown method in every session and wants a proper 8000 for it',
  hooks: () => ({
    extraRequests: () => [{ call: { method: 'GetRPCMethods', args: {} }, rename: 'X_00D09E_Hello', expects: 8000 }],
  }),
};
