import { minutes, seconds } from '../../base/durations.ts';
import type { ParameterValue } from '../../cwmp/rpc/schema.ts';
import { modulesPath, type SoftwareModules, softwareModules } from '../../datamodel/views/software-modules.ts';
import type { DeviceView } from '../../devices/device.ts';
import { maxAttempts } from '../fault-reaction.ts';
import { failed, type Move, type OperationKind, type OperationView, refusedBy, still, succeeded } from '../kind.ts';

export interface Progress {
  /** `find`: the tables are read to find the row. `write`: its values are set. `watch`: it is read until it is there. */
  readonly phase: 'find' | 'write' | 'watch';
  /** The question of this phase is out. */
  readonly asked?: boolean;
  /** Path of the row, without the final dot. */
  readonly row?: string;
  /** What names the row beyond its number, which another may have by now. */
  readonly identity?: string;
  /** The fault that it showed before, which says nothing about what was ordered. */
  readonly oldFault?: string;
  /** Looks at it since it was written: all, and without a pause. */
  readonly looks?: number;
  readonly inARow?: number;
  /** The tables were read in this operation: what is not in them is not there. */
  readonly found?: boolean;
}

export interface Writing {
  readonly path: string;
  readonly value: string;
  readonly type: string;
}

interface SoftwareWrite<
  Order extends { readonly timeoutMinutes?: number | undefined },
  Row extends { readonly path: string },
> {
  readonly name: string;
  readonly order: OperationKind<Order, Progress>['order'];
  /** The rows of its table. */
  rows(modules: SoftwareModules): readonly Row[];
  /** The row that is meant, or why there is none. */
  find(order: Order, rows: readonly Row[]): { readonly row: Row } | { readonly none: string };
  /** A path the order names itself, which needs no table. */
  direct(order: Order, device: DeviceView): string | null;
  /** Text that another row under the same number would not show. */
  identity(row: Row): string;
  writings(order: Order, path: string): readonly Writing[];
  /** Whether writing it again is without harm when nobody knows whether it arrived. */
  readonly repeatable: (order: Order) => boolean;
  /** What a look at the row shows. */
  verdict(
    order: Order,
    row: Row,
    progress: Progress,
  ):
    | { readonly is: 'there'; readonly result: unknown }
    | { readonly is: 'not yet' }
    | { readonly is: 'failed'; readonly why: string };
  /** What the row shows of a fault now. */
  faultOf(row: Row): string;
}

/** Looks without a pause in one session; a device that needs longer is called again. */
const mostLooks = 3;
const pauseMs = seconds(20);

/**
 * Sets command parameters of a row of SoftwareModules and watches it until it shows that it was done: the answer to
 * SetParameterValues only means that the device took the values. The row is found by the tables as stored, and where
 * they have none, by those of the device.
 */
export function softwareWrite<
  Order extends { readonly timeoutMinutes?: number | undefined },
  Row extends { readonly path: string },
>(kind: SoftwareWrite<Order, Row>): OperationKind<Order, Progress> {
  return {
    name: kind.name,
    order: kind.order,
    disruptive: true,
    requires: () => 'SetParameterValues',
    needs: () => ({ software: true }),
    begin: () => ({ phase: 'find' }),
    step(view, event): Move<Progress> {
      const { order, progress, state } = view;
      switch (event.type) {
        case 'floor': {
          const { device, fresh } = event;
          if (state !== 'queued' && progress.asked && !fresh) return still;
          const attempt = state === 'queued' ? { attempt: true } : {};
          const dispatched = state === 'queued' ? { state: 'dispatched' as const, deadlineMs: patience(order) } : {};
          if (progress.phase === 'find') {
            const known = progress.found ? null : place(kind, order, device, event.supplies.software ?? []);
            if (known) {
              return {
                ...dispatched,
                ...attempt,
                progress: { ...progress, ...known, phase: 'write', asked: true },
                say: write(kind.writings(order, known.row), event.nextKey),
              };
            }
            return {
              ...dispatched,
              ...attempt,
              progress: { ...progress, asked: true },
              say: { method: 'GetParameterValues', args: { ParameterNames: [modulesPath(device.root)] } },
            };
          }
          // The answer got lost: what the row shows tells whether it arrived.
          const lost = progress.phase === 'write' && progress.asked && fresh;
          if (progress.phase === 'write' && !lost) {
            return {
              ...dispatched,
              ...attempt,
              progress: { ...progress, asked: true },
              say: write(kind.writings(order, progress.row!), event.nextKey),
            };
          }
          if (lost && !kind.repeatable(order))
            return failed(
              'outcomeUnknown',
              'its answer got lost, and nothing the device shows tells whether it was done',
            );
          const inARow = fresh ? 1 : (progress.inARow ?? 0) + 1;
          if (inARow > mostLooks) return still;
          return {
            ...(lost ? { state: 'applying' as const } : {}),
            progress: { ...progress, phase: 'watch', asked: true, inARow },
            say: { method: 'GetParameterValues', args: { ParameterNames: [`${progress.row!}.`] } },
          };
        }
        case 'answer': {
          if (event.answer.method === 'SetParameterValues') {
            if (progress.phase !== 'write') return still;
            return { state: 'applying', progress: { ...progress, phase: 'watch', asked: false, looks: 0, inARow: 0 } };
          }
          if (event.answer.method !== 'GetParameterValues') return still;
          const values = event.answer.args.ParameterList;
          if (progress.phase === 'find') return found(kind, view, event.device, values);
          return progress.phase === 'watch' ? looked(kind, view, values) : still;
        }
        case 'fault': {
          const { code, message } = event.fault;
          if (event.method === 'SetParameterValues') {
            // Another row by now, or none: the tables as stored were old.
            if (code === 9005 && !progress.found) return { progress: { phase: 'find', found: true } };
            return refusedBy({ attempt: maxAttempts }, 'write', event.fault);
          }
          return progress.phase === 'watch'
            ? failed('outcomeUnknown', `${progress.row} cannot be read after it was set: fault ${code}, ${message}`)
            : refusedBy(view, 'query', event.fault);
        }
        case 'unreadable':
          if (progress.phase === 'write') return { progress: { ...progress, phase: 'watch', asked: false } };
          return failed('outcomeUnknown', `the device's tables cannot be read: ${event.message}`);
        case 'deadline':
          return state === 'applying'
            ? failed('notApplied', `${progress.row} did not get there in ${patience(order) / 60_000} minutes`)
            : failed('outcomeUnknown', 'the device did not say what became of it');
        default:
          return still;
      }
    },
  };
}

