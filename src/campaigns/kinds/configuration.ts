import { type ErrorItem, MusterError } from '../../base/errors.ts';
import { checkValue } from '../../datamodel/check-value.ts';
import { rootModelOf } from '../../datamodel/root-model.ts';
import { sameValue } from '../../operations/kinds/same-value.ts';
import { setParameterValues } from '../../operations/kinds/set-parameter-values.ts';
import type { ConfigurationPlan } from '../plan/resolved.ts';
import { type CampaignKind, type DeviceFacts, type DeviceOrder, type EndedOperation, readingKind } from './kind.ts';
import type { ResolveRules } from './resolve-rules.ts';

type Value = ConfigurationPlan['artifact']['values'][number];

/**
 * Sets parameter values. The answer to SetParameterValues only means that the device took them, so they are read back,
 * and what is read is what counts.
 */
export const configuration: CampaignKind<ConfigurationPlan> = {
  name: 'configuration',
  proof: 'reading',

  async resolve(_db, plan, rules) {
    if (plan.kind !== 'configuration') throw new MusterError('internal', `a ${plan.kind} campaign has no values`);
    return rules ? { ...plan, artifact: { values: checked(plan.artifact.values, rules) } } : plan;
  },

  needs: ({ artifact }) => ({ values: artifact.values.map(({ path }) => path) }),
  /** One that shows other values is given the wanted ones at once; one that seems to have them is asked. */
  claimsByFacts: true,

  /** A device has one root, and no parameter of the other. */
  refuses: ({ artifact }, { root }) =>
    root != null && !artifact.values[0]!.path.startsWith(root) ? 'wrongModel' : null,

  isThere: ({ artifact }, { values }) => artifact.values.every((wanted) => shows(values, wanted)),

  order(plan, device) {
    return plan.artifact.values.every((wanted) => shows(device.values, wanted)) ? readBack(plan) : write(plan);
  },

  next(plan, ended) {
    if (ended.state !== 'succeeded') return null;
    if (ended.kind !== readingKind) return { do: 'order', order: readBack(plan) };
    const told = toldBy(ended);
    const wrong = plan.artifact.values.filter((wanted) => !shows(told, wanted));
    if (wrong.length === 0) return { do: 'prove' };
    const [first] = wrong;
    const now = told.get(first!.path);
    const message = `${first!.path} is ${now ? `"${now.value.slice(0, 100)}"` : 'not there'}, and "${first!.value.slice(0, 100)}" is wanted${wrong.length > 1 ? `; so are ${wrong.length - 1} more` : ''}`;
    return { do: 'mend', order: write(plan), fault: { code: 0, message, reason: 'notApplied' } };
  },

  holds({ artifact }, { values }) {
    if (values === undefined || !artifact.values.every(({ path }) => values.has(path))) return null;
    return artifact.values.every((wanted) => shows(values, wanted));
  },

  question: (plan) => readBack(plan),
};

function shows(values: DeviceFacts['values'], { path, value, type }: Value): boolean {
  const now = values?.get(path);
  return now !== undefined && sameValue(value, now.value, type ?? now.type);
}

function write({ artifact }: ConfigurationPlan): DeviceOrder {
  return { kind: setParameterValues.name, order: { values: artifact.values } };
}

function readBack({ artifact }: ConfigurationPlan): DeviceOrder {
  return { kind: readingKind, order: { paths: artifact.values.map(({ path }) => path) } };
}

function toldBy({ result }: EndedOperation): ReadonlyMap<string, { value: string; type: string | null }> {
  const { parameters = [] } = (result ?? {}) as {
    parameters?: readonly { path: string; value: string; type: string | null }[];
  };
  return new Map(parameters.map((one) => [one.path, one]));
}

/** The values as the data model wants them written. @throws MusterError `invalidRequest` naming each that cannot be set */
function checked(values: readonly Value[], { models }: ResolveRules): Value[] {
  const root = rootModelOf({ paths: values.map(({ path }) => path) });
  if (root === null) {
    throw new MusterError('invalidRequest', `${values[0]!.path} is below no root that devices have`, {
      items: [{ path: 'artifact.values.0.path', message: 'must begin with Device. or InternetGatewayDevice.' }],
    });
  }
  const items: ErrorItem[] = [];
  const normal = values.map((one, i) => {
    const verdict = checkValue(models, root, one);
    if (verdict.ok) return { ...one, value: verdict.value };
    items.push({ path: `artifact.values.${i}`, message: verdict.message });
    return one;
  });
  if (items.length > 0) throw new MusterError('invalidRequest', items[0]!.message, { items });
  return normal;
}
