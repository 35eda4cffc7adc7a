import type { Quirk } from './quirk.ts';
import { inElements } from './text.ts';

const structural: readonly string[] = ['Name', 'EventCode', 'FaultCode', 'SerialNumber'];

export const quirk39: Quirk = {
  name: 39,
  title: 'puts white space around names, codes and its serial number',
  hooks: () => ({
    content: (text) => inElements(text, structural, (content) => `\n  ${content} `),
  }),
};
