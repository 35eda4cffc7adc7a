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
