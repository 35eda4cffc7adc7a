import type { Clock } from '../base/clock.ts';
import type { DeviceKey } from '../base/ids.ts';
import type { DeviceView } from '../devices/device.ts';
import type { BlockQuery } from '../devices/parameter-store.ts';
import { mergeParameters, type OpenBlock } from '../devices/parameters.ts';
import { afterMove, isNotable, timelineDetail } from './after-move.ts';
import type { CommandKeys } from './command-key.ts';
import { floorEvent, type SessionContext } from './floor.ts';
import type { OperationKind } from './kind.ts';
import { kindNamed } from './kinds/index.ts';
import type { Operation } from './operation.ts';
import { beginReading, learnedBy, mostGathered, type Reading, readFurther, readsInMemory } from './reading.ts';
import type { ReadingSave, ReadingSaved, Work, WorkQuery } from './reading-store.ts';
import { isOpen } from './states.ts';
import { eventOf, type Outcome, type Step } from './step.ts';

/** The statements of reading-store.ts and parameter-store.ts, each gathered over sessions. */
export interface ReadingDesk {
  work(query: WorkQuery): Promise<Work>;
  blocks(query: BlockQuery): Promise<ReadonlyMap<string, OpenBlock>>;
  save(save: ReadingSave): Promise<ReadingSaved>;
  /** Keeps how many paths devices of this model take in one call. */
  keepBatch(device: DeviceKey, paths: number): Promise<void>;
  /** A reading moved; for logs and metrics. */
  moved(operation: Operation): void;
}

/** Whether there is work, seen without a lock. */
export type Look =
  | { readonly kind: 'superseded' }
  | { readonly kind: 'nothing' }
  /** Work that needs a transaction of its own. */
  | { readonly kind: 'other' }
  | { readonly kind: 'step'; readonly step: Step };

/**
 * Carries readings on without a transaction of their own: what a device is asked and answers stays in memory until the
 * reading ends or has gathered much. A reading that a crash takes with it is still `dispatched`, and starts again where
 * it was stored last.
 */
export interface ReadingRunner {
  /** What is due first on the device; a reading is stored as dispatched before it is said. */
  look(query: WorkQuery, session: SessionContext): Promise<Look>;
  /** @returns what to say next, or null when what was gathered has to be stored */
  readOn(
    reading: Reading,
    device: DeviceView,
    outcome: Outcome,
    session: SessionContext,
  ): { reading: Reading; step: Step | null };
  /** Stores what a reading gathered, and how far it is. @returns whether more is owed, or that a newer session took over */
  store(
    reading: Reading,
    device: DeviceView,
    sessionId: string,
    session: SessionContext,
  ): Promise<'owed' | 'done' | 'superseded'>;
}

export function readingRunner(clock: Clock, keys: CommandKeys, desk: ReadingDesk): ReadingRunner {
  const floor = (operation: Operation, device: DeviceView, session: SessionContext, batch: number | null = null) =>
    floorEvent(operation, device, session, { batch }, keys);

  return {
    async look(query, session) {
      const { device, operation, batch } = await desk.work(query);
      if (!device) return { kind: 'superseded' };
      if (!operation) return { kind: 'nothing' };
      const kind = readingKind(operation);
      if (!kind || isWaiting(operation, clock.now())) return { kind: 'other' };
      const move = kind.step(viewOf(operation), floor(operation, device, session, batch));
      if (!move.say || (move.state !== undefined && move.state !== 'dispatched')) return { kind: 'other' };
      const now = new Date(clock.now());
      const next = afterMove(operation, move, keys, now);
      if (next && isNotable(operation, next)) {
        const saved = await desk.save({
          sessionId: query.sessionId,
          was: operation,
          next,
          detail: timelineDetail(next, move),
          at: now,
          blocks: new Map(),
        });
        if (saved.outcome === 'superseded') return { kind: 'superseded' };
        if (saved.outcome === 'learned') return { kind: 'other' };
        desk.moved(next);
        return { kind: 'step', step: stepOf(beginReading(next), move.say) };
      }
      // Under way already: how far it is now, memory knows.
      const begun = readFurther(beginReading(operation), move);
      return { kind: 'step', step: stepOf(begun, move.say) };
    },

    readOn(reading, device, outcome, session) {
      const kind = readingKind(reading.operation)!;
      const heard = readFurther(reading, kind.step(viewOf(reading.operation), eventOf(device, outcome)));
      if (heard.gathered >= mostGathered) return { reading: heard, step: null };
      const { operation } = heard;
      const move = kind.step(viewOf(operation), floor(operation, device, session));
      // Anything but one more question changes the state, which is the database's.
      if (!move.say || (move.state !== undefined && move.state !== operation.state)) {
        return { reading: heard, step: null };
      }
      const next = readFurther(heard, move);
      return { reading: next, step: stepOf(next, move.say) };
    },

    async store(reading, device, sessionId, session) {
      const { operation } = reading;
      const learned = learnedBy(reading);
      const now = new Date(clock.now());
      const known = await desk.blocks({ device: device.key, news: learned.parameters });
      const kind = readingKind(operation)!;
      const last = kind.step(viewOf(operation), floor(operation, device, session));
      // What is to be said next is decided by a new look; an end is stored with what led to it.
      const move = { progress: operation.progress, ...(last.say ? {} : last) };
      const next = afterMove(operation, move, keys, now)!;
      const notable = isNotable(operation, next);
      const saved = await desk.save({
        sessionId,
        was: operation,
        next,
        detail: notable ? timelineDetail(next, move) : null,
        at: now,
        blocks: mergeParameters(known, learned.parameters, now.getTime()),
      });
      if (saved.outcome === 'superseded') return 'superseded';
      if (learned.batch !== null) await desk.keepBatch(device.key, learned.batch);
      // Cancelled or moved meanwhile: what was read is true all the same, how far it got is not asked any more.
      if (saved.outcome === 'saved' && notable) desk.moved(next);
      return saved.owed || (saved.outcome === 'saved' && isOpen(next.state)) ? 'owed' : 'done';
    },
  };
}

function stepOf(reading: Reading, call: Step['call']): Step {
  const { id, kind } = reading.operation;
  return { operationId: id, kind, call, reading };
}

/** The kind of an operation that may be read on in memory; null for all others. */
function readingKind(operation: Operation): OperationKind<unknown, unknown> | null {
  const kind = kindNamed(operation.kind);
  return kind && readsInMemory(operation, kind) ? kind : null;
}

/** It has expired, or is not to be said yet. */
function isWaiting({ state, expiresAt, notBefore }: Operation, now: number): boolean {
  if (state !== 'queued') return false;
  return (expiresAt !== null && expiresAt.getTime() <= now) || (notBefore !== null && notBefore.getTime() > now);
}

function viewOf({ order, progress, state, commandKey, attempt }: Operation) {
  return { order, progress, state, commandKey, attempt };
}
