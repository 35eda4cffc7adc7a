import type { z } from 'zod';
import { MusterError } from '../../base/errors.ts';

/** Checks a JSON body. @throws MusterError `invalidRequest` with each bad field */
export function readJson<T>(schema: z.ZodType<T>, body: unknown): T {
  if (body === undefined)
    throw new MusterError('invalidRequest', 'a JSON body is needed (Content-Type: application/json)');
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const items = read.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new MusterError('invalidRequest', `${items[0]!.path === '' ? '' : `${items[0]!.path}: `}${items[0]!.message}`, {
    items,
  });
}
