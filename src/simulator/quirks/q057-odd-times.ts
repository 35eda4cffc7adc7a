import type { Quirk } from './quirk.ts';
import { inElements, inValues } from './text.ts';

const times: readonly string[] = [
  '0',
  '',
  'UnknownTime',
  '2024-02-03T04:05:06',
  '2024-02-03T04:05:06+0800',
  '0001-01-01T00:00:00Z',
];

export const quirk57: Quirk = {
  name: 57,
  title: 'writes its times in every wrong way in turn',
  hooks: () => {
    let turn = 0;
    const odd = (): string => times[turn++ % times.length]!;
    return {
      content: (text) =>
        inElements(
          inValues(text, (raw, _name, type) => (type === 'dateTime' ? odd() : raw)),
          ['CurrentTime'],
          odd,
        ),
    };
  },
};
