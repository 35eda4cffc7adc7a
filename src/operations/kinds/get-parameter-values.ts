import { z } from 'zod';
import type { ParameterValue } from '../../cwmp/rpc/schema.ts';
import type { CwmpFault } from '../../cwmp/soap/fault.ts';
import { reactionTo } from '../fault-reaction.ts';
import { type Learned, type Move, type OperationKind, refusedBy, still, succeeded } from '../kind.ts';
import { childrenOf } from './discovery.ts';
import { anyPath } from './path.ts';
import { unreadable } from './single-call.ts';

const order = z.strictObject({ paths: z.array(anyPath).min(1).max(1000) });

interface Progress {
  /** What is still to be asked, one call each; null before the first. */
  readonly todo: readonly Ask[] | null;
  /** The first of them is out. */
  readonly asked: boolean;
  /** Whether any values came. */
  readonly answered: boolean;
  readonly parameters: readonly { path: string; value: string; type: string | null }[];
  /** Asked by name and not in the answer. */
  readonly absent: readonly string[];
  readonly faults: readonly { name: string; code: number; message: string }[];
}

/** `values` of all the paths, or the `names` below the only one, to read those. */
interface Ask {
  readonly by: 'values' | 'names';
  readonly paths: readonly string[];
}

/**
 * Reads values, and remembers them. Too much at once is asked in halves, an object that is too large or that cannot be
 * read whole by its children, and one wrong name of many does not spoil the rest: it is named in `faults`.
 */
export const getParameterValues: OperationKind<z.infer<typeof order>, Progress> = {
  name: 'getParameterValues',
  order,
  disruptive: false,
  requires: () => 'GetParameterValues',
  needs: (order) => (order.paths.length > 1 ? { batch: true } : {}),
  begin: () => ({ todo: null, asked: false, answered: false, parameters: [], absent: [], faults: [] }),
  step(operation, event): Move<Progress> {
    const { order, progress, state } = operation;
    const [now, ...rest] = progress.todo ?? [];
    switch (event.type) {
      case 'floor': {
        if (state !== 'queued' && state !== 'dispatched') return still;
        if (state === 'dispatched' && progress.asked && !event.fresh) return still;
        const todo = progress.todo ?? inBatches([...new Set(order.paths)], event.supplies.batch ?? null);
        const next = todo[0];
        if (!next) return finished(progress);
        return {
          state: 'dispatched',
          progress: { ...progress, todo, asked: true },
          ...(state === 'queued' || event.fresh ? { attempt: true } : {}),
          say:
            next.by === 'names'
              ? { method: 'GetParameterNames', args: { ParameterPath: next.paths[0]!, NextLevel: true } }
              : { method: 'GetParameterValues', args: { ParameterNames: [...next.paths] } },
        };
      }
      case 'answer': {
        if (!now) return still;
        if (event.answer.method === 'GetParameterNames') {
          const children = childrenOf(
            now.paths[0]!,
            event.answer.args.ParameterList.map((info) => info.Name),
          );
          const todo = children.length > 0 ? [{ by: 'values' as const, paths: children }, ...rest] : rest;
          return { progress: { ...progress, asked: false, answered: true, todo } };
        }
        if (event.answer.method !== 'GetParameterValues') return still;
        const values = event.answer.args.ParameterList;
        const next: Progress = {
          ...progress,
          asked: false,
          answered: true,
          todo: rest,
          parameters: [...progress.parameters, ...values.map(({ name, value, type }) => ({ path: name, value, type }))],
          absent: [...progress.absent, ...missingFrom(values, now.paths)],
        };
        const learned = learnedFrom(values, now.paths);
        return rest.length > 0 ? { progress: next, learned } : { ...finished(next), learned };
      }
      case 'fault': {
        if (!now) return refusedBy(operation, 'read', event.fault);
        const after = afterFault(progress, now, rest, event.fault);
        if (after === null)
          return { ...refusedBy<Progress>(operation, 'read', event.fault), progress: { ...progress, asked: false } };
        return after.progress.todo!.length > 0 ? after : { ...after, ...finished(after.progress) };
      }
      case 'unreadable':
        return {
          ...refusedBy<Progress>(operation, 'read', unreadable(event.message)),
          progress: { ...progress, asked: false },
        };
      default:
        return still;
    }
  },
};

/** What is asked instead of a call that was refused, or null where the fault is not about what was asked. */
function afterFault(
  progress: Progress,
  now: Ask,
  rest: readonly Ask[],
  fault: CwmpFault,
): { progress: Progress; learned?: Learned } | null {
  const go = (todo: readonly Ask[], faults = progress.faults): { progress: Progress } => ({
    progress: { ...progress, asked: false, todo, faults },
  });
  // Some devices name the wrong ones: the others are asked again without them.
  const named = fault.parameters.filter((p) => now.paths.includes(p.name));
  if (named.length > 0) {
    const good = now.paths.filter((path) => !named.some((p) => p.name === path));
    return go(good.length > 0 ? [{ by: 'values', paths: good }, ...rest] : rest, [...progress.faults, ...named]);
  }
  if (reactionTo(fault.code, 'read') !== 'split' && fault.code !== 9003) return null;
  if (now.paths.length > 1) {
    const half = Math.ceil(now.paths.length / 2);
    const halves: Ask[] = [
      { by: 'values', paths: now.paths.slice(0, half) },
      { by: 'values', paths: now.paths.slice(half) },
    ];
    // Objects are each of another size: only of single parameters does the number say anything about the next call.
    const counts = fault.code === 9004 && now.paths.every((path) => path !== '' && !path.endsWith('.'));
    return { ...go([...halves, ...rest]), ...(counts ? { learned: { batch: half } } : {}) };
  }
  const path = now.paths[0]!;
  // An object may be too large to be read whole, or unknown to a device as anything but its leaves.
  if (now.by === 'values' && path.endsWith('.')) return go([{ by: 'names', paths: [path] }, ...rest]);
  return go(rest, [...progress.faults, { name: path, code: fault.code, message: fault.message }]);
}

function finished(progress: Progress): Move<Progress> {
  const { answered, parameters, absent, faults } = progress;
  const [first] = faults;
  if (!answered && first) {
    const { code, message } = first;
    return {
      state: 'failed',
      deadlineMs: null,
      fault: { code, message, ...(faults.length > 1 ? { parameters: faults } : {}) },
    };
  }
  return {
    ...succeeded<Progress>({
      parameters,
      ...(absent.length > 0 ? { absent } : {}),
      ...(faults.length > 0
        ? { faults: faults.map(({ name, code, message }) => ({ path: name, code, message })) }
        : {}),
    }),
    // The values are in the result; twice is once too often.
    progress: { ...progress, asked: false, todo: [], parameters: [] },
  };
}

function inBatches(paths: readonly string[], size: number | null): Ask[] {
  const most = Math.max(1, size ?? paths.length);
  const batches: Ask[] = [];
  for (let at = 0; at < paths.length; at += most) batches.push({ by: 'values', paths: paths.slice(at, at + most) });
  return batches;
}

/** Full names that were asked for and not told; a name with a wildcard or an alias comes back under another. */
function missingFrom(values: readonly ParameterValue[], paths: readonly string[]): string[] {
  const told = new Set(values.map((value) => value.name));
  return paths.filter((path) => path !== '' && !/[.*\]]$|[*[]/.test(path) && !told.has(path));
}

function learnedFrom(values: readonly ParameterValue[], paths: readonly string[]): Learned {
  const objects = paths.filter((path) => path === '' || path.endsWith('.'));
  return { parameters: { values, complete: [...objects, ...missingFrom(values, paths)] } };
}
