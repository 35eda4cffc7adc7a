import { MusterError } from '../base/errors.ts';
import {
  type Model,
  type ObjectDefinition,
  type ParameterDefinition,
  rootNameOf,
  versionOfModel,
} from './definition.ts';
import { type RootModel, rootObjectOf } from './root-model.ts';

/** Every model that is loaded, and vendors' own parts beside them. */
export interface DataModels {
  /** The models themselves, without extensions. */
  readonly models: readonly Model[];
  readonly extensions: readonly Model[];
  /**
   * What a path of a device with this root is. Extensions come first, so that an operator's own definition of a
   * parameter replaces the shipped one; services are looked up below `Services.`.
   * @param path a parameter as definitions write it, `Device.WiFi.SSID.{i}.SSID`
   */
  parameter(root: RootModel, path: string): { object: ObjectDefinition; parameter: ParameterDefinition } | null;
  /**
   * The object as the model has it, with the parameters that extensions add.
   * @param path ends in a dot
   */
  object(root: RootModel, path: string): ObjectDefinition | null;
  /** Whether the root's model is loaded at all: without it, nothing can be said of a path. */
  has(root: RootModel): boolean;
}

/**
 * Puts definitions together.
 * @throws MusterError `invalidDataModel` where two define the same model, or one extends a model that is not there
 */
export function dataModels(all: readonly { readonly model: Model; readonly file: string }[]): DataModels {
  const models = new Map<string, { model: Model; file: string }>();
  for (const entry of all) {
    if (entry.model.extends !== null) continue;
    const major = majorOf(entry.model.name);
    const other = models.get(major);
    if (other) {
      throw new MusterError('invalidDataModel', `${entry.file} defines ${entry.model.name}, and so does ${other.file}`);
    }
    models.set(major, entry);
  }
  const extensions = all.filter((entry) => entry.model.extends !== null);
  const extending = new Map<string, Model[]>();
  for (const { model, file } of extensions) {
    if (!models.has(model.extends!)) {
      const known = [...models.keys()].join(', ');
      throw new MusterError('invalidDataModel', `${file} extends ${model.extends}; there are ${known}`);
    }
    extending.set(model.extends!, [...(extending.get(model.extends!) ?? []), model]);
  }
  const services = [...models.keys()].filter((major) => major.slice(0, major.indexOf(':')).endsWith('Service'));

  /** Each definition that may hold the path, with the path as it writes it, the most particular first. */
  function* holders(root: RootModel, path: string): Generator<{ model: Model; path: string }> {
    for (const model of extending.get(root) ?? []) yield { model, path };
    const main = models.get(root);
    if (main) yield { model: main.model, path };
    const below = `${rootObjectOf(root)}Services.`;
    if (!path.startsWith(below)) return;
    const relative = `Services.${path.slice(below.length)}`;
    for (const service of services) {
      for (const model of extending.get(service) ?? []) yield { model, path: relative };
      yield { model: models.get(service)!.model, path: relative };
    }
  }

  return {
    models: [...models.values()].map((entry) => entry.model),
    extensions: extensions.map((entry) => entry.model),
    parameter(root, path) {
      const dot = path.lastIndexOf('.') + 1;
      for (const { model, path: written } of holders(root, path)) {
        const object = model.objects.get(written.slice(0, written.length - path.length + dot));
        const parameter = object?.parameters.get(path.slice(dot));
        if (parameter) return { object: object!, parameter };
      }
      return null;
    },
    object(root, path) {
      const parts: ObjectDefinition[] = [];
      let main: ObjectDefinition | null = null;
      for (const { model, path: written } of holders(root, path)) {
        const object = model.objects.get(written);
        if (object && model.extends === null) main ??= object;
        else if (object) parts.unshift(object);
      }
      const object = main ?? parts[0];
      if (!object) return null;
      return {
        ...object,
        parameters: new Map([...object.parameters, ...parts.flatMap((part) => [...part.parameters])]),
      };
    },
    has: (root) => models.has(root),
  };
}

/** `Device:2` of `Device:2.17`. */
function majorOf(model: string): string {
  return `${rootNameOf(model)}:${versionOfModel(model).split('.')[0]}`;
}
