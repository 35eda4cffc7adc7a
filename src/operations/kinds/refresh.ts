import { z } from 'zod';
import type { QuirkSettings } from '../../devices/quirks/settings.ts';
import { isModulesBlock } from '../../software/seen.ts';
import { type OperationKind, still, succeeded } from '../kind.ts';
import { childrenOf, usualChildren } from './discovery.ts';
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
  /** More than this the device, or another of its model, refused. */
  readonly most?: number;
}

/**
 * `names`: list the children first; `values`: read everything below; `tree`: list down to the leaves, and read those; `list`:
 * list the children and read none.
 */
interface Todo {
  readonly path: string;
  readonly by: 'names' | 'values' | 'tree' | 'list';
  /** It was tried the other way before: there is no third. */
  readonly tried?: true;
  /** Nobody named it: that the device does not have it is no news. */
  readonly guessed?: true;
}

/** RPCs in one session; the rest follows in the next, so that a slow device is not held for ever. */
const budget = 64;
const maxPaths = 2_000;
/** Asked for together at first, and at most. Answers of more parameters than `large` let it grow no further. */
const firstBatch = 4;
const largestBatch = 8;
const large = 1_000;
const leavesPerObject = 16;

/**
 * Reads the model in steps: the root's children by name, then the children, a few whole ones at a time, more while the
 * device takes it well. A call it refuses is tried again one by one; an object that is too large (9004) is split into
 * its children, as is one it does not know by its name alone (9005); what it knows neither way is left out. Never the
 * whole tree in one answer: that makes devices reboot.
 */
