import { compileFilter } from '../../devices/filter/compile.ts';
import { parseFilter } from '../../devices/filter/parser.ts';
import { defaultInformInterval } from '../../devices/store.ts';
import type { Members } from './store.ts';

/** The devices of a filter, as a WHERE fragment. @throws MusterError `invalidFilter` */
export function membersOf(filter: string, now: number): Members {
  const parsed = parseFilter(filter);
  return (firstParam) => compileFilter(parsed, { now, firstParam, defaultInterval: defaultInformInterval });
}
