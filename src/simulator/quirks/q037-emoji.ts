import type { Quirk } from './quirk.ts';
import { withSsid } from './text.ts';

export const quirk37: Quirk = {
  name: 37,
  title: 'writes an emoji in its SSID as a reference above U+FFFF',
  hooks: () => ({ content: (text) => withSsid(text, 'Rocket &#128640;') }),
};
