import { autonomousEvidence, duResult, unitsChanged } from '../../operations/completions.ts';
import type { CpeRequest } from './request.ts';

/** Deployment units changed without an order from here. */
export const autonomousDuStateChangeComplete: CpeRequest<'AutonomousDUStateChangeComplete'> = {
  method: 'AutonomousDUStateChangeComplete',
  async remember(tx, args, { device, now, runner }) {
    const evidence = { kind: 'autonomousDuStateChangeComplete', payload: args, items: [] };
    if (!(await autonomousEvidence(tx, device, evidence, now))) return;
    const performed = args.Results.map(({ OperationPerformed }) => ({ operationPerformed: OperationPerformed }));
    await unitsChanged(tx, device, args.Results.map(duResult), 'autonomous', performed, now);
    await runner.hearUnitsChanged(tx, device);
  },
  reply: () => ({}),
};
