/**
 * How far a Download has come. `queued`, `downloading` and `flashing` begin again after a power cut; from `booting` on
 * the new bank is chosen and the next start completes the transfer.
 */
export type TransferPhase = 'queued' | 'downloading' | 'flashing' | 'booting' | 'done';

export interface TransferFault {
  /** 0 is success. */
  readonly code: number;
  readonly message: string;
}

/** One Download this gateway owes an answer to. Times in milliseconds since the epoch, null: not yet. */
export interface Transfer {
  readonly commandKey: string;
  readonly fileType: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Bytes, 0: unknown. */
  readonly fileSize: number;
  readonly targetFileName: string;
  /** Not to be started before. */
  readonly notBefore: number;
  phase: TransferPhase;
  startedAt: number | null;
  completedAt: number | null;
  fault: TransferFault | null;
  /** TransferCompleteResponses still wanted; more than 1 only for a gateway that repeats itself. */
  completesOwed: number;
}

/** Transfers a gateway holds at once, waiting, running or unacknowledged; one more Download is refused with 9004. */
export const transferLimit = 16;

/** `State` of GetAllQueuedTransfers: 1 not started, 2 in progress, 3 finished but not acknowledged. */
export function queuedState(phase: TransferPhase): 1 | 2 | 3 {
  if (phase === 'queued') return 1;
  return phase === 'done' ? 3 : 2;
}

/** The transfer to start now: one at a time, in order of arrival, each after its delay. */
export function nextTransfer(transfers: readonly Transfer[], now: number): Transfer | null {
  if (transfers.some(isRunning)) return null;
  return transfers.find((transfer) => transfer.phase === 'queued' && transfer.notBefore <= now) ?? null;
}

/** When a waiting transfer becomes due, or null when none waits or one is running. */
export function nextTransferAt(transfers: readonly Transfer[]): number | null {
  if (transfers.some(isRunning)) return null;
  const waiting = transfers.filter((transfer) => transfer.phase === 'queued').map((transfer) => transfer.notBefore);
  return waiting.length > 0 ? Math.min(...waiting) : null;
}

/** Fetching, flashing, or on its way through the reboot. */
export function isRunning(transfer: Transfer): boolean {
  return transfer.phase !== 'queued' && transfer.phase !== 'done';
}

/** Ends a transfer: its TransferComplete is due in the next session. */
export function finish(transfer: Transfer, fault: TransferFault, now: number, completesOwed = 1): void {
  transfer.phase = 'done';
  transfer.fault = fault;
  transfer.completedAt = now;
  transfer.completesOwed = completesOwed;
}
