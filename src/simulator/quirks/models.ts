import type { Model } from '../model/definition.ts';

const made = new WeakMap<Model, Map<string, Model>>();

/** A changed model, made once per process for each original: gateways with the same quirk share it. */
export function sharedModel(original: Model, change: string, make: () => Model): Model {
  const changes = made.get(original) ?? new Map<string, Model>();
  made.set(original, changes);
  const known = changes.get(change) ?? make();
  changes.set(change, known);
  return known;
}
