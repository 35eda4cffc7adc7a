import { readFile } from 'node:fs/promises';
import { MusterError, messageOf } from '../base/errors.ts';
import { type QuirkBook, quirkBook } from '../devices/quirks/book.ts';
import { readProfiles } from '../devices/quirks/profile.ts';
import { shippedProfiles } from '../devices/quirks/shipped.ts';

/**
 * The shipped quirk profiles, and behind them an operator's own.
 * @param file JSON as `docs/datamodel.md` describes; undefined: none
 * @throws MusterError `invalidConfiguration` naming the file, the place in it and what is allowed there
 */
export async function loadQuirks(file: string | undefined): Promise<QuirkBook> {
  if (file === undefined) return quirkBook(shippedProfiles());
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new MusterError(
      'invalidConfiguration',
      `MUSTER_QUIRKS_FILE is "${file}", which cannot be read: ${messageOf(error)}`,
    );
  }
  return quirkBook([...shippedProfiles(), ...readProfiles(data, file)]);
}
