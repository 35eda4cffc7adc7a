import type { Quirk } from './quirk.ts';
import { cwmpNamespaceIn, inTags } from './text.ts';

/** Every CWMP element without its prefix, with this declaration. */
function bare(text: string, declared: string): string {
  return inTags(text.replace(/ xmlns:cwmp="[^"]*"/, ''), (tag) =>
    tag.replace(/^<\/cwmp:/, '</').replace(/^<cwmp:(\w+)/, `<$1${declared}`),
  );
}

export const quirk29: Quirk = {
  name: 29,
  title: 'writes CWMP in the default namespace',
  hooks: () => ({
    envelope: (text) => bare(text, ` xmlns="${cwmpNamespaceIn(text)}"`),
  }),
};

export const quirk29b: Quirk = {
  name: '29b',
  title: 'writes CWMP without prefix and namespace',
  hooks: () => ({ envelope: (text) => bare(text, '') }),
};
