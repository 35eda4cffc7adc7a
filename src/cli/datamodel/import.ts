import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MusterError, messageOf } from '../../base/errors.ts';
import { fileNameOf, header, writeCompact } from '../../datamodel/compact/write.ts';
import type { Model } from '../../datamodel/definition.ts';
import { importModels } from '../../datamodel/import/document.ts';
import { byteCount } from '../output/bytes.ts';

const comment = ['Facts only: paths, types, access, versions. Written by "muster datamodel import"; it may be edited.'];

export async function importDefinitions(file: string, options: { readonly out: string }): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  const text = await orRefuse(`${file} cannot be read`, readFile(file, 'utf8'));
  const models = importModels(text, path.basename(file), (name) => beside(folder, name));
  if (options.out === '-') {
    for (const model of models) process.stdout.write(writeCompact(model, comment));
    return;
  }
  await orRefuse(`--out ${options.out} cannot be made`, mkdir(options.out, { recursive: true }));
  for (const model of models) {
    const target = path.join(options.out, fileNameOf(model));
    await refuseToReplace(target);
    const content = writeCompact(model, comment);
    await orRefuse(`${target} cannot be written`, writeFile(target, content));
    const size = byteCount(Buffer.byteLength(content));
    console.log(
      `${target}: ${model.name}, ${model.objects.size} objects, ${parameterCount(model)} parameters, ${size}`,
    );
  }
}

/** Imported documents lie in the folder of the one that imports them, and nowhere else. */
function beside(folder: string, name: string): string | null {
  if (name !== path.basename(name) || name === '..') return null;
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

async function refuseToReplace(target: string): Promise<void> {
  if (!existsSync(target)) return;
  const there = await readFile(target, 'utf8').catch(() => '');
  if (there !== '' && !there.startsWith(header)) {
    throw new MusterError('invalidRequest', `${target} is there already and is no definition file; move it away`);
  }
}

function parameterCount(model: Model): number {
  let count = 0;
  for (const object of model.objects.values()) count += object.parameters.size;
  return count;
}

async function orRefuse<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new MusterError('invalidRequest', `${what}: ${messageOf(error)}`, { cause: error });
  }
}
