import { z } from 'zod';
import { type OperationKind, still, succeeded } from '../kind.ts';
import { anyPath } from './path.ts';

const order = z.strictObject({ paths: z.array(anyPath).min(1).max(100).optional() });

interface Progress {
  /** Paths still to be read; null before the first step. */
  readonly todo: readonly Todo[] | null;
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
/** Levels below the root at which splitting an object that is too large stops. */
const maxPaths = 2000;

/**
 * Reads the model in steps: the root's children by name, then each child whole. An object the device finds too large
 * (9004) is split into its children; one it does not know (9005) is left out. Never the whole tree in one answer:
 * that is what makes devices reboot.
 */
export const refresh: OperationKind<z.infer<typeof order>, Progress> = {
  name: 'refresh',
  order,
  disruptive: false,
  needs: () => ({}),
  begin: () => ({ todo: null, said: 0, parameters: 0, skipped: [] }),
  step({ order, progress, state }, event) {
    switch (event.type) {
      case 'floor': {
        if (state !== 'queued' && state !== 'dispatched') return still;
        const said = event.fresh ? 0 : progress.said;
        const todo = progress.todo ?? firstSteps(order.paths, event.device.root);
        const next = todo[0];
        if (!next) return succeeded({ parameters: progress.parameters, skipped: progress.skipped });
        if (said >= budget) return still;
        return {
          state: 'dispatched',
          progress: { ...progress, todo, said: said + 1 },
          ...(state === 'queued' ? { attempt: true } : {}),
          say:
            next.by === 'names'
              ? { method: 'GetParameterNames', args: { ParameterPath: next.path, NextLevel: true } }
              : { method: 'GetParameterValues', args: { ParameterNames: [next.path] } },
        };
      }
      case 'answer': {
        const [done, ...rest] = progress.todo ?? [];
        if (!done) return still;
        if (event.answer.method === 'GetParameterNames') {
          const names = event.answer.args.ParameterList;
          const children = names
            .filter((info) => info.Name !== done.path)
            .map((info): Todo => ({ path: info.Name, by: 'values' }));
          return {
            progress: { ...progress, todo: [...children, ...rest].slice(0, maxPaths) },
            learned: { parameters: { values: [], writable: new Map(names.map((info) => [info.Name, info.Writable])) } },
          };
        }
        if (event.answer.method === 'GetParameterValues') {
          const values = event.answer.args.ParameterList;
          return {
            progress: { ...progress, todo: rest, parameters: progress.parameters + values.length },
            learned: { parameters: { values, complete: done.path.endsWith('.') ? [done.path] : [] } },
          };
        }
        return still;
      }
      case 'fault': {
        const [done, ...rest] = progress.todo ?? [];
        if (!done) return still;
        const split = done.by === 'values' && done.path.endsWith('.') && event.fault.code !== 9005;
        return split
          ? { progress: { ...progress, todo: [{ path: done.path, by: 'names' }, ...rest] } }
          : { progress: { ...progress, todo: rest, skipped: [...progress.skipped, done.path].slice(0, 100) } };
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
