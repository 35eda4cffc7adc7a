import { hours } from '../base/durations.ts';
import { MusterError } from '../base/errors.ts';
import { knowsMethod, missingMethod } from '../operations/methods.ts';
import { orderOperation } from '../operations/service.ts';
import type { WantedVerbs } from '../software/wanted/jobs.ts';
import type { Foundation } from './foundation.ts';

/** Later than what people and campaigns order. */
const priority = 800;
/** Of a step: a device that is away for longer is read again first, and is free for others meanwhile. */
const stepPatienceMs = hours(1);
/** Of a reading, which holds nobody up: a device that was away is looked at when it comes back. */
const readPatienceMs = hours(7 * 24);

/** How the wanted state of software modules reaches the operations of devices. */
export function wantedVerbs({ clock, sealOrderSecret }: Pick<Foundation, 'clock' | 'sealOrderSecret'>): WantedVerbs {
  return {
    async order(tx, device, { kind, order }) {
      try {
        const patienceMs = kind === 'getParameterValues' ? readPatienceMs : stepPatienceMs;
        const expiresAt = new Date(clock.now() + patienceMs);
        const request = { kind, order, source: 'policy', priority, expiresAt };
        return { id: await orderOperation(tx, { clock, seal: sealOrderSecret }, device, request) };
      } catch (error) {
        if (!(error instanceof MusterError)) throw error;
        return error.code === 'deviceLocked' ? { held: error.message } : { refused: error.message };
      }
    },
    unsupported: ({ methods, softwareVersion }) =>
      knowsMethod(methods, 'ChangeDUState') ? null : missingMethod('ChangeDUState', softwareVersion),
  };
}
