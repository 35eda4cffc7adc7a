import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MusterError, messageOf } from '../base/errors.ts';
import { readCompact } from '../datamodel/compact/read.ts';
import { type DataModels, dataModels } from '../datamodel/models.ts';

/** Definitions that Muster ships. The same place from `src/roles` and from `dist/roles`. */
export const shippedDefinitions = fileURLToPath(new URL('../../datamodel/', import.meta.url));
/** Where an operator's own go, unless MUSTER_DATAMODEL_DIR says otherwise. */
export const localDefinitions = path.join(shippedDefinitions, 'local');

/**
 * Reads every definition file (`*.dm`), the shipped ones and an operator's own.
 * @param local undefined: {@link localDefinitions}, which may be missing
 * @throws MusterError `invalidDataModel` naming file and line, `invalidConfiguration` where a folder cannot be read
 */
export async function loadDataModels(local?: string): Promise<DataModels> {
  const files = [
    ...(await definitionsIn(shippedDefinitions, false)),
    ...(await definitionsIn(local ?? localDefinitions, local === undefined)),
  ];
  return dataModels(
    await Promise.all(files.map(async (file) => ({ model: readCompact(await readFile(file, 'utf8'), file), file }))),
  );
}

async function definitionsIn(folder: string, mayBeMissing: boolean): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.dm'))
      .sort()
      .map((name) => path.join(folder, name));
  } catch (error) {
    if (mayBeMissing) return [];
    throw new MusterError(
      'invalidConfiguration',
      `the data-model definitions in ${folder} cannot be read: ${messageOf(error)}`,
    );
  }
}
