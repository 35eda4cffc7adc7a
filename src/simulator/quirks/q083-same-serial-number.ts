import type { Quirk } from './quirk.ts';

export const quirk83: Quirk = {
  name: 83,
  title: 'has the same SerialNumber as every other gateway with this quirk',
  hooks: () => ({
    identity: (identity) => ({ ...identity, serialNumber: identity.serialNumber.replace(/\d{6}$/, 'DOUBLE') }),
  }),
};
