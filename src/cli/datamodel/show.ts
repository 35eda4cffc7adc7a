import { MusterError } from '../../base/errors.ts';
import { spellType } from '../../datamodel/compact/type-text.ts';
import type { ParameterDefinition, ValueType } from '../../datamodel/definition.ts';
import type { DataModels } from '../../datamodel/models.ts';
import { definitionPathOf, parsePath } from '../../datamodel/path.ts';
import { type RootModel, rootModelOf } from '../../datamodel/root-model.ts';
import { loadDataModels } from '../../roles/datamodel.ts';

export async function showPath(
  text: string,
  options: { readonly root?: RootModel; readonly definitions?: string },
): Promise<void> {
  const models = await loadDataModels(options.definitions);
  const root = options.root ?? rootModelOf({ paths: [text] });
  if (root === null) {
    throw new MusterError(
      'invalidRequest',
      `${text} begins with no known root; there are Device. and InternetGatewayDevice.`,
    );
  }
  const parsed = parsePath(text);
  const path = definitionPathOf(parsed);
  if (parsed.partial) showObject(models, root, path);
  else {
    const found = models.parameter(root, path);
    if (!found) throw new MusterError('notFound', `${path} is in no model of ${root} that Muster knows`);
    console.log(`${path} (${root})`);
    console.log(`  ${inWords(found.parameter)}`);
  }
}

function showObject(models: DataModels, root: RootModel, path: string): void {
  // A table and its instances are one object of the model.
  const object = models.object(root, path) ?? models.object(root, `${path}{i}.`);
  if (!object) throw new MusterError('notFound', `${path} is in no model of ${root} that Muster knows`);
  const entries = `${object.minEntries} to ${object.maxEntries ?? 'any number of'}`;
  const rows = object.access === 'readWrite' ? 'made by AddObject' : 'made by the device';
  console.log(`${object.path} (${root})${object.path.endsWith('{i}.') ? `, ${entries} instances, ${rows}` : ''}`);
  for (const key of object.uniqueKeys) console.log(`  unique: ${key.parameters.join(', ')}`);
  for (const parameter of object.parameters.values()) console.log(`  ${parameter.name}: ${inWords(parameter)}`);
}

const none: ReadonlyMap<string, ValueType> = new Map();

function inWords(parameter: ParameterDefinition): string {
  const { type, access, since, status, hidden, secured, command, forced, notify } = parameter;
  const name = type.named === undefined ? '' : `${type.named}: `;
  return [
    access === 'readOnly' ? 'read only' : access === 'readWrite' ? 'writable' : 'writable once',
    name + spellType(type, none),
    ...(since === null ? [] : [`since ${since}`]),
    ...(status === 'current' ? [] : [status]),
    ...(hidden || secured ? ['reads as empty'] : []),
    ...(command ? ['a command'] : []),
    ...(forced ? ['in every Inform'] : []),
    ...(notify === 'normal' ? [] : [`active notification: ${notify}`]),
  ].join(', ');
}
