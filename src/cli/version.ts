import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The version in package.json, which stands two folders above both `src/cli` and `dist/cli`. */
export function musterVersion(): string {
  const file = path.join(import.meta.dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
