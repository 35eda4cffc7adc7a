import type { Quirk } from './quirk.ts';

export const quirk41: Quirk = {
  name: 41,
  title: 'has an event without EventCode',
  hooks: () => ({
    content: (text) => text.replace('</Event>', '<EventStruct><CommandKey/></EventStruct></Event>'),
  }),
};
