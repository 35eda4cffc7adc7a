import { z } from 'zod';
import { hours } from '../../base/durations.ts';
import { MusterError } from '../../base/errors.ts';
import { parseFilter } from '../../devices/filter/parser.ts';
import { windowZone } from '../plan/windows.ts';
import { spanOf } from './gate.ts';

const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** A local time ("2026-12-24T00:00") as it is, an instant ("…Z", "…+01:00") in UTC. */
const time = z
  .string()
  .refine(
    (text) => (local.test(text) && isTime(`${text}Z`)) || (instant.test(text) && isTime(text)),
    'must be a local time, such as "2026-12-24T00:00", or an instant, such as "2026-12-24T00:00:00Z"',
  )
  .transform((text) => (local.test(text) ? text : new Date(text).toISOString()));

function isTime(text: string): boolean {
  const at = Date.parse(text);
  // A 30th of February is read as a day of March.
  return !Number.isNaN(at) && (!text.endsWith('Z') || new Date(at).toISOString().startsWith(text.slice(0, 16)));
}

export const reason = z.string().trim().min(1).max(500);
const filter = z.string().trim().min(1).max(4_096);

export const blackoutOrder = z.strictObject({
  /** Default: now. */
  from: time.optional(),
  /** null or left out: until it is taken back. */
  to: time.nullish(),
  /** Of local times; `device`: each device's own. */
  zone: windowZone.default('UTC'),
  scope: z
    .union([z.literal('all'), z.strictObject({ filter })], { error: 'must be "all" or {"filter": "…"}' })
    .default('all'),
  reason,
});
export type BlackoutOrder = z.infer<typeof blackoutOrder>;

/** A blackout as it is kept. */
export interface BlackoutTimes {
  readonly from: string;
  readonly to: string | null;
  readonly filter: string;
  /** When it is over everywhere on Earth; null: never. */
  readonly overAt: Date | null;
}

/** @throws MusterError `contradiction` for one that never is or is over already, `invalidFilter` */
export function blackoutTimes(order: BlackoutOrder, now: number): BlackoutTimes {
  const from = order.from ?? new Date(now).toISOString();
  const to = order.to ?? null;
  const filter = order.scope === 'all' ? '' : order.scope.filter;
  parseFilter(filter);
  if (to === null) return { from, to, filter, overAt: null };
  // The last place where it is over: 12 hours behind UTC.
  const zone = order.zone === 'device' ? 'Etc/GMT+12' : order.zone;
  const span = spanOf({ from, to, zone: order.zone }, zone);
  const first = order.zone === 'device' && from.endsWith('Z') ? span.from - hours(26) : span.from;
  if (span.to <= first) {
    throw new MusterError('contradiction', `the blackout is over at ${to}, before it begins at ${from}`, {
      items: [{ path: 'to', message: `is not after from, ${from}` }],
    });
  }
  if (span.to <= now) {
    throw new MusterError('contradiction', `the blackout was over at ${to}; it would hold nobody back`, {
      items: [{ path: 'to', message: 'lies in the past' }],
    });
  }
  return { from, to, filter, overAt: new Date(span.to) };
}
