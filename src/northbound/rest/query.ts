import { MusterError } from '../../base/errors.ts';

export type Query = Readonly<Record<string, unknown>>;

/** A query parameter given at most once. @throws MusterError `invalidRequest` */
export function queryText(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new MusterError('invalidRequest', `the parameter ${name} is given more than once`, {
    items: [{ path: name, message: 'give it once' }],
  });
}

export function queryInteger(query: Query, name: string, min: number, max: number): number | undefined {
  const text = queryText(query, name);
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new MusterError(
    'invalidRequest',
    `${name} is "${text.slice(0, 40)}"; a whole number from ${min} to ${max} is allowed`,
    {
      items: [{ path: name, message: `a whole number from ${min} to ${max}` }],
    },
  );
}

export function queryWord<T extends string>(query: Query, name: string, words: readonly T[]): T | undefined {
  const text = queryText(query, name);
  if (text === undefined) return undefined;
  if ((words as readonly string[]).includes(text)) return text as T;
  throw new MusterError('invalidRequest', `${name} is "${text.slice(0, 40)}"; allowed: ${words.join(', ')}`, {
    items: [{ path: name, message: `one of ${words.join(', ')}` }],
  });
}

/** Refuses parameters that the resource does not know: a misspelt filter must not show everything. */
export function onlyQuery(query: Query, known: readonly string[]): void {
  for (const name of Object.keys(query)) {
    if (known.includes(name)) continue;
    throw new MusterError(
      'invalidRequest',
      `the parameter "${name.slice(0, 40)}" is unknown; there are ${known.join(', ') || 'none'}`,
      {
        items: [{ path: name.slice(0, 40), message: 'unknown parameter' }],
      },
    );
  }
}
