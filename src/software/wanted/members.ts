import { compileFilter } from '../../devices/filter/compile.ts';
import { parseFilter } from '../../devices/filter/parser.ts';
import { rareUnits } from '../../devices/rare-units-store.ts';
import { defaultInformInterval } from '../../devices/store.ts';
import type { Queryable } from '../../platform/database/pool.ts';
import type { Members } from './store.ts';

/** The devices of a filter, as a WHERE fragment. @throws MusterError `invalidFilter` */
export function membersOf(filter: string, now: number): Members {
  const parsed = parseFilter(filter);
  return (firstParam) => compileFilter(parsed, { now, firstParam, defaultInterval: defaultInformInterval });
}

/** The same for a page of them after the other: where few devices have what the filter asks for, the fleet is not searched. */
export async function membersToList(db: Queryable, filter: string, now: number): Promise<Members> {
  const parsed = parseFilter(filter);
  const rare = await rareUnits(db, parsed);
  return (firstParam) => compileFilter(parsed, { now, firstParam, defaultInterval: defaultInformInterval, rare });
}
