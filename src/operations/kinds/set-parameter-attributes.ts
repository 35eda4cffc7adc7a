import { z } from 'zod';
import type { Call } from '../../cwmp/rpc/index.ts';
import { atLeast } from '../../cwmp/soap/versions.ts';
import type { WantedAttribute } from '../kind.ts';
import { writtenPath } from './path.ts';
import { singleCall } from './single-call.ts';

const attribute = z
  .strictObject({
    path: writtenPath,
    /** 0 none, 1 passive, 2 active; 3 to 6 add the lightweight ones of CWMP 1.4. */
    notification: z.int().min(0).max(6).optional(),
    accessList: z
      .array(
        z
          .string()
          .max(64)
          .regex(/^(Subscriber|X_\S+)$/, 'must be "Subscriber" or a vendor\'s "X_…"'),
      )
      .max(32)
      .optional(),
  })
  .refine((a) => a.notification !== undefined || a.accessList !== undefined, 'needs notification or accessList')
  // A device that is to tell of every counter that moves does nothing else any more.
  .refine(
    (a) => !a.notification || !/^([^.]+\.)?$/.test(a.path),
    'asks to be told of the whole model; name the objects or parameters that matter',
  );

/**
 * Sets notification and access list, all or none. What the device took is remembered: after a factory reset it is
 * given it again.
 */
export const setParameterAttributes = singleCall({
  name: 'setParameterAttributes',
  method: 'SetParameterAttributes',
  order: z.strictObject({
    attributes: z
      .array(attribute)
      .min(1)
      .max(1000)
      .refine((list) => new Set(list.map((a) => a.path)).size === list.length, 'names a path twice'),
  }),
  unfit(order, device) {
    const light = order.attributes.find((a) => (a.notification ?? 0) > 2);
    return light && !atLeast(device.cwmpVersion, '1.4')
      ? `notification ${light.notification} of ${light.path} needs CWMP 1.4; the device speaks ${device.cwmpVersion}`
      : null;
  },
  call: (order) => attributeCall(order.attributes).args,
  result: () => ({}),
  learned: (_args, order) => ({ attributes: order.attributes }),
});

/** SetParameterAttributes for these. */
export function attributeCall(attributes: readonly WantedAttribute[]): Call<'SetParameterAttributes'> {
  return {
    method: 'SetParameterAttributes',
    args: {
      ParameterList: attributes.map(({ path, notification, accessList }) => ({
        Name: path,
        NotificationChange: notification !== undefined,
        Notification: notification ?? 0,
        AccessListChange: accessList !== undefined,
        AccessList: [...(accessList ?? [])],
      })),
    },
  };
}
