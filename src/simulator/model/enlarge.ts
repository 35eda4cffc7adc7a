import { MusterError } from '../../base/errors.ts';
import { type Model, model, type ObjectDefinition, object, read, write } from './definition.ts';

/** Parameters per added object, about what an object of TR-181 has. */
const perObject = 24;

/**
 * A model with exactly `wanted` parameters, for measurements: the rest goes into a vendor object, part writable, of
 * mixed types.
 * @throws MusterError `invalidConfiguration` when the model already has more
 */
export function enlarge(base: Model, wanted: number): Model {
  const missing = wanted - base.parameterCount;
  if (missing < 0) {
    throw new MusterError(
      'invalidConfiguration',
      `${wanted} parameters are asked for; the smallest model has ${base.parameterCount}`,
    );
  }
  if (missing === 0) return base;
  const groups: ObjectDefinition[] = [];
  for (let made = 0; made < missing; made += perObject) {
    const size = Math.min(perObject, missing - made);
    groups.push(
      object(
        `Group${groups.length + 1}`,
        Array.from({ length: size }, (_, index) => filler(index + 1)),
      ),
    );
  }
  const root = object(base.root.name, [...base.root.members, object('X_MUSTER_Extra', groups)]);
  return model(
    root,
    base.forced.map((name) => name.slice(root.name.length + 1)),
  );
}

function filler(number: number) {
  switch (number % 4) {
    case 0:
      return read(`Counter${number}`, 'unsignedLong', (place) => String(place.facts.upTimeSeconds() * number));
    case 1:
      return write(`Setting${number}`, 'string', `factory value ${number}`, { maxLength: 256 });
    case 2:
      return write(`Limit${number}`, 'unsignedInt', String(number * 100));
    default:
      return write(`Switch${number}`, 'boolean', number % 8 === 3 ? 'true' : 'false');
  }
}
