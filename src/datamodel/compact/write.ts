import {
  type Model,
  type ObjectDefinition,
  type ParameterDefinition,
  rootNameOf,
  type ValueType,
} from '../definition.ts';
import { spellType } from './type-text.ts';

/** First line of every definition file; the number changes when files of before cannot be read any more. */
export const header = 'muster-datamodel 1';

const accessLetters = { readOnly: 'R', readWrite: 'W', writeOnceReadOnly: 'O' } as const;

/**
 * A model as text, one line per type, object and parameter, so that differences between versions are readable:
 *
 *     Device.WiFi.SSID.{i}. W ^2.0 key(Alias)
 *      SSID W string(:32)
 */
export function writeCompact(model: Model, comment: readonly string[] = []): string {
  const lines = [header, ...comment.map((line) => `# ${line}`)];
  lines.push(model.extends === null ? `model ${model.name}` : `extends ${model.extends}`);
  if (model.source !== null) lines.push(`source ${model.source}`);
  const named = new Map<string, ValueType>();
  for (const [name, type] of model.types) {
    lines.push(`type ${name} ${spellType(type, named)}`);
    named.set(name, type);
  }
  for (const object of model.objects.values()) {
    lines.push(objectLine(object));
    for (const parameter of object.parameters.values()) lines.push(parameterLine(parameter, object, named));
  }
  return `${lines.join('\n')}\n`;
}

function objectLine({ path, access, minEntries, maxEntries, since, status, uniqueKeys }: ObjectDefinition): string {
  let line = `${path} ${accessLetters[access]}`;
  const usual = path.endsWith('{i}.') ? '0:' : '1:1';
  const entries = `${minEntries}:${maxEntries ?? ''}`;
  if (entries !== usual) line += ` ${entries}`;
  if (since !== null) line += ` ^${since}`;
  if (status !== 'current') line += ` !${status}`;
  for (const key of uniqueKeys) line += ` ${key.functional ? 'functional' : 'key'}(${key.parameters.join(',')})`;
  return line;
}

function parameterLine(
  p: ParameterDefinition,
  object: ObjectDefinition,
  named: ReadonlyMap<string, ValueType>,
): string {
  let line = ` ${p.name} ${accessLetters[p.access]} ${spellType(p.type, named)}`;
  if (p.since !== null && p.since !== object.since) line += ` ^${p.since}`;
  if (p.status !== 'current') line += ` !${p.status}`;
  if (p.hidden) line += ' hidden';
  if (p.secured) line += ' secured';
  if (p.command) line += ' command';
  if (p.forced) line += ' forced';
  if (p.notify !== 'normal') line += ` ${p.notify}`;
  return line;
}

/** `tr` names for files: `Device:2.17` → `device-2`. */
export function fileNameOf(model: Model): string {
  const [major] = model.name.slice(rootNameOf(model.name).length + 1).split('.');
  const words = rootNameOf(model.name)
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase();
  return `${words}-${major}.dm`;
}
