import { z } from 'zod';
import { maxAttempts } from '../fault-reaction.ts';
import { failed, type Move, type OperationKind, type OperationView, refusedBy, still, succeeded } from '../kind.ts';
import { isOneShot, isSecretName, type ValueItem, valueItem } from './path.ts';
import { sameValue } from './same-value.ts';

const order = z.strictObject({
  values: z
    .array(valueItem)
    .min(1)
    .max(1000)
    // Some devices take a parameter that is named twice, and nobody knows which value counts then.
    .transform(onceEach)
    .refine((values) => new Set(values.map((v) => v.path)).size === values.length, 'gives a parameter two values'),
  parameterKey: z.string().max(32).optional(),
});
type Order = z.infer<typeof order>;

interface Progress {
  /** `verify`: the answer got lost, what the device has now tells. */
  readonly phase: 'write' | 'verify';
  /** The question of `verify` is out. */
  readonly asked?: boolean;
}

/**
 * Writes values, all or none, so never in parts: a refusal names every bad parameter. A type that is not given is the
 * one the device told, else string. After a lost answer the values are read back: a write that cuts the connection, or
 * that starts something, is not said for ever.
 */
export const setParameterValues: OperationKind<Order, Progress> = {
  name: 'setParameterValues',
  order,
  disruptive: false,
  mapSecrets: (order, change) => ({
    ...order,
    values: order.values.map((v) => (isSecretName(v.path) ? { ...v, value: change(v.value) } : v)),
  }),
  requires: () => 'SetParameterValues',
  needs: (order) => ({ types: order.values.filter((v) => v.type === undefined).map((v) => v.path) }),
  begin: () => ({ phase: 'write' }),
  step(operation, event): Move<Progress> {
    const { order, progress, state } = operation;
    switch (event.type) {
      case 'floor': {
        if (state === 'queued') {
          const list = order.values.map(({ path, value, type }) => ({
            name: path,
            value,
            type: type ?? event.supplies.types?.get(path) ?? 'string',
          }));
          const args = { ParameterList: list, ParameterKey: order.parameterKey ?? event.nextKey };
          return {
            state: 'dispatched',
            progress: { phase: 'write' },
            say: { method: 'SetParameterValues', args },
            attempt: true,
          };
        }
        if (state !== 'dispatched') return still;
        if (progress.phase === 'write' ? !event.fresh : progress.asked && !event.fresh) return still;
        const shown = comparable(order);
        // What is all secret reads back empty, and what starts a test has gone on by itself: only the key tells then.
        const names =
          shown.length > 0 ? shown.map((v) => v.path) : [`${event.device.root}ManagementServer.ParameterKey`];
        return {
          progress: { phase: 'verify', asked: true },
          say: { method: 'GetParameterValues', args: { ParameterNames: names } },
        };
      }
      case 'answer': {
        if (event.answer.method === 'SetParameterValues') return done(order, event.answer.args.Status);
        if (event.answer.method !== 'GetParameterValues' || progress.phase !== 'verify') return still;
        const told = new Map(event.answer.args.ParameterList.map((p) => [p.name, p]));
        const shown = comparable(order);
        const inForce =
          shown.length > 0
            ? shown.every((v) => {
                const now = told.get(v.path);
                return now !== undefined && sameValue(v.value, now.value, v.type ?? now.type);
              })
            : event.answer.args.ParameterList[0]?.value === (order.parameterKey ?? operation.commandKey);
        return inForce ? done(order, 0) : again(operation);
      }
      case 'fault':
        return event.method === 'GetParameterValues' ? again(operation) : refusedBy(operation, 'write', event.fault);
      case 'unreadable':
        return event.method === 'GetParameterValues' ? again(operation) : { progress: { phase: 'verify' } };
      default:
        return still;
    }
  },
};

/** Writing the same again is harmless; doing so for ever is not. */
function again({ attempt = 1 }: OperationView<Order, Progress>): Move<Progress> {
  return attempt >= maxAttempts
    ? failed('outcomeUnknown', `it was said ${attempt} times, each answer got lost, and the device shows other values`)
    : { state: 'queued', progress: { phase: 'write' } };
}

function done(order: Order, status: number): Move<Progress> {
  const values = readable(order).map((v) => ({ name: v.path, value: v.value, type: v.type ?? null }));
  return { ...succeeded({ status }), ...(status === 0 ? { learned: { parameters: { values } } } : {}) };
}

function readable(order: Order): Order['values'] {
  return order.values.filter((v) => !isSecretName(v.path));
}

/** What a device shows as it was given, if it took it; none where the write started something. */
function comparable(order: Order): Order['values'] {
  return order.values.some((v) => isOneShot(v.path)) ? [] : readable(order);
}

/** Without the values that are said a second time in the same words. */
function onceEach(values: ValueItem[]): ValueItem[] {
  const seen = new Set<string>();
  return values.filter(({ path, value, type }) => {
    const said = JSON.stringify([path, value, type]);
    return !seen.has(said) && seen.add(said);
  });
}
