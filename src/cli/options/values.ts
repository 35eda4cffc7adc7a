import { InvalidArgumentError } from 'commander';

/** Readers of option values; commander puts the name of the option before what they refuse with. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max))
      throw new InvalidArgumentError(`A whole number from ${min} to ${max} is allowed.`);
    return value;
  };
}

export function decimalNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) throw new InvalidArgumentError(`A number from ${min} to ${max} is allowed.`);
    return value;
  };
}

/** A date or an RFC 3339 time, as RFC 3339 in UTC. */
export function instant(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}([T ].+)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new InvalidArgumentError('A time such as 2027-01-31 or 2027-01-31T12:00:00Z is allowed.');
  return new Date(time).toISOString();
}

/** Collects an option that may be given several times. */
export function several(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

/** What another reader takes, or "off": null. */
export function orOff<T>(read: (text: string) => T): (text: string) => T | null {
  return (text) => {
    if (text === 'off') return null;
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw new InvalidArgumentError(error.message.replace(/,? (is|are) allowed\.$/, ', or off, $1 allowed.'));
    }
  };
}

/** Two whole numbers with a slash between, such as 5/50. */
export function pairOf(mostFirst: number, mostSecond: number): (text: string) => readonly [number, number] {
  return (text) => {
    const match = /^(\d{1,8})\/(\d{1,8})$/.exec(text);
    const [first, second] = [Number(match?.[1]), Number(match?.[2])];
    if (!(first >= 1 && first <= mostFirst && second >= 1 && second <= mostSecond))
      throw new InvalidArgumentError(`Two whole numbers such as 5/50, up to ${mostFirst}/${mostSecond}, are allowed.`);
    return [first, second];
  };
}
