import type { Quirk } from './quirk.ts';

export const quirk30: Quirk = {
  name: 30,
  title: 'does not declare the prefix cwmp',
  hooks: () => ({ envelope: (text) => text.replace(/ xmlns:cwmp="[^"]*"/, '') }),
};

export const quirk30b: Quirk = {
  name: '30b',
  title: 'speaks of a CWMP version of the future',
  hooks: () => ({
    envelope: (text) => text.replace(/xmlns:cwmp="[^"]*"/, 'xmlns:cwmp="urn:dslforum-org:cwmp-1-9"'),
  }),
};
