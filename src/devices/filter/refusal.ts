import { MusterError } from '../../base/errors.ts';

/**
 * The one shape in which a filter is refused: where, what was expected, what stands there.
 * @param hint a further clause, without its semicolon
 */
export function refusal(column: number, expected: string, found: string, hint = ''): MusterError {
  const message = `column ${column}: expected ${expected}, found ${found}${hint && `; ${hint}`}`;
  return new MusterError('invalidFilter', message, { items: [{ path: 'filter', message }] });
}

/** A choice in words: `a, b or c`. */
export function oneOf(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join() : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
