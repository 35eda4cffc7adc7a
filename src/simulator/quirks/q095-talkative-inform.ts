import { onOwnCall } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk95: Quirk = {
  name: 95,
  title: 'has 300 parameters in its Inform that nobody asked for',
  hooks: () =>
    onOwnCall('Inform', (args, gateway) => ({
      ...args,
      ParameterList: [
        ...args.ParameterList,
        ...Array.from({ length: 300 }, (_, index) => ({
          name: `${gateway.tree.root.path}X_MUSTER_Noise.${index + 1}.Value`,
          value: `noise ${index + 1}`,
          type: 'string',
        })),
      ],
    })),
};
