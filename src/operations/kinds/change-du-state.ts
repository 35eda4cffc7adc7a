import { hours, minutes } from '../../base/durations.ts';
import type { ParameterValue } from '../../cwmp/rpc/schema.ts';
import { modulesPath } from '../../datamodel/views/software-modules.ts';
import { hasEvent } from '../../devices/facts.ts';
import {
  type DuResult,
  failed,
  type Learned,
  type Move,
  type OperationKind,
  type OperationView,
  type PackageLink,
  refusedBy,
  still,
} from '../kind.ts';
import { type DuOrder, duFiles, duOperation, duOrder, duPackages } from './du-order.ts';
import {
  type DuOutcome,
  fromComplete,
  fromTables,
  judge,
  resultsByOperation,
  type SeenUnit,
  seenUnits,
  wasSoBefore,
  withInstalled,
} from './du-results.ts';

interface Progress {
  /** Where the device was sent to for each operation; null for nowhere. */
  readonly sources?: readonly (string | null)[];
  /** The units that were known when it was said. */
  readonly before?: readonly SeenUnit[];
  /** The tables are to be read, and whether the question is out. */
  readonly read?: 'due' | 'asked';
  /** What the device told, while its tables are read for what it did not tell. */
  readonly told?: readonly DuResult[];
  /** It will tell nothing any more: what the tables show next is the end, unless they show work in progress. */
  readonly last?: boolean;
}
type View = OperationView<DuOrder, Progress>;

const answerMs = minutes(10);
/** A device that carries an order out shows it in its tables before long. */
const settleMs = hours(1);
/** Between two looks at the tables. */
const againMs = minutes(10);
/** For the tables, once nothing else can tell. */
const readMs = hours(24);
/** For the tables, when everything else is told. */
const describeMs = minutes(15);

/**
 * Installs, updates and removes deployment units: one order, one DUStateChangeComplete about all of it, each operation
 * with its own result. It is said once. Where the answer got lost, the device was reset or no complete comes in time,
 * the device's tables are read, and what they prove counts; repeating it could install twice. After a failure they are
 * read as well, so that the result says what is installed now.
 */
export const changeDuState: OperationKind<DuOrder, Progress> = {
  name: 'changeDuState',
  order: duOrder,
  disruptive: true,
  mapSecrets: (order, change) => ({
    ...order,
    operations: order.operations.map((one) =>
      'password' in one && one.password !== undefined ? { ...one, password: change(one.password) } : one,
    ),
  }),
  requires: () => 'ChangeDUState',
  needs: (order) => ({ files: duFiles(order), packages: duPackages(order).map(({ wish }) => wish), software: true }),
  begin: () => ({}),
  step(view, event): Move<Progress> {
    const { order, progress, state } = view;
    const patience = minutes(order.timeoutMinutes ?? 1_500);
    switch (event.type) {
      case 'floor': {
        if (state === 'queued') {
          const lacking = duFiles(order).find((id) => !event.supplies.links?.has(id));
          if (lacking !== undefined) return failed('fileGone', `the file ${lacking} is not there any more`);
          const links = new Map<number, PackageLink>();
          for (const [i, { position }] of duPackages(order).entries()) {
            const link = event.supplies.packages?.[i] ?? { none: 'nobody looked for the package' };
            if ('none' in link) return failed('noVariant', link.none);
            links.set(position, link);
          }
          const sources = order.operations.map((one, i) =>
            links.has(i)
              ? links.get(i)!.url
              : 'fileId' in one && one.fileId !== undefined
                ? event.supplies.links!.get(one.fileId)!.url
                : 'url' in one
                  ? (one.url ?? null)
                  : null,
          );
          const { software } = event.supplies;
          return {
            state: 'dispatched',
            progress: { sources, ...(software ? { before: seenUnits(software) } : {}) },
            say: {
              method: 'ChangeDUState',
              args: {
                Operations: order.operations.map((one, i) =>
                  duOperation(one, sources[i] ?? '', links.get(i)?.environment ?? ''),
                ),
                CommandKey: event.nextKey,
              },
            },
            attempt: true,
            deadlineMs: answerMs,
          };
        }
        const lost = state === 'dispatched' && event.fresh;
        const due = progress.read === 'due' || (progress.read === 'asked' && event.fresh);
        if (!lost && !due) return still;
        return {
          ...(lost ? { state: 'unconfirmed' as const, deadlineMs: patience } : {}),
          progress: { ...progress, read: 'asked' },
          say: { method: 'GetParameterValues', args: { ParameterNames: [modulesPath(event.device.root)] } },
        };
      }
      case 'answer':
        if (event.answer.method === 'ChangeDUState') return { state: 'accepted', deadlineMs: patience };
        if (event.answer.method !== 'GetParameterValues' || progress.read !== 'asked') return still;
        return {
          ...settle(view, event.answer.args.ParameterList, patience),
          learned: learnedFrom(event.answer.args.ParameterList, modulesPath(event.device.root)),
        };
      case 'fault':
        return event.method === 'GetParameterValues'
          ? unread(view, `its tables cannot be read: fault ${event.fault.code}, ${event.fault.message}`)
          : refusedBy(view, 'order', event.fault);
      case 'unreadable':
        // An answer of any form but a fault: it has the order.
        return event.method === 'GetParameterValues'
          ? unread(view, `its tables cannot be read: ${event.message}`)
          : { state: 'accepted', deadlineMs: patience };
      case 'inform':
        // It has forgotten what it was told, or done it before.
        return state !== 'queued' && state !== 'dispatched' && !progress.told && hasEvent(event.facts, '0 BOOTSTRAP')
          ? { state: 'unconfirmed', deadlineMs: readMs, progress: { ...progress, read: 'due', last: true } }
          : still;
      case 'duStateChangeComplete':
        return state === 'queued' || progress.told ? still : completed(view, event.results);
      case 'deadline':
        return late(view, patience);
      default:
        return still;
    }
  },
};

