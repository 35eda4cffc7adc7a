import type { Quirk } from './quirk.ts';
import { withSsid } from './text.ts';

export const quirk35: Quirk = {
  name: 35,
  title: 'has a control character and a raw ampersand in its SSID',
  hooks: () => ({ content: (text) => withSsid(text, 'Tom\u0002 & Jerry') }),
};
