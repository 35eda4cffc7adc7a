import type { Quirk } from './quirk.ts';

export const quirk94: Quirk = {
  name: 94,
  title: 'sends faults under another ID',
  hooks: () => ({ answerId: (id, kind) => (kind === 'fault' ? `other-${id ?? ''}` : id) }),
};
