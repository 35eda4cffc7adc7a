import { z } from 'zod';
import { failed, type Move, type Supplies } from '../kind.ts';

/**
 * FileType of the RPC in the form that the XSD has: one of the standard's, or `X <OUI> <text>`. Whether the device knows
 * it, it says itself.
 */
export const fileType = z
  .string()
  .max(64)
  .regex(
    /^([1-9]\d*( \S+)+|X \S+ \S.*)$/,
    'must be a number and words, such as "3 Vendor Configuration File", or "X <OUI> <text>"',
  );

/** Where a device is to fetch a file: from us by its id, or from elsewhere by its address. */
export const fileSource = {
  fileType,
  fileId: z.uuid().optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(256)
    .optional(),
  username: z.string().max(256).optional(),
  password: z.string().max(256).optional(),
  targetFileName: z.string().max(256).optional(),
} as const;

interface FileSource {
  readonly fileType: string;
  readonly fileId?: string | undefined;
  readonly url?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly targetFileName?: string | undefined;
}

export function namesOneSource(order: FileSource): boolean {
  return (order.fileId === undefined) !== (order.url === undefined);
}

export const oneSource = 'needs either fileId or url';

export function mapPassword<Order extends { readonly password?: string | undefined }>(
  order: Order,
  change: (secret: string) => string,
): Order {
  return order.password === undefined ? order : { ...order, password: change(order.password) };
}

export function fileGone(order: FileSource, supplies: Supplies): Move<never> | null {
  return order.url === undefined && !supplies.link
    ? failed('fileGone', `the file ${order.fileId} is not there any more`)
    : null;
}

/** The arguments that Download and ScheduleDownload share. */
export function sourceArguments(order: FileSource, supplies: Supplies) {
  return {
    FileType: order.fileType,
    URL: order.url ?? supplies.link!.url,
    Username: order.username ?? '',
    Password: order.password ?? '',
    FileSize: supplies.link?.size ?? 0,
    TargetFileName: order.targetFileName ?? '',
  };
}
