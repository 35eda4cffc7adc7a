import { z } from 'zod';
import type { DuOperation } from '../../cwmp/rpc/change-du-state.ts';
import type { PackageWish } from '../kind.ts';

export const uuid = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    'must be a UUID of the form 8-4-4-4-12, e.g. 1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e',
  );
export const packageUrl = z.url({ protocol: /^(https?|ftps?|sftp)$/ }).max(1024);
const fileId = z.uuid();
/** By its name in the repository: each device gets the variant that suits it. */
const packageName = z.strictObject({
  name: z.string().trim().min(1).max(256),
  /** The newest that suits, where not given. */
  version: z.string().min(1).max(32).optional(),
});
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
      package: packageName.optional(),
      uuid: uuid.optional(),
      executionEnvRef: executionEnvRef.optional(),
      ...credentials,
    })
    .refine((one) => sourcesOf(one) === 1, {
      message: 'needs one of url, fileId and package',
      path: ['url'],
    }),
  z
    .strictObject({
      op: z.literal('update'),
      uuid: uuid.optional(),
      version: version.optional(),
      url: packageUrl.optional(),
      fileId: fileId.optional(),
      package: packageName.optional(),
      ...credentials,
    })
    .refine((one) => sourcesOf(one) <= 1, {
      message: 'takes one of url, fileId and package',
      path: ['url'],
    })
    // A link of ours is new every time, so it selects no unit by the URL it was installed from.
    .refine((one) => (one.fileId ?? one.package) === undefined || one.uuid !== undefined, {
      message: 'is needed with fileId or package, to say which unit is updated',
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

/** The packages that an order names, each with its place in it. */
export function duPackages(order: DuOrder): { readonly position: number; readonly wish: PackageWish }[] {
  return order.operations.flatMap((one, position) => {
    if (!('package' in one) || one.package === undefined) return [];
    const { uuid } = one;
    const executionEnvRef = one.op === 'install' ? one.executionEnvRef : undefined;
    const wish = {
      name: one.package.name,
      ...(one.package.version === undefined ? {} : { version: one.package.version }),
      ...(executionEnvRef === undefined ? {} : { executionEnvRef }),
      ...(one.op === 'update' && uuid !== undefined ? { uuid } : {}),
    };
    return [{ position, wish }];
  });
}

function sourcesOf(one: { readonly url?: unknown; readonly fileId?: unknown; readonly package?: unknown }): number {
  return [one.url, one.fileId, one.package].filter((source) => source !== undefined).length;
}

/**
 * As it is said; `url` is where the device fetches from, '' for nowhere.
 * @param environment to be named where the order names none; '' for none
 */
export function duOperation(one: DuOrderItem, url: string, environment: string): DuOperation {
  switch (one.op) {
    case 'install':
      return {
        operation: 'Install',
        URL: url,
        UUID: one.uuid ?? '',
        Username: one.username ?? '',
        Password: one.password ?? '',
        ExecutionEnvRef: one.executionEnvRef ?? environment,
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
