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

/** How one kind of transfer came out: null is success; `reboot`: it goes on at the next boot. */
export type TransferOutcome = TransferFault | 'reboot' | 'cut' | null;

export const firmwareImage = '1 Firmware Upgrade Image';
/** Stored, not started (TR-069 Amendment 6). */
export const storedFirmware = '6 Stored Firmware Image';

export type TransferKind = 'download' | 'scheduleDownload' | 'upload';

/** When a scheduled download may run. Milliseconds since the epoch. */
export interface TransferWindow {
  readonly start: number;
  readonly end: number;
  readonly mode: string;
  /** Tries left after the first; −1: as the gateway likes. */
  retries: number;
}

/** One transfer the ACS has ordered and is owed an answer to. Times in milliseconds since the epoch, null: not yet. */
export interface Transfer {
  /** Absent in states of before there were others: a download. */
  readonly kind?: TransferKind;
  readonly commandKey: string;
  readonly fileType: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Bytes, 0: unknown. */
  readonly fileSize: number;
  readonly targetFileName: string;
  /** Not to be started before. */
  notBefore: number;
  /** Of a scheduled download; those that are over are dropped. */
  windows?: TransferWindow[];
  phase: TransferPhase;
  startedAt: number | null;
  completedAt: number | null;
  fault: TransferFault | null;
  /** TransferCompleteResponses still wanted; more than 1 only for a gateway that repeats itself. */
  completesOwed: number;
  /** Not reported in the sessions before this instant; absent: in the next. */
  reportAt?: number;
}

export const kindOf = (transfer: Transfer): TransferKind => transfer.kind ?? 'download';

/** The M event that goes with `7 TRANSFER COMPLETE`. */
export function transferEvent(transfer: Transfer): string {
  return { download: 'M Download', scheduleDownload: 'M ScheduleDownload', upload: 'M Upload' }[kindOf(transfer)];
}

/** Transfers a gateway holds at once, waiting, running or unacknowledged; one more Download is refused with 9004. */
export const transferLimit = 16;

/** `State` of GetAllQueuedTransfers: 1 not started, 2 in progress, 3 finished but not acknowledged. */
export function queuedState(phase: TransferPhase): 1 | 2 | 3 {
  if (phase === 'queued') return 1;
  return phase === 'done' ? 3 : 2;
}

/** The transfer to start now: one at a time, in order of arrival, each after its delay or in its window. */
export function nextTransfer(transfers: readonly Transfer[], now: number): Transfer | null {
  if (transfers.some(isRunning)) return null;
  return transfers.find((transfer) => transfer.phase === 'queued' && dueAt(transfer, now) <= now) ?? null;
}

/** When a waiting transfer becomes due, or null when none waits or one is running. */
export function nextTransferAt(transfers: readonly Transfer[], now: number): number | null {
  if (transfers.some(isRunning)) return null;
  const waiting = transfers.filter((transfer) => transfer.phase === 'queued').map((transfer) => dueAt(transfer, now));
  return waiting.length > 0 ? Math.min(...waiting) : null;
}

/** A scheduled download whose windows are all over is due at once: to be reported as failed. */
function dueAt(transfer: Transfer, now: number): number {
  if (transfer.windows === undefined) return transfer.notBefore;
  const window = openWindow(transfer, now);
  return window === null ? now : Math.max(window.start, transfer.notBefore);
}

/** The present window of a scheduled download, or the next one; null when all are over. */
export function openWindow(transfer: Transfer, now: number): TransferWindow | null {
  return transfer.windows?.find((window) => window.end > now && window.end > transfer.notBefore) ?? null;
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
