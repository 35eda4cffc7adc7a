import type { Quirk } from './quirk.ts';
import { without } from './text.ts';

export const quirk89: Quirk = {
  name: 89,
  title: 'sends TransferComplete without CommandKey, StartTime and CompleteTime',
  hooks: () => ({
    content: (text, { method }) =>
      method === 'TransferComplete' ? ['CommandKey', 'StartTime', 'CompleteTime'].reduce(without, text) : text,
  }),
};
