import { readFile } from 'node:fs/promises';
import { MusterError, messageOf } from '../../base/errors.ts';
import { readCompact } from '../../datamodel/compact/read.ts';

export async function checkDefinitions(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new MusterError('invalidRequest', `${file} cannot be read: ${messageOf(error)}`);
    });
    const model = readCompact(text, file);
    let parameters = 0;
    for (const object of model.objects.values()) parameters += object.parameters.size;
    const what = model.extends === null ? model.name : `extends ${model.extends}`;
    console.log(`${file}: ${what}, ${model.objects.size} objects, ${parameters} parameters`);
  }
}