export const refresh: OperationKind<z.infer<typeof order>, Progress> = {
  name: 'refresh',
  order,
  disruptive: false,
  reading: true,
  needs: () => ({ batch: true }),
  begin: () => ({ todo: null, asked: 0, batch: firstBatch, said: 0, parameters: 0, skipped: [] }),
  step({ order, progress, state }, event) {
    switch (event.type) {
      case 'floor': {
        if (state !== 'queued' && state !== 'dispatched') return still;
        const said = event.fresh ? 0 : progress.said;
        const todo = progress.todo ?? firstSteps(order.paths, event.device.root, event.quirks);
        const next = todo[0];
        if (!next) {
          const { parameters, skipped, most } = progress;
          return { ...succeeded({ parameters, skipped }), ...(most === undefined ? {} : { learned: { batch: most } }) };
        }
        if (said >= budget) return still;
        const most = progress.most ?? event.supplies.batch ?? undefined;
        const batch = Math.min(progress.batch, most ?? largestBatch);
        const names = next.by === 'values' ? valuesAhead(todo, mostAtOnce(next, batch, most)) : [next.path];
        return {
          state: 'dispatched',
          progress: { ...progress, ...(most === undefined ? {} : { most }), todo, asked: names.length, said: said + 1 },
          ...(state === 'queued' ? { attempt: true } : {}),
          say:
            next.by === 'values'
              ? { method: 'GetParameterValues', args: { ParameterNames: names } }
              : { method: 'GetParameterNames', args: { ParameterPath: next.path, NextLevel: true } },
        };
      }
      case 'answer': {
        const done = (progress.todo ?? []).slice(0, progress.asked);
        const rest = (progress.todo ?? []).slice(progress.asked);
        if (done.length === 0) return still;
        if (event.answer.method === 'GetParameterNames') {
          const names = event.answer.args.ParameterList;
          const [{ path, by, tried }] = done as [Todo];
          const below = childrenOf(
            path,
            names.map((info) => info.Name),
          );
          // Some devices name nothing but give the values all the same; where they do not, there is nothing.
          const children: Todo[] =
            by === 'list'
              ? []
              : below.length > 0 || tried
                ? (by === 'tree' ? leavesFirst(below) : below).map((child) => ({
                    path: child,
                    by: by === 'tree' && child.endsWith('.') ? by : 'values',
                  }))
                : [{ path, by: 'values', tried: true, ...(path === event.device.root ? {} : { guessed: true }) }];
          return {
            progress: { ...progress, asked: 0, todo: [...children, ...rest].slice(0, maxPaths) },
            learned: {
              parameters: {
                values: [],
                writable: new Map(names.map((info) => [info.Name, info.Writable])),
                ...(path === event.device.root && below.length > 0 ? { listed: { root: path, children: below } } : {}),
              },
            },
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
        if (progress.asked > 1) {
          const half = Math.ceil(progress.asked / 2);
          const single = (progress.todo ?? []).slice(0, progress.asked).every((item) => !item.path.endsWith('.'));
          // Too many parameters at once are too many for the next device of its model, too. A wrong name says nothing
          // about that, nor do objects, of which each is of another size.
          return event.fault.code === 9004 && single
            ? { progress: { ...progress, asked: 0, batch: half, most: half } }
            : { progress: { ...progress, asked: 0, batch: 1 } };
        }
        const [done, ...rest] = progress.todo ?? [];
        if (!done) return still;
        const { root } = event.device;
        const instead = otherWay(done, root);
        const isRefused = instead === null && done.by !== 'list' && !done.guessed;
        // A fault is no proof that the modules are gone, e.g. with another firmware. What the root lists is.
        const proof: Todo[] =
          isRefused &&
          event.fault.code === 9005 &&
          order.paths &&
          isModulesBlock(done.path) &&
          !rest.some(({ by }) => by === 'list')
            ? [{ path: root, by: 'list' }]
            : [];
        return instead
          ? {
              progress: {
                ...progress,
                asked: 0,
                todo: [...instead, ...rest].slice(0, maxPaths),
                // The root that does not name what it has: what is guessed may not be all.
                skipped: instead[0]?.guessed ? [...progress.skipped, done.path] : progress.skipped,
              },
            }
          : {
              progress: {
                ...progress,
                asked: 0,
                todo: [...rest, ...proof],
                skipped: isRefused ? [...progress.skipped, done.path].slice(0, 100) : progress.skipped,
              },
            };
      }
      default:
        return still;
    }
  },
};

/** What to try where a path was refused; null: nothing is left. */
function otherWay({ path, by, tried }: Todo, root: 'Device.' | 'InternetGatewayDevice.'): Todo[] | null {
  if (by === 'list') return null;
  if (by === 'tree' && path !== root) return [{ path, by: 'values', tried: true }];
  if (by !== 'values') {
    // Some devices do not name what is below their root: it is guessed, and what they do not have is left out.
    return path === root ? wholeTree(root, by, true) : null;
  }
  if (tried) return null;
  // An object that was named without its dot, or that is only known by its leaves.
  return path.endsWith('.') ? [{ path, by: 'names', tried: true }] : [{ path: `${path}.`, by: 'values', tried: true }];
}

function firstSteps(
  paths: readonly string[] | undefined,
  root: 'Device.' | 'InternetGatewayDevice.',
  quirks: QuirkSettings | undefined,
): Todo[] {
  const below = quirks?.discovery === 'names' ? 'tree' : 'values';
  const whole = (): Todo[] => {
    const by = below === 'tree' ? 'tree' : 'names';
    return quirks?.askRoot === false ? wholeTree(root, by) : [{ path: root, by }];
  };
  if (!paths) {
    if (quirks?.wholeTree !== false) return whole();
    // A device that reboots while its tree is read tells who it is and how it is managed, and the rest when it is named.
    return ['DeviceInfo.', 'ManagementServer.'].map((object) => ({ path: root + object, by: below }));
  }
  return paths.flatMap((path) => {
    if (path === '' || path === root) return whole();
    return [{ path, by: path.endsWith('.') ? below : 'values' }];
  });
}

/** What is below the root of nearly every device, without asking it. */
function wholeTree(root: 'Device.' | 'InternetGatewayDevice.', by: 'names' | 'tree', tried?: true): Todo[] {
  const how = by === 'tree' ? 'tree' : 'values';
  return usualChildren(root).map((path) => ({ path, by: how, guessed: true, ...(tried ? { tried } : {}) }));
}

/** Single parameters next to each other, so that they are asked for together. */
function leavesFirst(paths: readonly string[]): string[] {
  return [...paths.filter((path) => !path.endsWith('.')), ...paths.filter((path) => path.endsWith('.'))];
}

/** Whole objects go by a few; single parameters by more. After a refusal each goes alone. */
function mostAtOnce(next: Todo, batch: number, most: number | undefined): number {
  if (next.path.endsWith('.') || batch === 1) return batch;
  return Math.min(batch * leavesPerObject, most ?? largestBatch * leavesPerObject);
}

/** The next paths to be read by value, up to `most`. */
function valuesAhead(todo: readonly Todo[], most: number): string[] {
  const names: string[] = [];
  for (const item of todo) {
    if (item.by !== 'values' || names.length >= most) break;
    // More single parameters fit in than objects: they do not go together.
    if (names.length > 0 && item.path.endsWith('.') !== names[0]!.endsWith('.')) break;
    names.push(item.path);
  }
  return names;
}