function patience(order: { readonly timeoutMinutes?: number | undefined }): number {
  return minutes(order.timeoutMinutes ?? 15);
}

/** The row by what the order or the stored tables say. */
function place<Order extends { readonly timeoutMinutes?: number | undefined }, Row extends { readonly path: string }>(
  kind: SoftwareWrite<Order, Row>,
  order: Order,
  device: DeviceView,
  stored: readonly (readonly [string, string])[],
): { readonly row: string; readonly identity?: string; readonly oldFault?: string } | null {
  const there = kind.find(order, kind.rows(softwareModules(stored)));
  if ('row' in there)
    return { row: there.row.path, identity: kind.identity(there.row), oldFault: kind.faultOf(there.row) };
  const row = kind.direct(order, device);
  return row === null ? null : { row };
}

function found<Order extends { readonly timeoutMinutes?: number | undefined }, Row extends { readonly path: string }>(
  kind: SoftwareWrite<Order, Row>,
  { order, progress }: OperationView<Order, Progress>,
  device: DeviceView,
  values: readonly ParameterValue[],
): Move<Progress> {
  const learned = { parameters: { values, complete: [modulesPath(device.root)] } };
  const there = kind.find(order, kind.rows(modulesOf(values)));
  if ('none' in there) return { ...failed<Progress>('invalid', there.none), learned };
  const { row } = there;
  return {
    learned,
    progress: {
      ...progress,
      phase: 'write',
      asked: false,
      found: true,
      row: row.path,
      identity: kind.identity(row),
      oldFault: kind.faultOf(row),
    },
  };
}

/** One look at the row. */
function looked<Order extends { readonly timeoutMinutes?: number | undefined }, Row extends { readonly path: string }>(
  kind: SoftwareWrite<Order, Row>,
  view: OperationView<Order, Progress>,
  values: readonly ParameterValue[],
): Move<Progress> {
  const { order } = view;
  const progress = { ...view.progress, looks: (view.progress.looks ?? 0) + 1 };
  const learned = { parameters: { values, complete: [`${progress.row!}.`] } };
  const row = kind.rows(modulesOf(values)).find((one) => one.path === progress.row);
  if (!row) return { ...failed<Progress>('notApplied', `${progress.row} is not there any more`), learned };
  if (progress.identity !== undefined && kind.identity(row) !== progress.identity)
    return {
      ...failed<Progress>(
        'notApplied',
        `${progress.row} is "${kind.identity(row)}" now, and was "${progress.identity}"`,
      ),
      learned,
    };
  const verdict = kind.verdict(order, row, progress);
  switch (verdict.is) {
    case 'there':
      return { ...succeeded<Progress>(verdict.result), learned };
    case 'failed':
      return { ...failed<Progress>('notApplied', verdict.why), learned };
    case 'not yet': {
      const pausing = (progress.inARow ?? 0) >= mostLooks;
      return { progress: { ...progress, asked: false }, learned, ...(pausing ? { notBeforeMs: pauseMs } : {}) };
    }
  }
}

function modulesOf(values: readonly ParameterValue[]): SoftwareModules {
  return softwareModules(values.map(({ name, value }) => [name, value] as const));
}

function write(writings: readonly Writing[], key: string) {
  return {
    method: 'SetParameterValues' as const,
    args: {
      ParameterList: writings.map(({ path, value, type }) => ({ name: path, value, type })),
      ParameterKey: key,
    },
  };
}
