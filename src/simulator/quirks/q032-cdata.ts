import type { Quirk } from './quirk.ts';
import { inValues, unescaped } from './text.ts';

export const quirk32: Quirk = {
  name: 32,
  title: 'writes values as CDATA',
  hooks: () => ({
    content: (text) => inValues(text, (raw) => `<![CDATA[${unescaped(raw)}]]>`),
  }),
};
