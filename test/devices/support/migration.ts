import { readFile } from 'node:fs/promises';

/** The statement of a migration that carries data over, to be run on data of the form before. */
export async function conversionOf(file: string): Promise<string> {
  const sql = await readFile(new URL(`../../../src/platform/database/migrations/${file}`, import.meta.url), 'utf8');
  const statement = /^INSERT INTO [\s\S]*?;$/m.exec(sql)?.[0];
  if (statement === undefined) throw new TypeError(`${file} carries nothing over`);
  return statement;
}
