import { z } from 'zod';
import { maxAttempts } from '../fault-reaction.ts';
import { failed, type Move, type OperationKind, type OperationView, refusedBy, still, succeeded } from '../kind.ts';
import { childrenOf } from './discovery.ts';
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

/**
 * `list`: which instances there are; `add`; `compare`: the answer is not known, so which are new; `fill`: write values.
 */
interface Progress {
  readonly phase: 'list' | 'add' | 'compare' | 'fill';
  /** The question of this phase is out. */
  readonly asked?: boolean;
  /** Instances before; null where the device cannot list them. */
  readonly before?: readonly string[] | null;
  /** The new one: its number, or its alias in brackets. */
  readonly instance?: string;
  readonly status?: number;
}

/**
 * Makes an instance and optionally fills it. Saying AddObject twice makes two, so the instances are listed before it,
 * and again where its answer got lost, cannot be read or lacks the number: one more is ours, none lets it be said
 * again, and with more nobody can tell. ParameterKey would tell less, as many devices do not keep it.
 */
export const addObject: OperationKind<Order, Progress> = {
  name: 'addObject',
  order,
  disruptive: false,
  mapSecrets: (order, change) =>
    order.values
      ? { ...order, values: order.values.map((v) => (isSecretName(v.path) ? { ...v, value: change(v.value) } : v)) }
      : order,
  requires: () => 'AddObject',
  needs: () => ({}),
  begin: () => ({ phase: 'list' }),
  step(operation, event): Move<Progress> {
    const { order, progress, state, commandKey } = operation;
    const table = tableOf(order);
    switch (event.type) {
      case 'floor': {
        const list = { method: 'GetParameterNames', args: { ParameterPath: table, NextLevel: true } } as const;
        const unasked = !progress.asked || event.fresh;
        if (state === 'queued') {
          // What was listed in an older session may have changed since.
          if (progress.phase === 'add' && !event.fresh) {
            const args = { ObjectName: order.path, ParameterKey: event.nextKey };
            const said = { ...progress, asked: true };
            return { state: 'dispatched', progress: said, say: { method: 'AddObject', args }, attempt: true };
          }
          return unasked ? { progress: { phase: 'list', asked: true }, say: list } : still;
        }
        if (state === 'dispatched' && unasked) {
          if (!progress.before) {
            return failed(
              'outcomeUnknown',
              `the device does not list ${table}, so nobody can tell whether it was made`,
            );
          }
          return { progress: { ...progress, phase: 'compare', asked: true }, say: list };
        }
        if (state === 'applying' && unasked) {
          const values = (order.values ?? []).map((v) => ({
            name: `${table}${progress.instance}.${v.path}`,
            value: v.value,
            type: v.type ?? 'string',
          }));
          const args = { ParameterList: values, ParameterKey: commandKey ?? '' };
          return { progress: { ...progress, asked: true }, say: { method: 'SetParameterValues', args } };
        }
        return still;
      }
      case 'answer':
        switch (event.answer.method) {
          case 'AddObject': {
            const { InstanceNumber, Status } = event.answer.args;
            return InstanceNumber > 0
              ? made(order, String(InstanceNumber), Status)
              : { progress: { ...progress, phase: 'compare', asked: false, status: Status } };
          }
          case 'GetParameterNames':
            return listed(
              operation,
              instancesOf(
                table,
                event.answer.args.ParameterList.map((p) => p.Name),
              ),
            );
          case 'SetParameterValues':
            return done(order, progress.instance!, Math.max(progress.status ?? 0, event.answer.args.Status));
          default:
            return still;
        }
      case 'fault':
        // Some devices know no empty table: 9005 then means that there are no instances.
        if (event.method === 'GetParameterNames') return listed(operation, event.fault.code === 9005 ? [] : null);
        if (progress.phase === 'fill') {
          const { result } = done(order, progress.instance!, progress.status ?? 0);
          const refused = refusedBy<Progress>(operation, 'attempt', event.fault);
          return { ...refused, result };
        }
        return { ...refusedBy<Progress>(operation, 'write', event.fault), progress: { phase: 'list' } };
      case 'unreadable':
        if (event.method === 'GetParameterNames') return listed(operation, null);
        return progress.phase === 'fill'
          ? done(order, progress.instance!, 1)
          : { progress: { ...progress, phase: 'compare', asked: false } };
      default:
        return still;
    }
  },
};

/** The instances have been told; null: the device cannot tell them. */
function listed(operation: OperationView<Order, Progress>, now: readonly string[] | null): Move<Progress> {
  const { order, progress, attempt = 1 } = operation;
  if (progress.phase === 'list') return { progress: { phase: 'add', before: now } };
  if (progress.phase !== 'compare') return still;
  const table = tableOf(order);
  if (now === null) return failed('outcomeUnknown', `the device does not list ${table} any more`);
  const added = now.filter((instance) => !progress.before?.includes(instance));
  if (added.length === 1) return made(order, added[0]!, progress.status ?? 0);
  if (added.length > 1) {
    return failed(
      'outcomeUnknown',
      `the answer got lost, and ${added.map((instance) => `${table}${instance}.`).join(', ')} are new: one may be ours`,
    );
  }
  return attempt >= maxAttempts
    ? failed('outcomeUnknown', `it was said ${attempt} times, and no instance of ${table} came of it`)
    : { state: 'queued', progress: { phase: 'list' } };
}

function made(order: Order, instance: string, status: number): Move<Progress> {
  return order.values && order.values.length > 0
    ? { state: 'applying', progress: { phase: 'fill', instance, status } }
    : done(order, instance, status);
}

function done(order: Order, instance: string, status: number): Move<Progress> {
  const instanceNumber = /^\d+$/.test(instance) ? Number(instance) : null;
  return succeeded<Progress>({ instanceNumber, path: `${tableOf(order)}${instance}.`, status });
}

/** The table itself, where the path names the alias of the instance to be. */
function tableOf(order: Order): string {
  return order.path.replace(/\[[^\]]*\]\.$/, '');
}

function instancesOf(table: string, names: readonly string[]): string[] {
  return childrenOf(table, names)
    .filter((child) => child.endsWith('.'))
    .map((child) => child.slice(table.length, -1))
    .filter((instance) => /^(\d+|\[.*\])$/.test(instance));
}
