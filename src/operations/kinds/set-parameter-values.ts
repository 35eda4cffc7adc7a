import { z } from 'zod';
import { isSecretName, valueItem } from './path.ts';
import { singleCall } from './single-call.ts';

/** Writes values, all or none. A type that is not given is the one the device told, else string. */
export const setParameterValues = singleCall({
  name: 'setParameterValues',
  method: 'SetParameterValues',
  order: z.strictObject({
    values: z
      .array(valueItem)
      .min(1)
      .max(1000)
      .refine((values) => new Set(values.map((v) => v.path)).size === values.length, 'names a parameter twice'),
    parameterKey: z.string().max(32).optional(),
  }),
  mapSecrets: (order, change) => ({
    ...order,
    values: order.values.map((v) => (isSecretName(v.path) ? { ...v, value: change(v.value) } : v)),
  }),
  needs: (order) => ({ types: order.values.filter((v) => v.type === undefined).map((v) => v.path) }),
  call: (order, _device, key, supplies) => ({
    ParameterList: order.values.map(({ path, value, type }) => ({
      name: path,
      value,
      type: type ?? supplies.types?.get(path) ?? 'string',
    })),
    ParameterKey: order.parameterKey ?? key,
  }),
  result: (args) => ({ status: args.Status }),
  learned: (args, order) =>
    args.Status === 0
      ? {
          parameters: {
            values: order.values
              .filter((v) => !isSecretName(v.path))
              .map((v) => ({ name: v.path, value: v.value, type: v.type ?? null })),
          },
        }
      : {},
});
