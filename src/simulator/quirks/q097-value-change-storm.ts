import type { Quirk } from './quirk.ts';

/** Between the end of a session and the next change, milliseconds. */
const pause = 200;

export const quirk97: Quirk = {
  name: 97,
  title: 'reports a change of value five times a second',
  hooks: () => {
    let count = 0;
    return {
      sessionEnded: (gateway) => {
        gateway.later(pause, () => {
          gateway.tree.set(`${gateway.tree.root.path}DeviceInfo.ProvisioningCode`, `storm-${++count}`);
          gateway.noticed();
        });
      },
    };
  },
};
