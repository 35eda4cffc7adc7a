import { z } from 'zod';
import type { DuOperation } from '../../cwmp/rpc/change-du-state.ts';

export const uuid = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    'must be a UUID of the form 8-4-4-4-12, e.g. 1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e',
  );
export const packageUrl = z.url({ protocol: /^(https?|ftps?|sftp)$/ }).max(1024);
const fileId = z.uuid();
const version = z.string().min(1).max(32);
const executionEnvRef = z.string().min(1).max(256);
const credentials = { username: z.string().max(256).optional(), password: z.string().max(256).optional() };

/** One thing to do to a deployment unit (TR-069 A.4.1.10); what each takes is that of its struct. */
const operation = z.discriminatedUnion('op', [
  z
    .strictObject({
      op: z.literal('install'),
      url: packageUrl.optional(),
      fileId: fileId.optional(),
      uuid: uuid.optional(),
      executionEnvRef: executionEnvRef.optional(),
      ...credentials,
    })
    .refine(({ url, fileId }) => (url === undefined) !== (fileId === undefined), {
      message: 'needs either url or fileId',
      path: ['url'],
    }),
  z
    .strictObject({
      op: z.literal('update'),
      uuid: uuid.optional(),
      version: version.optional(),
      url: packageUrl.optional(),
      fileId: fileId.optional(),
      ...credentials,
    })
    .refine(({ url, fileId }) => url === undefined || fileId === undefined, {
      message: 'takes url or fileId, not both',
      path: ['url'],
    })
    // A link of ours is new every time, so it selects no unit by the URL it was installed from.
    .refine(({ uuid, fileId }) => fileId === undefined || uuid !== undefined, {
      message: 'is needed with fileId, to say which unit is updated',
      path: ['uuid'],
    }),
  z.strictObject({
    op: z.literal('uninstall'),
    uuid,
    version: version.optional(),
    executionEnvRef: executionEnvRef.optional(),
  }),
]);

/** More than 16 need not be accepted by any device. */
export const duOrder = z.strictObject({
  operations: z.array(operation).min(1).max(16),
  /** From the order to the news of its end, 25 hours where not given; devices have a day (A.4.1.10), and may need a little to call. */
  timeoutMinutes: z.number().min(0.05).max(10_080).optional(),
});
export type DuOrder = z.infer<typeof duOrder>;
export type DuOrderItem = DuOrder['operations'][number];

export function duFiles(order: DuOrder): string[] {
  return [
    ...new Set(order.operations.flatMap((one) => ('fileId' in one && one.fileId !== undefined ? [one.fileId] : []))),
  ];
}

/** As it is said; `url` is where the device fetches from, '' for nowhere. */
export function duOperation(one: DuOrderItem, url: string): DuOperation {
  switch (one.op) {
    case 'install':
      return {
        operation: 'Install',
        URL: url,
        UUID: one.uuid ?? '',
        Username: one.username ?? '',
        Password: one.password ?? '',
        ExecutionEnvRef: one.executionEnvRef ?? '',
      };
    case 'update':
      return {
        operation: 'Update',
        UUID: one.uuid ?? '',
        Version: one.version ?? '',
        URL: url,
        Username: one.username ?? '',
        Password: one.password ?? '',
      };
    case 'uninstall':
      return {
        operation: 'Uninstall',
        UUID: one.uuid,
        Version: one.version ?? '',
        ExecutionEnvRef: one.executionEnvRef ?? '',
      };
  }
}