/** The device told. Where it told of everything, and of no failure, that is all; else its tables say what there is now. */
function completed(view: View, results: readonly DuResult[]): Move<Progress> {
  const lists = resultsByOperation(view.order.operations, results);
  if (lists.every((list) => list.length > 0) && results.every((result) => result.fault.code === 0))
    return ended(outcomesTold(lists));
  return {
    state: 'applying',
    deadlineMs: describeMs,
    progress: { ...view.progress, told: results, read: 'due' },
  };
}

/** What the tables make of it. */
function settle(view: View, parameters: readonly ParameterValue[], patience: number): Move<Progress> {
  const { order, progress, sinceDispatchMs = 0 } = view;
  const seen = seenUnits(parameters.map(({ name, value }) => [name, value] as const));
  const lists = progress.told ? resultsByOperation(order.operations, progress.told) : order.operations.map(() => []);
  const judged = order.operations.map((operation, i) =>
    judge(operation, progress.sources?.[i] ?? null, progress.before ?? null, seen),
  );
  const outcomes = order.operations.flatMap((operation, i): DuOutcome[] => {
    const told = lists[i]!;
    if (told.length > 0) return told.map((result) => withInstalled(fromComplete(result, i), seen));
    return [fromTables(operation, i, judged[i]!.verdict, judged[i]!.unit, seen)];
  });
  const proven = order.operations.every(
    (operation, i) => judged[i]!.verdict === 'done' && !wasSoBefore(operation, progress.before ?? null),
  );
  if (progress.told || proven) return ended(outcomes);
  const busy = judged.some(({ verdict }) => verdict === 'busy');
  const over = progress.last ? !busy : !busy && sinceDispatchMs >= Math.min(settleMs, patience);
  if (over || sinceDispatchMs >= patience + readMs) return ended(outcomes);
  return { state: 'unconfirmed', deadlineMs: againMs, progress: { ...withoutRead(progress) } };
}

/** The tables could not be read: what was told has to do, or they are asked for another time. */
function unread({ order, progress, sinceDispatchMs = 0 }: View, why: string): Move<Progress> {
  if (progress.told) return ended(outcomesTold(resultsByOperation(order.operations, progress.told)));
  return progress.last || sinceDispatchMs >= settleMs
    ? failed('outcomeUnknown', `the device never told what became of it, and ${why}`)
    : { state: 'unconfirmed', deadlineMs: againMs, progress: withoutRead(progress) };
}

/** Nothing was heard in time. */
function late({ order, progress, state, sinceDispatchMs = 0 }: View, patience: number): Move<Progress> {
  // Its answer may still come with the session that broke: only the next one tells.
  if (state === 'dispatched')
    return { state: 'unconfirmed', deadlineMs: patience, progress: { ...progress, read: 'due' } };
  if (progress.told) return ended(outcomesTold(resultsByOperation(order.operations, progress.told)));
  if (progress.read) return failed('outcomeUnknown', 'the device never told what became of it, and did not call again');
  const last = state === 'accepted' || sinceDispatchMs >= patience;
  return {
    state: 'unconfirmed',
    deadlineMs: readMs,
    notBeforeMs: 0,
    progress: { ...progress, read: 'due', ...(last ? { last } : {}) },
  };
}

function outcomesTold(lists: readonly (readonly DuResult[])[]): DuOutcome[] {
  return lists.flatMap((list, i) => list.map((result) => fromComplete(result, i)));
}

/** Succeeded where every operation did; the results of all are kept either way. */
function ended(results: readonly DuOutcome[]): Move<Progress> {
  const bad = results.filter((result) => result.outcome !== 'done');
  const first = bad[0];
  if (!first) return { state: 'succeeded', deadlineMs: null, result: { results }, progress: {} };
  const why = first.outcome === 'failed' ? first.fault.message : described(first);
  const message = results.length === 1 ? why : `${bad.length} of ${results.length} failed: ${why}`;
  const fault =
    first.outcome === 'failed'
      ? { code: first.fault.code, message }
      : { code: 0, message, reason: 'notApplied' as const };
  return { state: 'failed', deadlineMs: null, result: { results }, fault, progress: {} };
}

function described({ installed = [] }: DuOutcome): string {
  const now = installed.map(({ uuid, version, status }) => `${uuid} ${version} is ${status}`.replace('  ', ' '));
  return `the device's tables do not show it; ${now.length === 0 ? 'no such unit is there' : now.join(', ')}`;
}

function withoutRead({ read: _read, ...progress }: Progress): Progress {
  return progress;
}

function learnedFrom(values: readonly ParameterValue[], path: string): Learned {
  return { parameters: { values, complete: [path] } };
}
