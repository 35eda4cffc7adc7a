import { onAnswer } from './hooks.ts';
import type { Quirk } from './quirk.ts';

export const quirk60: Quirk = {
  name: 60,
  title: 'has a test done in the session that asks for it: Requested reads as Complete',
  hooks: () =>
    onAnswer('GetParameterValues', (answer) => ({
      ParameterList: answer.ParameterList.map((item) =>
        item.name.endsWith('.DiagnosticsState') && item.value === 'Requested' ? { ...item, value: 'Complete' } : item,
      ),
    })),
};
