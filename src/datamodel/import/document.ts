import { MusterError } from '../../base/errors.ts';
import {
  type Model,
  type Notify,
  notifies,
  type ObjectDefinition,
  type ParameterDefinition,
  rootNameOf,
  type UniqueKey,
  type ValueType,
  versionOfModel,
} from '../definition.ts';
import { type Fail, statusOf, typeOf, versionOf } from './types.ts';
import { defaultImportLimits, type ImportLimits, lineAt, readDocument, refusal, type XmlNode } from './xml.ts';

/** Gives the text of a document that another one imports, by the name it is imported by; null where there is none. */
export type Resolve = (file: string) => string | null;

/**
 * The models that a Broadband Forum definition document describes (TR-106 Annex A): whole in one file, or put together
 * from imported types, components and earlier versions of a model. Prose, profiles and bibliographies are left out.
 * @param file its name, for errors
 * @throws MusterError `invalidDataModel` with file, line and what was expected
 */
export function importModels(
  text: string,
  file: string,
  resolve: Resolve = () => null,
  limits: ImportLimits = defaultImportLimits,
): Model[] {
  const library = new Library(resolve, limits);
  const document = library.read(text, file);
  const models = document.ownModels.map((name) => document.model(name)!);
  if (models.length === 0) throw new MusterError('invalidDataModel', `${file}: no <model> is defined in it`);
  return models;
}

/** Every document of one import, each read once. */
class Library {
  readonly #resolve: Resolve;
  readonly #limits: ImportLimits;
  readonly #documents = new Map<string, Document>();

  constructor(resolve: Resolve, limits: ImportLimits) {
    this.#resolve = resolve;
    this.#limits = limits;
  }

  read(text: string, file: string): Document {
    if (this.#documents.size >= this.#limits.maxDocuments) {
      throw new MusterError(
        'invalidDataModel',
        `${file}: more than ${this.#limits.maxDocuments} documents are imported`,
      );
    }
    const document = new Document(text, file, readDocument(text, file, this.#limits), this);
    this.#documents.set(file, document);
    return document;
  }

  imported(file: string): Document | null {
    const known = this.#documents.get(file);
    if (known) return known;
    const text = this.#resolve(file);
    return text === null ? null : this.read(text, file);
  }
}

type OpenObject = { -readonly [K in keyof ObjectDefinition]: ObjectDefinition[K] } & {
  parameters: Map<string, ParameterDefinition>;
};

interface Import {
  readonly node: XmlNode;
  readonly file: string;
  /** The name it has where it is defined. */
  readonly ref: string;
}

/** Where what is read goes. */
interface Place {
  /** The path it is put below. */
  readonly prefix: string;
  /** `Device.`; `Services.` for a service, which stands there below any root. */
  readonly root: string;
  /** What is new is new since this version; null where that is not known. */
  readonly version: string | null;
  readonly types: Map<string, ValueType>;
}

/** One document, whose types, components and models are put together when they are asked for. */
class Document {
  readonly ownModels: readonly string[];
  readonly #text: string;
  readonly #file: string;
  readonly #library: Library;
  readonly #source: string | null;
  readonly #own = {
    dataType: new Map<string, XmlNode>(),
    component: new Map<string, XmlNode>(),
    model: new Map<string, XmlNode>(),
  };
  readonly #imports = {
    dataType: new Map<string, Import>(),
    component: new Map<string, Import>(),
    model: new Map<string, Import>(),
  };
  readonly #types = new Map<string, ValueType>();
  /** What is being put together: asking for it again means that it leads to itself. */
  readonly #open = new Set<string>();
  readonly #fail: Fail;

  constructor(text: string, file: string, root: XmlNode, library: Library) {
    this.#text = text;
    this.#file = file;
    this.#library = library;
    this.#source = root.attributes['spec']?.replace(/\s+/g, ' ').trim() || null;
    this.#fail = (node, message) => {
      throw refusal(this.#file, lineAt(this.#text, node.offset), message);
    };
    for (const node of root.children) {
      if (node.name === 'import') this.#import(node);
      else if (node.name === 'dataType' || node.name === 'component' || node.name === 'model') {
        const name = this.#attribute(node, 'name');
        if (node.name === 'dataType' && !/^[A-Za-z_]\w*$/.test(name))
          this.#fail(node, `"${name}" is no name of a dataType`);
        if (this.#own[node.name].has(name)) this.#fail(node, `<${node.name}> ${name} is there already`);
        this.#own[node.name].set(name, node);
      }
    }
    this.ownModels = [...this.#own.model.keys()];
    for (const [name, node] of this.#own.model) {
      if (!/^[A-Za-z]\w*:\d+\.\d+$/.test(name))
        this.#fail(node, `a model has a name such as Device:2.17, not "${name}"`);
    }
  }

  #import(node: XmlNode): void {
    const file = this.#attribute(node, 'file');
    for (const child of node.children) {
      if (child.name !== 'dataType' && child.name !== 'component' && child.name !== 'model') continue;
      const name = this.#attribute(child, 'name');
      this.#imports[child.name].set(name, { node: child, file, ref: child.attributes['ref'] ?? name });
    }
  }

  #attribute(node: XmlNode, name: string): string {
    const value = node.attributes[name];
    if (value === undefined || value === '') this.#fail(node, `<${node.name}> needs ${name}`);
    return value!;
  }

