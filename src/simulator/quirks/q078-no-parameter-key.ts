import type { Quirk } from './quirk.ts';
import { inValues } from './text.ts';

export const quirk78: Quirk = {
  name: 78,
  title: 'never shows a ParameterKey',
  hooks: () => ({
    content: (text) => inValues(text, (raw, name) => (name.endsWith('.ParameterKey') ? '' : raw)),
  }),
};
