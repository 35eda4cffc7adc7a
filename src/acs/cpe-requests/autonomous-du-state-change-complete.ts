import { autonomousEvidence, duResult, softwareChange } from '../../operations/completions.ts';
import type { CpeRequest } from './request.ts';

/** Deployment units changed without an order from here. */
export const autonomousDuStateChangeComplete: CpeRequest<'AutonomousDUStateChangeComplete'> = {
  method: 'AutonomousDUStateChangeComplete',
  async remember(tx, args, { device, now }) {
    const items = args.Results.map((result) => ({
      type: 'software' as const,
      detail: softwareChange(duResult(result), 'autonomous', { operationPerformed: result.OperationPerformed }),
    }));
    await autonomousEvidence(tx, device, { kind: 'autonomousDuStateChangeComplete', payload: args, items }, now);
  },
  reply: () => ({}),
};
