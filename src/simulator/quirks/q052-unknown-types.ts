import { onCall } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk52: Quirk = {
  name: 52,
  title: 'has types that are not of XML Schema, and empty ones',
  hooks: () => ({
    envelope: (text) =>
      text
        .replaceAll('xsi:type="xsd:int"', 'xsi:type="xsd:signedInt"')
        .replaceAll('xsi:type="xsd:string"', 'xsi:type="xsd:"'),
    // What it says itself it also takes.
    ...onCall('SetParameterValues', ({ ParameterList, ParameterKey }) => ({
      ParameterList: ParameterList.map((item) => ({ ...item, type: null })),
      ParameterKey,
    })),
  }),
};
