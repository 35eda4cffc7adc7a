import type { Gateway } from '../gateway/gateway.ts';
import { faultOf, namesAsked, onAnswer, onCall } from './hooks.ts';
import type { Quirk } from './quirk.ts';

const endless = (gateway: Gateway): string => `${gateway.tree.root.path}X_MUSTER_Endless.`;

export const quirk76: Quirk = {
  name: 76,
  title: 'has an object that holds another one, without end',
  hooks: () => {
    let asked = '';
    return {
      refuses: (method, element, gateway) =>
        method === 'GetParameterValues' && namesAsked(element).some((name) => name.startsWith(endless(gateway)))
          ? faultOf(9005, 'nothing to read')
          : null,
      ...onCall('GetParameterNames', (args, gateway) => {
        asked = args.ParameterPath;
        // What is not in the model is answered below; the model is asked for something it has.
        const inside = asked.startsWith(endless(gateway));
        return inside ? { ...args, ParameterPath: gateway.tree.root.path } : args;
      }),
      ...onAnswer('GetParameterNames', (answer, { NextLevel }, gateway) => {
        if (asked.startsWith(endless(gateway))) {
          return { ParameterList: [{ Name: `${asked}Deeper.`, Writable: false }] };
        }
        const whole = asked === gateway.tree.root.path || (asked === '' && !NextLevel);
        if (!whole) return answer;
        return { ParameterList: [...answer.ParameterList, { Name: endless(gateway), Writable: false }] };
      }),
    };
  },
};
