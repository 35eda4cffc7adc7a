import { childNamed } from '../../cwmp/xml/element.ts';
import { argument, faultOf } from './hooks.ts';
import type { Quirk } from './quirk.ts';
import { inValues } from './text.ts';

const booleans = (text: string, yes: string, no: string): string =>
  inValues(text, (raw, _name, type) => (type === 'boolean' ? (raw === 'true' ? yes : no) : raw));

export const quirk54: Quirk = {
  name: 54,
  title: 'writes booleans as 1 and 0',
  hooks: () => ({ content: (text) => booleans(text, '1', '0') }),
};

export const quirk54b: Quirk = {
  name: '54b',
  title: 'writes booleans as TRUE and FALSE',
  hooks: () => ({ content: (text) => booleans(text, 'TRUE', 'FALSE') }),
};

export const quirk54c: Quirk = {
  name: '54c',
  title: 'writes booleans as 1 and 0, and takes nothing else',
  hooks: () => ({
    content: (text) => booleans(text, '1', '0'),
    refuses: (method, element) => {
      if (method !== 'SetParameterValues') return null;
      const wordy = (childNamed(element, 'ParameterList')?.children ?? []).filter((item) =>
        /^(true|false)$/i.test(argument(item, 'Value').trim()),
      );
      if (wordy.length === 0) return null;
      const parameters = wordy.map((item) => ({
        name: argument(item, 'Name').trim(),
        code: 9007,
        message: 'use 0 or 1',
      }));
      return { ...faultOf(9003, 'booleans are 0 and 1'), parameters };
    },
  }),
};
