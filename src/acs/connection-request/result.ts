import type { ConnectionRequestOutcome } from '../../devices/connection-request-store.ts';

/** What came of one attempt to call a device on one way. */
export interface CallResult {
  readonly outcome: ConnectionRequestOutcome;
  /** A sentence about the device, without its beginning: "it accepted …". */
  readonly detail: string;
  /** A session may follow all the same: wait for it before anything else is tried. */
  readonly mayFollow: boolean;
}

export interface CallLogin {
  readonly username: string;
  readonly password: string;
}

/** It accepted, or was sent something that is never answered. */
export function accepted(detail: string): CallResult {
  return { outcome: 'accepted', detail, mayFollow: true };
}

/** It did not accept. */
export function missed(outcome: ConnectionRequestOutcome, detail: string, mayFollow = false): CallResult {
  return { outcome, detail, mayFollow };
}
