import type { Quirk } from './quirk.ts';

export const quirk34: Quirk = {
  name: 34,
  title: 'has attributes whose values hold colons and equals signs',
  hooks: () => ({
    envelope: (text) => text.replaceAll('<ParameterList ', '<ParameterList note="a=b:c;d==" '),
  }),
};

export const quirk34b: Quirk = {
  name: '34b',
  title: 'does not quote the type of a value',
  hooks: () => ({
    envelope: (text) => text.replace(/ xsi:type="([^"]*)"/g, ' xsi:type=$1'),
  }),
};
