import { minutes } from '../base/durations.ts';

/**
 * What a fault of a device means for the work it met (TR-069 Table 82 for the codes). Pure, and the only place that
 * decides it for operations; campaigns have a policy of their own for their attempts (`campaigns/rules/fault-class.ts`).
 *
 * - `fail`: asking again gets the same answer; people have to look.
 * - `later`: it may pass; the operation waits and is said again, a few times.
 * - `split`: it was too much at once, or one name of many is wrong: ask for less.
 */
export type Reaction = 'fail' | 'later' | 'split';

/** The sorts of work that take a fault differently. */
export type Work =
  /** Reads of several paths, which may be asked in parts. */
  | 'read'
  /** One question, one answer. */
  | 'query'
  /** Writes: all or nothing, so never in parts. */
  | 'write'
  /** Orders whose moment matters: a restart at another time is not what was asked for. */
  | 'restart'
  /** Orders a device may be too busy for: transfers, software, a later session. */
  | 'order'
  /** An attempt that somebody else counts: whoever ordered it decides about the next. */
  | 'attempt';

/** Of one operation, the first included. */
export const maxAttempts = 3;

export function reactionTo(code: number, work: Work): Reaction {
  const reaction = table(code);
  if (reaction === 'split') return work === 'read' ? 'split' : code === 9004 ? orLater(work) : 'fail';
  return reaction === 'later' ? orLater(work) : 'fail';
}

function orLater(work: Work): Reaction {
  return work === 'restart' || work === 'attempt' ? 'fail' : 'later';
}

function table(code: number): Reaction {
  switch (code) {
    case 9000: // method not supported: the method is forgotten
    case 9003: // invalid arguments
    case 9006: // bad type
    case 9007: // bad value
    case 9008: // not writable
    case 9009: // notification refused
    case 9012: // file server authentication
    case 9013: // unsupported protocol
    case 9016: // no such file; where our own server was only busy, that is known otherwise
    case 9018: // file corrupted
    case 9019: // file not authentic
    case 9021: // cannot be cancelled any more: it will finish
      return 'fail';
    case 9004: // resources exceeded
    case 9005: // bad name
      return 'split';
    case 9010: // transfer failed
    case 9011: // upload failed
    case 9014: // multicast group
    case 9015: // file server out of reach
    case 9017: // download broke off
    case 9020: // not within its windows
      return 'later';
    default:
      // Software faults are about one unit of several, so the whole is never repeated. 9001 (denied), 9002 (internal
      // error) and what nobody knows may pass.
      return code >= 9022 && code <= 9032 ? 'fail' : 'later';
  }
}

/** Before the next attempt, after so many: 1, 5, 25 minutes. */
export function backOffMs(attempts: number): number {
  return minutes(5 ** Math.max(0, Math.min(attempts, 4) - 1));
}
