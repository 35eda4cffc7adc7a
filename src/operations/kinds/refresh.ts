import { z } from 'zod';
import { type OperationKind, still, succeeded } from '../kind.ts';
import { anyPath } from './path.ts';

const order = z.strictObject({ paths: z.array(anyPath).min(1).max(100).optional() });

interface Progress {
  /** Paths still to be read; null before the first step. */
  readonly todo: readonly Todo[] | null;
  /** How many of them the RPC that is out asks for. */
  readonly asked: number;
  /** Objects to ask for in one RPC. */
  readonly batch: number;
  /** RPCs said in the present session. */
  readonly said: number;
  readonly parameters: number;
  readonly skipped: readonly string[];
}

/** `names`: list the children first; `values`: read everything below. */
interface Todo {
  readonly path: string;
  readonly by: 'names' | 'values';
}

/** RPCs in one session; the rest follows in the next, so that a slow device is not held for ever. */
const budget = 64;
const maxPaths = 2_000;
/** Asked for together at first, and at most. Answers of more parameters than `large` let it grow no further. */
const firstBatch = 2;
const largestBatch = 8;
const large = 1_000;

/**
 * Reads the model in steps: the root's children by name, then the children, a few whole ones at a time, more while the
 * device takes it well. A call it refuses is tried again one by one; an object that is too large (9004) is split into
 * its children, one it does not know (9005) left out. Never the whole tree in one answer: that makes devices reboot.
 */
export const refresh: OperationKind<z.infer<typeof order>, Progress> = {
  name: 'refresh',
  order,
  disruptive: false,
  reading: true,
  needs: () => ({}),
  begin: () => ({ todo: null, asked: 0, batch: firstBatch, said: 0, parameters: 0, skipped: [] }),
  step({ order, progress, state }, event) {
    switch (event.type) {
      case 'floor': {
        if (state !== 'queued' && state !== 'dispatched') return still;
        const said = event.fresh ? 0 : progress.said;
        const todo = progress.todo ?? firstSteps(order.paths, event.device.root);
        const next = todo[0];
        if (!next) return succeeded({ parameters: progress.parameters, skipped: progress.skipped });
        if (said >= budget) return still;
        const names = next.by === 'names' ? [next.path] : valuesAhead(todo, progress.batch);
        return {
          state: 'dispatched',
          progress: { ...progress, todo, asked: names.length, said: said + 1 },
          ...(state === 'queued' ? { attempt: true } : {}),
          say:
            next.by === 'names'
              ? { method: 'GetParameterNames', args: { ParameterPath: next.path, NextLevel: true } }
              : { method: 'GetParameterValues', args: { ParameterNames: names } },
        };
      }
      case 'answer': {
        const done = (progress.todo ?? []).slice(0, progress.asked);
        const rest = (progress.todo ?? []).slice(progress.asked);
        if (done.length === 0) return still;
        if (event.answer.method === 'GetParameterNames') {
          const names = event.answer.args.ParameterList;
          const children = names
            .filter((info) => info.Name !== done[0]!.path)
            .map((info): Todo => ({ path: info.Name, by: 'values' }));
          return {
            progress: { ...progress, asked: 0, todo: [...children, ...rest].slice(0, maxPaths) },
            learned: { parameters: { values: [], writable: new Map(names.map((info) => [info.Name, info.Writable])) } },
          };
        }
        if (event.answer.method === 'GetParameterValues') {
          const values = event.answer.args.ParameterList;
          const batch = values.length > large ? progress.batch : Math.min(largestBatch, progress.batch * 2);
          const complete = done.map((item) => item.path).filter((path) => path.endsWith('.'));
          return {
            progress: { ...progress, asked: 0, batch, todo: rest, parameters: progress.parameters + values.length },
            learned: { parameters: { values, complete } },
          };
        }
        return still;
      }
      case 'fault': {
        if (progress.asked > 1) return { progress: { ...progress, asked: 0, batch: 1 } };
        const [done, ...rest] = progress.todo ?? [];
        if (!done) return still;
        const split = done.by === 'values' && done.path.endsWith('.') && event.fault.code !== 9005;
        return split
          ? { progress: { ...progress, asked: 0, todo: [{ path: done.path, by: 'names' }, ...rest] } }
          : {
              progress: { ...progress, asked: 0, todo: rest, skipped: [...progress.skipped, done.path].slice(0, 100) },
            };
      }
      default:
        return still;
    }
  },
};

function firstSteps(paths: readonly string[] | undefined, root: string): Todo[] {
  if (!paths) return [{ path: root, by: 'names' }];
  return paths.map((path) => ({ path, by: path === '' || path === root ? 'names' : 'values' }));
}

/** The next paths to be read by value, up to `most`. */
function valuesAhead(todo: readonly Todo[], most: number): string[] {
  const names: string[] = [];
  for (const item of todo) {
    if (item.by !== 'values' || names.length >= most) break;
    names.push(item.path);
  }
  return names;
}
