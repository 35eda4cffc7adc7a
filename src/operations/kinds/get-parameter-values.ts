import { z } from 'zod';
import { anyPath } from './path.ts';
import { singleCall } from './single-call.ts';

/** Reads values, and remembers them. */
export const getParameterValues = singleCall({
  name: 'getParameterValues',
  method: 'GetParameterValues',
  order: z.strictObject({ paths: z.array(anyPath).min(1).max(1000) }),
  call: (order) => ({ ParameterNames: order.paths }),
  result: (args) => ({
    parameters: args.ParameterList.map(({ name, value, type }) => ({ path: name, value, type })),
  }),
  learned: (args, order) => ({
    parameters: {
      values: args.ParameterList,
      complete: order.paths.filter((path) => path === '' || path.endsWith('.')),
    },
  }),
});
