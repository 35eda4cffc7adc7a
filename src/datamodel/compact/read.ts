import { MusterError } from '../../base/errors.ts';
import {
  type Model,
  type Notify,
  notifies,
  type ObjectDefinition,
  type ParameterDefinition,
  type Status,
  statuses,
  type UniqueKey,
  type ValueType,
} from '../definition.ts';
import { Misspelt, readType, Scanner } from './type-text.ts';
import { header } from './write.ts';

const access = { R: 'readOnly', W: 'readWrite', O: 'writeOnceReadOnly' } as const;
/** A path of an object: names and `{i}`, each with its dot. */
const objectPath = /[A-Za-z_][\w-]*\.(?:(?:[A-Za-z_][\w-]*|\{i\})\.)*/y;
const flags = ['hidden', 'secured', 'command', 'forced'] as const;
const maxLineLength = 65_536;
const maxLines = 500_000;

/**
 * Reads a definition file, whole and checked.
 * @param file its name, for the error
 * @throws MusterError `invalidDataModel` with file, line, and what was expected there
 */
export function readCompact(text: string, file: string): Model {
  const lines = text.split('\n');
  if (lines.length > maxLines) throw refuse(file, maxLines + 1, `a file may have ${maxLines} lines`);
  if (lines[0]!.trimEnd() !== header) throw refuse(file, 1, `"${header}" was expected`);
  const reading = new Reading();
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!;
    try {
      if (line.length > maxLineLength) throw new Misspelt(`a line may have ${maxLineLength} characters`, 0);
      reading.line(line);
    } catch (error) {
      if (!(error instanceof Misspelt)) throw error;
      throw refuse(file, i + 1, `${error.message} (column ${error.at + 1})`);
    }
  }
  if (reading.name === null) throw refuse(file, lines.length, '"model Name:1.0" or "extends Name:1" was expected');
  return { ...reading, name: reading.name };
}

function refuse(file: string, line: number, message: string): MusterError {
  return new MusterError('invalidDataModel', `${file}, line ${line}: ${message}`);
}

type OpenObject = ObjectDefinition & { readonly parameters: Map<string, ParameterDefinition> };

/** What was read so far. */
class Reading {
  name: string | null = null;
  source: string | null = null;
  extends: string | null = null;
  readonly types = new Map<string, ValueType>();
  readonly objects = new Map<string, ObjectDefinition>();
  #object: OpenObject | null = null;
  /** Most types are spelled many times. */
  readonly #spelled = new Map<string, ValueType>();

  line(line: string): void {
    const first = line.charCodeAt(0);
    if (first === 32 || first === 9) return this.#parameter(line);
    if (line === '' || first === 35 || line === '\r') return;
    const scanner = new Scanner(line.trimEnd());
    const keyword = scanner.take(/(model|extends|source|type) /y)?.[1];
    if (keyword === undefined) return this.#openObject(scanner);
    switch (keyword) {
      case 'source':
        this.source = scanner.text.slice(scanner.at);
        return;
      case 'type': {
        const at = scanner.at;
        const name = scanner.expect(/[A-Za-z_]\w*/y, 'a name for the type')[0];
        if (this.types.has(name)) throw new Misspelt(`the type ${name} is there already`, at);
        scanner.expect(/ /y, 'a space and the type');
        this.types.set(name, readType(scanner, this.types));
        return atEnd(scanner);
      }
      default: {
        if (this.name !== null) throw new Misspelt('a file speaks of one model', 0);
        const form = keyword === 'model' ? /[A-Za-z]\w*:\d+\.\d+/y : /[A-Za-z]\w*:\d+/y;
        const name = scanner.expect(
          form,
          keyword === 'model' ? 'a name such as Device:2.17' : 'a name such as Device:2',
        )[0];
        this.name = name;
        if (keyword === 'extends') this.extends = name;
        return atEnd(scanner);
      }
    }
  }

