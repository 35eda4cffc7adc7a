import { changed, type Model, model as makeModel, object, read } from '../model/definition.ts';
import { sharedModel } from './models.ts';
import type { Quirk } from './quirk.ts';

/** The same root with an object that bears the version in its name. */
function withFeature(model: Model, version: string): Model {
  const name = `X_MUSTER_Feature_${version.replace(/\W/g, '_')}`;
  const feature = object(name, [read('Version', 'string', version), read('Enabled', 'boolean', 'true')]);
  return remade(model, { more: [feature] });
}

const withoutModules = (model: Model): Model => remade(model, { without: ['SoftwareModules'] });

function remade(model: Model, change: Parameters<typeof changed>[1]): Model {
  const root = changed(model.root, change);
  return makeModel(
    root,
    model.forced.map((path) => path.slice(root.name.length + 1)),
  );
}

export const quirk80: Quirk = {
  name: 80,
  title: 'has other vendor parameters with every firmware',
  hooks: () => ({
    model: (model, version) => sharedModel(model, `firmware ${version}`, () => withFeature(model, version)),
  }),
};

export const quirk80b: Quirk = {
  name: '80b',
  title: 'has no SoftwareModules with any firmware',
  hooks: () => ({ model: (model) => sharedModel(model, 'no modules', () => withoutModules(model)) }),
};
