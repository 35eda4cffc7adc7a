import type { Quirk } from './quirk.ts';
import { declaration } from './text.ts';

export const quirk49: Quirk = {
  name: 49,
  title: 'sends a document type with an entity',
  hooks: () => ({
    envelope: (text) => text.replace(declaration, `${declaration}<!DOCTYPE lolz [<!ENTITY lol "lol">]>\n`),
  }),
};
