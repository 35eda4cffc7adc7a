import { z } from 'zod';
import { singleCall } from './single-call.ts';

/** Asks which methods the device knows; remembered for its present software version. */
export const getRpcMethods = singleCall({
  name: 'getRpcMethods',
  method: 'GetRPCMethods',
  order: z.strictObject({}),
  call: () => ({}),
  result: (args) => ({ methods: args.MethodList }),
  learned: (args) => ({ methods: args.MethodList }),
});