  #openObject(scanner: Scanner): void {
    if (this.name === null) scanner.fail('"model Name:1.0" or "extends Name:1"');
    const path = scanner.expect(objectPath, 'the path of an object, with a dot at its end')[0];
    const known = this.objects.get(path);
    if (known) throw new Misspelt(`${path} is there already`, 0);
    const letter = scanner.expect(/ ([RW])(?= |$)/y, '" R" (read only) or " W" (AddObject and DeleteObject)')[1] as
      | 'R'
      | 'W';
    const isTable = path.endsWith('{i}.');
    const entries = scanner.take(/ (\d+):(\d*)/y);
    const minEntries = entries ? Number(entries[1]) : isTable ? 0 : 1;
    const maxEntries = entries ? (entries[2] === '' ? null : Number(entries[2])) : isTable ? null : 1;
    const since = scanner.take(/ \^(\d+(?:\.\d+)*)/y)?.[1] ?? null;
    const status = takeStatus(scanner);
    const uniqueKeys: UniqueKey[] = [];
    for (let key = takeKey(scanner); key; key = takeKey(scanner)) uniqueKeys.push(key);
    atEnd(scanner);
    const parameters = new Map<string, ParameterDefinition>();
    this.#object = {
      path,
      access: access[letter] as 'readOnly' | 'readWrite',
      minEntries,
      maxEntries,
      since,
      status,
      uniqueKeys,
      parameters,
    };
    this.objects.set(path, this.#object);
  }

  #parameter(line: string): void {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) return;
    const scanner = new Scanner(line.trimEnd());
    scanner.take(/\s+/y);
    const object = this.#object;
    if (!object) throw new Misspelt('a parameter stands below its object', scanner.at);
    const at = scanner.at;
    const name = scanner.expect(/[A-Za-z_][\w-]*/y, 'the name of a parameter')[0];
    if (object.parameters.has(name)) throw new Misspelt(`${object.path}${name} is there already`, at);
    const letter = scanner.expect(
      / +([RWO]) +/y,
      '" R ", " W " or " O " (writable once) and a type',
    )[1] as keyof typeof access;
    const type = this.#type(scanner);
    const parameter = {
      name,
      access: access[letter],
      type,
      since: scanner.take(/ \^(\d+(?:\.\d+)*)/y)?.[1] ?? object.since,
      status: takeStatus(scanner),
      hidden: false,
      secured: false,
      command: false,
      forced: false,
      notify: 'normal' as Notify,
    };
    for (let word = scanner.take(/ (\w+)/y)?.[1]; word !== undefined; word = scanner.take(/ (\w+)/y)?.[1]) {
      if ((flags as readonly string[]).includes(word)) parameter[word as (typeof flags)[number]] = true;
      else if ((notifies as readonly string[]).includes(word)) parameter.notify = word as Notify;
      else
        throw new Misspelt(
          `"${word}" is none of ${[...flags, ...notifies.slice(1)].join(', ')}`,
          scanner.at - word.length,
        );
    }
    atEnd(scanner);
    object.parameters.set(name, parameter);
  }

  /** A type, read once however often it is spelled. */
  #type(scanner: Scanner): ValueType {
    const simple = /[A-Za-z]\w*(?:\([\d:]*\)|\[[-\d:]*\])?(?=$| [\^!a-z])/y;
    simple.lastIndex = scanner.at;
    const spelling = simple.exec(scanner.text)?.[0];
    const known = spelling === undefined ? undefined : this.#spelled.get(spelling);
    if (known) {
      scanner.at += spelling!.length;
      return known;
    }
    const start = scanner.at;
    const type = readType(scanner, this.types);
    this.#spelled.set(scanner.text.slice(start, scanner.at), type);
    return type;
  }
}

function takeStatus(scanner: Scanner): Status {
  const status = scanner.take(/ !(\w+)/y)?.[1];
  if (status === undefined) return 'current';
  if (!(statuses as readonly string[]).includes(status)) {
    throw new Misspelt(`"${status}" is no status; there are ${statuses.join(', ')}`, scanner.at - status.length);
  }
  return status as Status;
}

function takeKey(scanner: Scanner): UniqueKey | null {
  const match = scanner.take(/ (key|functional)\(([^)]*)\)/y);
  return match ? { functional: match[1] === 'functional', parameters: match[2]!.split(',') } : null;
}

function atEnd(scanner: Scanner): void {
  if (scanner.at < scanner.text.length) scanner.fail('the end of the line');
}
