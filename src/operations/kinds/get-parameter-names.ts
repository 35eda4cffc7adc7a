import { z } from 'zod';
import { anyPath } from './path.ts';
import { singleCall } from './single-call.ts';

/** Lists names and whether they can be written. */
export const getParameterNames = singleCall({
  name: 'getParameterNames',
  method: 'GetParameterNames',
  order: z.strictObject({ path: anyPath, nextLevel: z.boolean().default(true) }),
  call: (order) => ({ ParameterPath: order.path, NextLevel: order.nextLevel }),
  result: (args) => ({ names: args.ParameterList.map(({ Name, Writable }) => ({ path: Name, writable: Writable })) }),
  learned: (args) => ({
    parameters: { values: [], writable: new Map(args.ParameterList.map(({ Name, Writable }) => [Name, Writable])) },
  }),
});
