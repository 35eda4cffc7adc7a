import { offeredDigest } from '../connection-request/manner.ts';
import type { Quirk } from './quirk.ts';

export const quirk104: Quirk = {
  name: 104,
  title: 'has commas in its realm and two challenges in one header',
  hooks: () => ({
    knocks: {
      oneHeader: true,
      challenges: [
        { ...offeredDigest, scheme: 'Basic', realm: 'gateway, old, and new' },
        { ...offeredDigest, realm: 'gateway, old, and new' },
      ],
    },
  }),
};
