import { z } from 'zod';
import { MusterError } from '../../base/errors.ts';
import { parseFilter } from '../../devices/filter/parser.ts';
import { reason } from './blackout-order.ts';

export const exclusionOrder = z.strictObject({
  scope: z.union(
    [
      z.strictObject({ filter: z.string().trim().min(1).max(4_096) }),
      z.strictObject({ devices: z.array(z.string().min(1).max(300)).min(1).max(10_000) }),
    ],
    { error: 'must be {"filter": "…"} or {"devices": ["<device id>", …]}, 1 to 10000 of them' },
  ),
  reason,
  /** null or left out: until it is taken back. */
  until: z.iso.datetime({ offset: true }).nullish(),
});
export type ExclusionOrder = z.infer<typeof exclusionOrder>;

/** @throws MusterError `contradiction` for one that is over already, `invalidFilter` */
export function checkExclusion(order: ExclusionOrder, now: number): { readonly until: Date | null } {
  if ('filter' in order.scope) parseFilter(order.scope.filter);
  const until = order.until ? new Date(order.until) : null;
  if (until && until.getTime() <= now) {
    throw new MusterError('contradiction', `until is ${order.until}, which lies in the past`, {
      items: [{ path: 'until', message: 'lies in the past' }],
    });
  }
  return { until };
}
