import { z } from 'zod';
import { failed, type Move, type OperationKind, refusedBy, still, succeeded, type WantedAttribute } from '../kind.ts';
import { attributeCall } from './set-parameter-attributes.ts';
import { unreadable } from './single-call.ts';

const order = z.strictObject({ periodicInformInterval: z.int().min(0) });

interface Progress {
  readonly phase: 'write' | 'read' | 'attributes';
  /** Attributes that the device was given before and has forgotten, one call each. */
  readonly todo?: readonly (readonly WantedAttribute[])[];
  /** Paths whose attributes it does not take any more. */
  readonly refused?: readonly string[];
  readonly informInterval?: number | null;
}

/** Attributes in one call. */
const together = 50;

/**
 * What Muster sets on a device of its own accord, after `0 BOOTSTRAP` has wiped it: credentials for connection
 * requests, and the inform interval where one is configured. Then reads the interval, which says when a device is late,
 * and sets the attributes again that were set before.
 */
export const provision: OperationKind<z.infer<typeof order>, Progress> = {
  name: 'provision',
  order,
  disruptive: false,
  needs: () => ({ connectionRequestCredential: true, attributes: true }),
  begin: () => ({ phase: 'write' }),
  step(operation, event): Move<Progress> {
    const { order, progress, state } = operation;
    switch (event.type) {
      case 'floor': {
        if (state !== 'queued' && state !== 'dispatched') return still;
        const server = `${event.device.root}ManagementServer.`;
        if (progress.phase === 'read') {
          const names = [`${server}PeriodicInformInterval`];
          return { say: { method: 'GetParameterValues', args: { ParameterNames: names } } };
        }
        if (progress.phase === 'attributes') {
          return progress.todo?.[0] ? { say: attributeCall(progress.todo[0]) } : finished(progress);
        }
        if (state === 'dispatched' && !event.fresh) return still;
        const credential = event.supplies.connectionRequestCredential;
        if (!credential) return failed('invalid', 'there are no credentials for connection requests');
        const list = [
          { name: `${server}ConnectionRequestUsername`, value: credential.username, type: 'string' },
          { name: `${server}ConnectionRequestPassword`, value: credential.password, type: 'string' },
        ];
        if (order.periodicInformInterval > 0) {
          list.push(
            { name: `${server}PeriodicInformEnable`, value: '1', type: 'boolean' },
            {
              name: `${server}PeriodicInformInterval`,
              value: String(order.periodicInformInterval),
              type: 'unsignedInt',
            },
          );
        }
        const args = { ParameterList: list, ParameterKey: event.nextKey };
        const todo = inCalls(event.supplies.attributes ?? []);
        return {
          state: 'dispatched',
          progress: { phase: 'write', todo },
          say: { method: 'SetParameterValues', args },
          attempt: true,
        };
      }
      case 'answer':
        if (event.answer.method === 'SetParameterValues') {
          return { progress: { ...progress, phase: 'read' }, learned: { connectionRequestCredentialStored: true } };
        }
        if (event.answer.method === 'GetParameterValues') {
          const seconds = Number(event.answer.args.ParameterList[0]?.value);
          return {
            ...attributesNext({ ...progress, informInterval: Number.isInteger(seconds) ? seconds : null }),
            learned: {
              parameters: { values: event.answer.args.ParameterList },
              ...(Number.isInteger(seconds) && seconds > 0 ? { informInterval: seconds } : {}),
            },
          };
        }
        if (event.answer.method === 'SetParameterAttributes') {
          return attributesNext({ ...progress, todo: progress.todo?.slice(1) ?? [] });
        }
        return still;
      case 'unreadable':
        if (progress.phase === 'read') return attributesNext({ ...progress, informInterval: null });
        return progress.phase === 'attributes'
          ? attributesNext({ ...progress, todo: progress.todo?.slice(1) ?? [] })
          : refusedBy(operation, 'write', unreadable(event.message));
      case 'fault':
        // Without the interval the device is still provisioned.
        if (progress.phase === 'read') return attributesNext({ ...progress, informInterval: null });
        return progress.phase === 'attributes' ? withoutRefused(progress) : refusedBy(operation, 'write', event.fault);
      default:
        return still;
    }
  },
};

function attributesNext(progress: Progress): Move<Progress> {
  const next: Progress = { ...progress, phase: 'attributes' };
  return next.todo && next.todo.length > 0 ? { progress: next } : finished(next);
}

/** All or none: where a call was refused its halves are tried, down to the one that is to blame. */
function withoutRefused(progress: Progress): Move<Progress> {
  const [now = [], ...rest] = progress.todo ?? [];
  if (now.length > 1) {
    const half = Math.ceil(now.length / 2);
    return { progress: { ...progress, todo: [now.slice(0, half), now.slice(half), ...rest] } };
  }
  return attributesNext({
    ...progress,
    todo: rest,
    refused: [...(progress.refused ?? []), ...now.map((attribute) => attribute.path)],
  });
}

function finished({ informInterval = null, refused = [] }: Progress): Move<Progress> {
  return succeeded({ informInterval, ...(refused.length > 0 ? { refusedAttributes: refused } : {}) });
}

function inCalls(attributes: readonly WantedAttribute[]): WantedAttribute[][] {
  const calls: WantedAttribute[][] = [];
  for (let at = 0; at < attributes.length; at += together) calls.push(attributes.slice(at, at + together));
  return calls;
}
