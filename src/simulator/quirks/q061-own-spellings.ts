import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk61: Quirk = {
  name: 61,
  title: 'spells WiFi standards its own way: 11nax for n,ax',
  hooks: () =>
    onAnswer('GetParameterValues', (answer) => ({
      ParameterList: answer.ParameterList.map((item) =>
        /\.(OperatingStandards|Standard)$/.test(item.name)
          ? { ...item, value: `11${item.value.replaceAll(',', '')}` }
          : item,
      ),
    })),
};
