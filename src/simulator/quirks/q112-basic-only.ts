import { offeredDigest } from '../connection-request/manner.ts';
import type { Quirk } from './quirk.ts';

export const quirk112: Quirk = {
  name: 112,
  title: 'knows only Basic for connection requests',
  hooks: () => ({ knocks: { challenges: [{ ...offeredDigest, scheme: 'Basic' }] } }),
};
