import { onCall } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk92: Quirk = {
  name: 92,
  title: 'fetches with HEAD first and then by range, or fails with 9010',
  hooks: () => ({
    fetches: { head: true, range: true },
    transferFault: (fault) => (fault.code === 0 ? fault : { ...fault, code: 9010 }),
  }),
};

export const quirk92b: Quirk = {
  name: '92b',
  title: 'begins each Download a minute later than it should',
  hooks: () => onCall('Download', (args) => ({ ...args, DelaySeconds: args.DelaySeconds + 60 })),
};
