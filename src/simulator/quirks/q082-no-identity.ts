import { onOwnCall } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk82: Quirk = {
  name: 82,
  title: 'sends an empty SerialNumber',
  hooks: () => onOwnCall('Inform', (args) => ({ ...args, DeviceId: { ...args.DeviceId, SerialNumber: '' } })),
};

export const quirk82b: Quirk = {
  name: '82b',
  title: 'sends an empty OUI',
  hooks: () => onOwnCall('Inform', (args) => ({ ...args, DeviceId: { ...args.DeviceId, OUI: '' } })),
};

export const quirk82c: Quirk = {
  name: '82c',
  title: 'tells no SoftwareVersion in its Inform',
  hooks: () =>
    onOwnCall('Inform', (args) => ({
      ...args,
      ParameterList: args.ParameterList.filter(({ name }) => !name.endsWith('.SoftwareVersion')),
    })),
};
