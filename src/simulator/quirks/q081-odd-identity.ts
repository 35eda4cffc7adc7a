import { onOwnCall } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk81: Quirk = {
  name: 81,
  title: 'has blanks, dashes and percent signs in ProductClass and SerialNumber',
  hooks: () => ({
    identity: (identity) => ({
      ...identity,
      productClass: `${identity.productClass} 50%-A`,
      serialNumber: `${identity.serialNumber.slice(0, 3)} ${identity.serialNumber.slice(3)}-%`,
    }),
  }),
};

export const quirk81b: Quirk = {
  name: '81b',
  title: 'has a ProductClass that changes with the firmware',
  hooks: () =>
    onOwnCall('Inform', (args, gateway) => ({
      ...args,
      DeviceId: { ...args.DeviceId, ProductClass: `${args.DeviceId.ProductClass}-${gateway.softwareVersion}` },
    })),
};
