import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';

/** Broadband Forum documents, where this machine has them beside the project. They are no part of it. */
const folder = path.join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'bbf');

export const fullDocuments = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('full.xml')) : [];

export function readBbf(name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

export interface ModelCount {
  objects: number;
  parameters: number;
  /** Parameters in each object, by its name; '' for those directly in the model. */
  readonly byObject: Map<string, number>;
}

/** Counts what is directly in each model as the text streams by, with another parser than the importer's. */
export function countByStreaming(xml: string): Map<string, ModelCount> {
  const models = new Map<string, ModelCount>();
  const open: string[] = [];
  let count: ModelCount | undefined;
  let object = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1);
    open.push(name);
    if (name === 'model') {
      count = { objects: 0, parameters: 0, byObject: new Map() };
      models.set(attributes['name'] as string, count);
    } else if (count && name === 'object' && parent === 'model') {
      count.objects++;
      object = attributes['name'] as string;
      count.byObject.set(object, 0);
    } else if (count && name === 'parameter' && (parent === 'object' || parent === 'model')) {
      // Not those that profiles and unique keys refer to.
      if (open.includes('profile') || open.includes('uniqueKey')) return;
      count.parameters++;
      const at = parent === 'model' ? '' : object;
      count.byObject.set(at, (count.byObject.get(at) ?? 0) + 1);
    }
  });
  parser.on('closetag', ({ name }) => {
    open.pop();
    if (name === 'model') count = undefined;
  });
  parser.write(xml).close();
  return models;
}
