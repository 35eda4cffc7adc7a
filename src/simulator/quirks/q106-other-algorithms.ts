import { offeredDigest } from '../connection-request/manner.ts';
import type { Quirk } from './quirk.ts';

export const quirk106: Quirk = {
  name: 106,
  title: 'wants SHA-256 for connection requests',
  hooks: () => ({ knocks: { challenges: [{ ...offeredDigest, algorithm: 'SHA-256' }] } }),
};
