/**
 * States of an operation. Open ones are owed; an operation that holds the device's lock keeps it while open, also in
 * `unconfirmed`: a time-out proves nothing about what the device is doing.
 */
export const operationStates = [
  'queued',
  'dispatched',
  'accepted',
  'applying',
  'unconfirmed',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type OperationState = (typeof operationStates)[number];

export const openStates: readonly OperationState[] = ['queued', 'dispatched', 'accepted', 'applying', 'unconfirmed'];

export function isOpen(state: OperationState): boolean {
  return openStates.includes(state);
}
