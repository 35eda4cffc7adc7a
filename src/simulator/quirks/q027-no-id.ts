import type { Quirk } from './quirk.ts';
import { without } from './text.ts';

export const quirk27: Quirk = {
  name: 27,
  title: 'sends no SOAP header',
  hooks: () => ({ envelope: (text) => without(text, 'soapenv:Header') }),
};

export const quirk27b: Quirk = {
  name: '27b',
  title: 'sends a SOAP header without cwmp:ID',
  hooks: () => ({ envelope: (text) => without(text, 'cwmp:ID') }),
};
