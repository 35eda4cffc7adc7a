import { z } from 'zod';
import { failed, failedBy, type OperationKind, still, succeeded } from '../kind.ts';
import { isSecretName, objectPath, valueType } from './path.ts';

const order = z.strictObject({
  path: objectPath,
  values: z
    .array(
      z.strictObject({
        path: z.string().min(1).max(200),
        value: z.union([z.string(), z.number(), z.boolean()]).transform(String),
        type: valueType.optional(),
      }),
    )
    .max(100)
    .optional(),
});
type Order = z.infer<typeof order>;

/** What is known so far: nothing, that the answer was lost, or the instance. */
interface Progress {
  readonly phase: 'add' | 'compareKey' | 'findInstance' | 'fill';
  readonly instance?: number;
  readonly status?: number;
}

/**
 * Makes an instance and optionally fills it. Saying AddObject twice makes two, so after a lost answer the device's
 * ParameterKey tells whether it was done (A.3.2.6: stored only on success); if so, the newest instance is ours.
 */
export const addObject: OperationKind<Order, Progress> = {
  name: 'addObject',
  order,
  disruptive: false,
  mapSecrets: (order, change) =>
    order.values
      ? { ...order, values: order.values.map((v) => (isSecretName(v.path) ? { ...v, value: change(v.value) } : v)) }
      : order,
  needs: () => ({}),
  begin: () => ({ phase: 'add' }),
  step({ order, progress, state, commandKey }, event) {
    switch (event.type) {
      case 'floor': {
        const lost = state === 'dispatched' && event.fresh;
        if (state === 'queued') {
          const args = { ObjectName: order.path, ParameterKey: event.nextKey };
          return { state: 'dispatched', progress: { phase: 'add' }, say: { method: 'AddObject', args }, attempt: true };
        }
        if (state !== 'dispatched' && state !== 'applying') return still;
        if (progress.phase === 'add' || progress.phase === 'compareKey') {
          if (!lost && progress.phase === 'add') return still;
          const names = [`${event.device.root}ManagementServer.ParameterKey`];
          return {
            progress: { phase: 'compareKey' },
            say: { method: 'GetParameterValues', args: { ParameterNames: names } },
          };
        }
        if (progress.phase === 'findInstance') {
          const args = { ParameterPath: order.path, NextLevel: true };
          return { say: { method: 'GetParameterNames', args } };
        }
        const list = (order.values ?? []).map((v) => ({
          name: `${order.path}${progress.instance}.${v.path}`,
          value: v.value,
          type: v.type ?? 'string',
        }));
        return { say: { method: 'SetParameterValues', args: { ParameterList: list, ParameterKey: commandKey ?? '' } } };
      }
      case 'answer':
        switch (event.answer.method) {
          case 'AddObject':
            return filled(order, event.answer.args.InstanceNumber, event.answer.args.Status);
          case 'GetParameterValues':
            return event.answer.args.ParameterList[0]?.value === commandKey
              ? { state: 'applying', progress: { phase: 'findInstance' } }
              : { state: 'queued', progress: { phase: 'add' } };
          case 'GetParameterNames': {
            const numbers = event.answer.args.ParameterList.map((p) =>
              Number(p.Name.slice(order.path.length).split('.')[0]),
            );
            const newest = Math.max(0, ...numbers.filter(Number.isInteger));
            return newest > 0
              ? filled(order, newest, 0)
              : failed('outcomeUnknown', `no instance of ${order.path} was found`);
          }
          case 'SetParameterValues':
            return done(order, progress.instance!, Math.max(progress.status ?? 0, event.answer.args.Status));
          default:
            return still;
        }
      case 'fault':
        return failedBy(event.fault);
      default:
        return still;
    }
  },
};

function filled(order: Order, instance: number, status: number) {
  return order.values && order.values.length > 0
    ? { state: 'applying' as const, progress: { phase: 'fill' as const, instance, status } }
    : done(order, instance, status);
}

function done(order: Order, instance: number, status: number) {
  return succeeded<Progress>({ instanceNumber: instance, path: `${order.path}${instance}.`, status });
}
