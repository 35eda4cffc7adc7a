import { offeredDigest } from '../connection-request/manner.ts';
import type { Quirk } from './quirk.ts';

export const quirk103: Quirk = {
  name: 103,
  title: 'offers neither qop nor opaque for connection requests',
  hooks: () => ({ knocks: { challenges: [{ ...offeredDigest, qop: null, opaque: null }] } }),
};
