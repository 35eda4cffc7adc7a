import type { Quirk } from './quirk.ts';

export const quirk85: Quirk = {
  name: 85,
  title: 'sends TransferComplete before it reboots into the new firmware',
  hooks: () => ({ completes: 'beforeReboot' }),
};

export const quirk85b: Quirk = {
  name: '85b',
  title: 'sends TransferComplete in a later session than the one after the boot',
  hooks: () => ({ completes: 'later' }),
};
