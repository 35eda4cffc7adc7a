import type { Quirk } from './quirk.ts';
import { declaration } from './text.ts';

const forms: readonly ((text: string) => string)[] = [
  (text) => text.replace(declaration, ''),
  (text) => `\uFEFF${text}`,
  (text) => `\r\n\r\n${text}`,
  (text) => text.replace(declaration, '<?xml\n  version="1.0"\n  encoding="UTF-8" ?>\n'),
  (text) => `${text}\0`,
];

export const quirk33: Quirk = {
  name: 33,
  title: 'in turn: no declaration, a BOM, blank lines first, a declaration on three lines, a NUL at the end',
  hooks: () => {
    let turn = 0;
    return { envelope: (text) => forms[turn++ % forms.length]!(text) };
  },
};
