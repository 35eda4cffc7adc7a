import { z } from 'zod';
import { anyPath } from './path.ts';
import { singleCall } from './single-call.ts';

/** Reads notification and access list. */
export const getParameterAttributes = singleCall({
  name: 'getParameterAttributes',
  method: 'GetParameterAttributes',
  order: z.strictObject({ paths: z.array(anyPath).min(1).max(1000) }),
  call: (order) => ({ ParameterNames: [...new Set(order.paths)] }),
  result: (args) => ({
    attributes: args.ParameterList.map(({ Name, Notification, AccessList }) => ({
      path: Name,
      notification: Notification,
      accessList: AccessList,
    })),
  }),
});
