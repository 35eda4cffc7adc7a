import { InvalidArgumentError } from 'commander';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export interface WindowOption {
  readonly days: readonly string[];
  readonly start: string;
  readonly durationMinutes: number;
  readonly zone?: string;
}

export const windowForm =
  '"<days> <HH:mm> <minutes> [zone]", e.g. "mon-fri 02:00 180" or "sat,sun 23:00 300 Europe/Berlin"';

/** Collects maintenance windows: "mon-fri 02:00 180 Europe/Berlin"; days are a list, ranges or "daily". */
export function windowOption(text: string, before: readonly WindowOption[] | undefined): readonly WindowOption[] {
  const match = /^(\S+)\s+([01]\d|2[0-3]):([0-5]\d)\s+(\d{1,5})(?:\s+(\S+))?$/.exec(text.trim());
  const wanted = match ? daysOf(match[1]!) : null;
  const durationMinutes = Number(match?.[4]);
  if (!match || !wanted || durationMinutes < 1 || durationMinutes > 10_080)
    throw new InvalidArgumentError(`A window is ${windowForm}; days are daily or of ${days.join(', ')}.`);
  const zone = match[5];
  const start = `${match[2]}:${match[3]}`;
  return [...(before ?? []), { days: wanted, start, durationMinutes, ...(zone === undefined ? {} : { zone }) }];
}

/** "daily", "mon,wed" and "fri-mon", which goes over the weekend; null for anything else. */
function daysOf(text: string): string[] | null {
  if (text === 'daily') return [...days];
  const wanted = new Set<string>();
  for (const part of text.toLowerCase().split(',')) {
    const [from = '', to = from, more] = part.split('-');
    const first = days.indexOf(from as (typeof days)[number]);
    const last = days.indexOf(to as (typeof days)[number]);
    if (first < 0 || last < 0 || more !== undefined) return null;
    for (let n = 0; n <= (last - first + 7) % 7; n++) wanted.add(days[(first + n) % 7]!);
  }
  return days.filter((day) => wanted.has(day));
}
