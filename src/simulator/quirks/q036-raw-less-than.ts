import type { Quirk } from './quirk.ts';
import { withSsid } from './text.ts';

export const quirk36: Quirk = {
  name: 36,
  title: 'has a raw < in its SSID',
  hooks: () => ({ content: (text) => withSsid(text, 'I <3 WiFi') }),
};
