import type { Output } from './terminal.ts';

/** The answer as the API gave it, for scripts. */
export function writeJson(out: Output, value: unknown): void {
  out.write(`${JSON.stringify(value, null, 2)}\n`);
}
