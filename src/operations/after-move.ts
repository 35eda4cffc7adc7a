import type { CommandKeys } from './command-key.ts';
import type { Move } from './kind.ts';
import type { Operation } from './operation.ts';
import { isOpen } from './states.ts';

/** The operation after a move, as it is to be stored; null when the move leaves it as it was. Pure. */
export function afterMove(was: Operation, move: Move<unknown>, keys: CommandKeys, now: Date): Operation | null {
  const touched =
    move.state !== undefined || move.progress !== undefined || move.deadlineMs !== undefined || move.attempt;
  if (!touched) return null;
  const state = move.state ?? was.state;
  const open = isOpen(state);
  const attempt = was.attempt + (move.attempt ? 1 : 0);
  return {
    ...was,
    state,
    version: was.version + 1,
    active: was.active && open,
    attempt,
    progress: move.progress ?? was.progress,
    result: move.result ?? was.result,
    // The fault of an earlier attempt is no news once a later one made it.
    fault: move.fault ?? (state === 'succeeded' ? null : was.fault),
    commandKey: move.attempt ? keys.make(was.id, attempt) : was.commandKey,
    dispatchedAt: move.attempt ? now : was.dispatchedAt,
    endedAt: open ? null : now,
    deadline: deadlineAfter(was, move, open, now),
    notBefore: move.notBeforeMs === undefined ? null : new Date(now.getTime() + move.notBeforeMs),
  };
}

/** Whether people see the move in the device's history: another state, or another attempt. */
export function isNotable(was: Operation, next: Operation): boolean {
  return next.state !== was.state || next.attempt !== was.attempt;
}

/** Detail of the timeline entry for a notable move. */
export function timelineDetail(next: Operation, move: Move<unknown>): Readonly<Record<string, unknown>> {
  return {
    operationId: next.id,
    kind: next.kind,
    state: next.state,
    ...(move.fault ? { fault: move.fault } : {}),
  };
}

function deadlineAfter(was: Operation, move: Move<unknown>, open: boolean, now: Date): Date | null {
  // What waits for its turn again expires as what waits for its first.
  if (move.state === 'queued') return was.expiresAt;
  if (move.deadlineMs === undefined)
    return move.state === undefined || move.state === was.state || open ? was.deadline : null;
  return move.deadlineMs === null ? null : new Date(now.getTime() + move.deadlineMs);
}
