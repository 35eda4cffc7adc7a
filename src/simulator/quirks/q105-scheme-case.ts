import { offeredDigest } from '../connection-request/manner.ts';
import type { Quirk } from './quirk.ts';

export const quirk105: Quirk = {
  name: 105,
  title: 'writes the scheme of its connection-request challenge in another case',
  hooks: () => ({ knocks: { challenges: [{ ...offeredDigest, scheme: 'DIGEST' }] } }),
};
