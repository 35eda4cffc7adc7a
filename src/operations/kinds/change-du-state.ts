import { z } from 'zod';
import { hours, minutes } from '../../base/durations.ts';
import type { DuOperation } from '../../cwmp/rpc/change-du-state.ts';
import { hasEvent } from '../../devices/facts.ts';
import { type DuResult, failed, type Move, type OperationKind, refusedBy, still, succeeded } from '../kind.ts';

const uuid = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    'must be a UUID of the form 8-4-4-4-12, e.g. 1e1d5c70-0b54-5a3c-9f3e-2f7a5b6c7d8e',
  );
const url = z.url({ protocol: /^(https?|ftps?|sftp)$/ }).max(1024);
const version = z.string().min(1).max(32);
const executionEnvRef = z.string().min(1).max(256);
const credentials = { username: z.string().max(256).optional(), password: z.string().max(256).optional() };

/** One thing to do to a deployment unit (TR-069 A.4.1.10); what each takes is that of its struct. */
const operation = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('install'),
    url,
    uuid: uuid.optional(),
    executionEnvRef: executionEnvRef.optional(),
    ...credentials,
  }),
  z.strictObject({
    op: z.literal('update'),
    uuid: uuid.optional(),
    version: version.optional(),
    url: url.optional(),
    ...credentials,
  }),
  z.strictObject({
    op: z.literal('uninstall'),
    uuid,
    version: version.optional(),
    executionEnvRef: executionEnvRef.optional(),
  }),
]);

/** More than 16 need not be accepted by any device. */
const order = z.strictObject({ operations: z.array(operation).min(1).max(16) });
type Order = z.infer<typeof order>;

/** It must tell within a day (A.4.1.10), and may need a little to call. */
const patience = hours(25);
const answerMs = minutes(10);

/**
 * Installs, updates and removes deployment units: one order, one DUStateChangeComplete about all of it. It is said
 * once. Whether an order whose answer was lost arrived, only the completion tells; repeating it could install twice.
 */
export const changeDuState: OperationKind<Order, Record<string, never>> = {
  name: 'changeDuState',
  order,
  disruptive: true,
  mapSecrets: (order, change) => ({
    operations: order.operations.map((one) =>
      'password' in one && one.password !== undefined ? { ...one, password: change(one.password) } : one,
    ),
  }),
  requires: () => 'ChangeDUState',
  needs: () => ({}),
  begin: () => ({}),
  step(view, event): Move<Record<string, never>> {
    const { order, state } = view;
    switch (event.type) {
      case 'floor':
        if (state === 'queued') {
          const args = { Operations: order.operations.map(duOperation), CommandKey: event.nextKey };
          return { state: 'dispatched', say: { method: 'ChangeDUState', args }, attempt: true, deadlineMs: answerMs };
        }
        return state === 'dispatched' && event.fresh ? { state: 'unconfirmed', deadlineMs: patience } : still;
      case 'answer':
        return event.answer.method === 'ChangeDUState' ? { state: 'accepted', deadlineMs: patience } : still;
      case 'fault':
        return refusedBy(view, 'order', event.fault);
      case 'unreadable':
        // An answer of any form but a fault: it has the order.
        return { state: 'accepted', deadlineMs: patience };
      case 'inform':
        return state === 'accepted' && hasEvent(event.facts, '0 BOOTSTRAP')
          ? { state: 'unconfirmed', deadlineMs: minutes(30) }
          : still;
      case 'duStateChangeComplete':
        return state === 'queued' ? still : done(event.results);
      case 'deadline':
        return state === 'unconfirmed'
          ? failed('outcomeUnknown', 'the device never told what became of it')
          : { state: 'unconfirmed', deadlineMs: state === 'dispatched' ? patience : hours(1) };
      default:
        return still;
    }
  },
};

/** Succeeded where every operation did; the results of all are kept either way. */
function done(results: readonly DuResult[]): Move<Record<string, never>> {
  const bad = results.filter((result) => result.fault.code !== 0);
  const first = bad[0];
  if (!first) return succeeded({ results });
  const message =
    results.length === 1 ? first.fault.message : `${bad.length} of ${results.length} failed: ${first.fault.message}`;
  return { state: 'failed', deadlineMs: null, result: { results }, fault: { code: first.fault.code, message } };
}

function duOperation(one: Order['operations'][number]): DuOperation {
  switch (one.op) {
    case 'install':
      return {
        operation: 'Install',
        URL: one.url,
        UUID: one.uuid ?? '',
        Username: one.username ?? '',
        Password: one.password ?? '',
        ExecutionEnvRef: one.executionEnvRef ?? '',
      };
    case 'update':
      return {
        operation: 'Update',
        UUID: one.uuid ?? '',
        Version: one.version ?? '',
        URL: one.url ?? '',
        Username: one.username ?? '',
        Password: one.password ?? '',
      };
    case 'uninstall':
      return {
        operation: 'Uninstall',
        UUID: one.uuid,
        Version: one.version ?? '',
        ExecutionEnvRef: one.executionEnvRef ?? '',
      };
  }
}