  /** Follows an import to where the thing is defined. */
  #imported(entry: Import): Document {
    const document = this.#library.imported(entry.file);
    return document ?? this.#fail(entry.node, `${entry.file}, which it is imported from, was not found`);
  }

  #once<T>(what: string, node: XmlNode, make: () => T): T {
    if (this.#open.has(what)) this.#fail(node, `${what} leads to itself`);
    this.#open.add(what);
    try {
      return make();
    } finally {
      this.#open.delete(what);
    }
  }

  type(name: string): ValueType | undefined {
    const known = this.#types.get(name);
    if (known) return known;
    const own = this.#own.dataType.get(name);
    const entry = this.#imports.dataType.get(name);
    let type: ValueType | undefined;
    if (own) type = this.#once(`the dataType ${name}`, own, () => typeOf(own, (base) => this.type(base), this.#fail));
    else if (entry) type = this.#once(`the dataType ${name}`, entry.node, () => this.#imported(entry).type(entry.ref));
    if (type) this.#types.set(name, type);
    return type;
  }

  component(name: string): { readonly document: Document; readonly node: XmlNode } | undefined {
    const own = this.#own.component.get(name);
    if (own) return { document: this, node: own };
    const entry = this.#imports.component.get(name);
    if (!entry) return undefined;
    return this.#once(`the component ${name}`, entry.node, () => this.#imported(entry).component(entry.ref));
  }

  model(name: string): Model | undefined {
    const own = this.#own.model.get(name);
    const entry = this.#imports.model.get(name);
    if (own) return this.#once(`the model ${name}`, own, () => this.#build(name, own));
    return entry
      ? this.#once(`the model ${name}`, entry.node, () => this.#imported(entry).model(entry.ref))
      : undefined;
  }

  #build(name: string, node: XmlNode): Model {
    const objects = new Map<string, OpenObject>();
    const types = new Map<string, ValueType>();
    const baseName = node.attributes['base'];
    if (baseName !== undefined) {
      const base = this.model(baseName) ?? this.#fail(node, `there is no model "${baseName}" to build on`);
      for (const [path, object] of base.objects)
        objects.set(path, { ...object, parameters: new Map(object.parameters) });
      for (const [type, definition] of base.types) types.set(type, definition);
    }
    // Without an earlier version there is no telling what is new in this one.
    const version = baseName === undefined ? null : versionOfModel(name);
    const isService = node.attributes['isService'] === 'true' || node.attributes['isService'] === '1';
    const root = isService ? 'Services.' : `${rootNameOf(name)}.`;
    this.addTo(objects, node, { prefix: isService ? root : '', root, version, types });
    return { name, source: this.#source, extends: null, types, objects };
  }

  /**
   * Puts the named types that a type stands on into the model's, the ones others are derived from first.
   * @returns the type; without its name where the model knows none, or another one, by that name
   */
  #named(types: Map<string, ValueType>, type: ValueType): ValueType {
    if (type.named === undefined) return type;
    const { named, ...limits } = type;
    // Derived in a document that was imported, from a type that has no name here.
    const definition = this.type(named);
    if (!definition) return limits;
    const known = types.get(named);
    if (!known) types.set(named, this.#named(types, definition));
    else if (JSON.stringify(known) !== JSON.stringify(this.#named(types, definition))) return limits;
    return type;
  }

  /** Adds what a model or component holds. */
  addTo(objects: Map<string, OpenObject>, node: XmlNode, at: Place): void {
    for (const child of node.children) {
      if (child.name === 'object') this.#object(objects, child, at);
      else if (child.name === 'parameter') {
        const path = at.prefix === '' ? at.root : at.prefix;
        this.#parameter(this.#openObject(objects, path, at.version), child, at);
      } else if (child.name === 'component') {
        const ref = this.#attribute(child, 'ref');
        const found = this.component(ref) ?? this.#fail(child, `there is no component "${ref}"`);
        const below = joined(at.prefix, child.attributes['path'] ?? '', at.root);
        found.document.#once(`the component ${ref}`, child, () =>
          found.document.addTo(objects, found.node, { ...at, prefix: below }),
        );
      }
    }
  }

  #openObject(objects: Map<string, OpenObject>, path: string, since: string | null): OpenObject {
    let object = objects.get(path);
    if (!object) {
      object = {
        path,
        access: 'readOnly',
        minEntries: 1,
        maxEntries: 1,
        since,
        status: 'current',
        uniqueKeys: [],
        parameters: new Map(),
      };
      objects.set(path, object);
    }
    return object;
  }

  #object(objects: Map<string, OpenObject>, node: XmlNode, at: Place): void {
    const { attributes } = node;
    const given = attributes['name'] ?? attributes['base'];
    if (given === undefined) this.#fail(node, '<object> needs name or base');
    const path = joined(at.prefix, given!, at.root);
    if (!/^[A-Za-z_][\w-]*\.(?:(?:[A-Za-z_][\w-]*|\{i\})\.)*$/.test(path)) {
      this.#fail(node, `"${path}" is no path of an object; it is names and {i} with a dot after each`);
    }
    if (attributes['name'] === undefined && !objects.has(path))
      this.#fail(node, `there is no object ${path} to change`);
    const isNew = !objects.has(path);
    const object = this.#openObject(objects, path, at.version);
    const { access, minEntries, maxEntries, version, status } = attributes;
    if (access !== undefined) {
      if (access !== 'readOnly' && access !== 'readWrite')
        this.#fail(node, `access is "${access}"; allowed: readOnly, readWrite`);
      object.access = access;
    }
    if (isNew && path.endsWith('{i}.') && minEntries === undefined) object.minEntries = 0;
    if (minEntries !== undefined) object.minEntries = this.#count(node, minEntries);
    if (maxEntries !== undefined) object.maxEntries = maxEntries === 'unbounded' ? null : this.#count(node, maxEntries);
    if (version !== undefined && (isNew || object.since === null)) {
      object.since = versionOf(node, version, this.#fail);
    }
    if (status !== undefined) object.status = statusOf(node, status, this.#fail);
    const keys = node.children.filter((child) => child.name === 'uniqueKey').map((key) => this.#uniqueKey(key));
    if (keys.length > 0) object.uniqueKeys = [...object.uniqueKeys, ...keys];
    for (const child of node.children) {
      if (child.name === 'parameter')
        this.#parameter(object, child, isNew && version !== undefined ? { ...at, version: object.since } : at);
      else if (child.name === 'component') this.addTo(objects, { ...node, children: [child] }, { ...at, prefix: path });
    }
  }

  #count(node: XmlNode, text: string): number {
    if (!/^\d{1,9}$/.test(text)) this.#fail(node, `"${text}" is no number of entries`);
    return Number(text);
  }

  #uniqueKey(node: XmlNode): UniqueKey {
    const parameters = node.children
      .filter((child) => child.name === 'parameter')
      .map((child) => this.#attribute(child, 'ref'));
    const odd = parameters.find((name) => !/^[\w.#-]+$/.test(name));
    if (odd !== undefined) this.#fail(node, `"${odd}" is no name of a parameter`);
    if (parameters.length === 0) this.#fail(node, '<uniqueKey> names no parameter');
    return { parameters, functional: node.attributes['functional'] === 'true' };
  }

  #parameter(object: OpenObject, node: XmlNode, at: Place): void {
    const { attributes } = node;
    const name = attributes['name'] ?? attributes['base'];
    if (name === undefined) this.#fail(node, '<parameter> needs name or base');
    if (!/^[A-Za-z_][\w-]*$/.test(name!)) this.#fail(node, `"${name}" is no name of a parameter`);
    const known = object.parameters.get(name!);
    if (attributes['name'] === undefined && !known)
      this.#fail(node, `there is no parameter ${object.path}${name} to change`);
    const { access, status, activeNotify, version: own } = attributes;
    if (access !== undefined && access !== 'readOnly' && access !== 'readWrite' && access !== 'writeOnceReadOnly') {
      this.#fail(node, `access is "${access}"; allowed: readOnly, readWrite, writeOnceReadOnly`);
    }
    if (activeNotify !== undefined && !(notifies as readonly string[]).includes(activeNotify)) {
      this.#fail(node, `activeNotify is "${activeNotify}"; allowed: ${notifies.join(', ')}`);
    }
    const syntax = node.children.find((child) => child.name === 'syntax');
    if (!syntax && !known) this.#fail(node, `the parameter ${object.path}${name} has no <syntax>`);
    const isTrue = (flag: string): boolean => syntax?.attributes[flag] === 'true' || syntax?.attributes[flag] === '1';
    // A change that says only e.g. hidden= keeps the type.
    const retyped = syntax?.children.some((child) => child.name !== 'default') ?? false;
    object.parameters.set(name!, {
      name: name!,
      access: (access as ParameterDefinition['access'] | undefined) ?? known?.access ?? 'readOnly',
      type:
        retyped || !known
          ? this.#named(
              at.types,
              typeOf(syntax!, (type) => this.type(type), this.#fail),
            )
          : known.type,
      since: known ? known.since : own === undefined ? at.version : versionOf(node, own, this.#fail),
      status: status === undefined ? (known?.status ?? 'current') : statusOf(node, status, this.#fail),
      hidden: isTrue('hidden') || (known?.hidden ?? false),
      secured: isTrue('secured') || (known?.secured ?? false),
      command: isTrue('command') || (known?.command ?? false),
      forced: attributes['forcedInform'] === 'true' || (known?.forced ?? false),
      notify: (activeNotify as Notify | undefined) ?? known?.notify ?? 'normal',
    });
  }
}

/** A path below another one. A name that begins with the root is whole already. */
function joined(prefix: string, name: string, root: string): string {
  return prefix === '' || (root !== '' && name.startsWith(root)) ? name : prefix + name;
}
