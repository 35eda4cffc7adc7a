import { deserialize, serialize } from 'node:v8';
import type { LiveSession } from './live-sessions.ts';

/**
 * A live session as bytes, to go on in another process. Without its cookie, which stands nowhere but in the CPE and in
 * the memory of the process that holds the session.
 */
type ParkedState = Omit<LiveSession, 'cookie' | 'busy' | 'socket'>;

/** Changes with the shape of what is parked: a process of another version begins anew rather than guess. */
const form = 1;

/** More is not worth moving. A reading gathers about half of that before it stores it. */
export const mostParkedBytes = 1_048_576;

/**
 * @returns null where the session cannot be moved. One that is too large for what a reading gathered goes without it:
 * the reading then starts again where it was stored last.
 */
export function packSession(session: LiveSession, limit = mostParkedBytes): Buffer | null {
  const { cookie: _, busy: __, socket: ___, ...state } = session;
  const whole = bytesOf(state);
  if (whole !== null && whole.length <= limit) return whole;
  if (!session.step?.reading) return null;
  const touched = new Set(session.touched);
  touched.delete(session.step.operationId);
  const rest = bytesOf({ ...state, step: null, touched });
  return rest !== null && rest.length <= limit ? rest : null;
}

/** @returns null for bytes of another version, or none of ours */
export function unpackSession(bytes: Uint8Array, cookie: string): LiveSession | null {
  try {
    const read = deserialize(bytes) as { form?: unknown; state?: ParkedState } | null;
    if (read?.form !== form || !read.state) return null;
    return { ...read.state, cookie, busy: false, socket: null };
  } catch {
    return null;
  }
}

function bytesOf(state: ParkedState): Buffer | null {
  try {
    return serialize({ form, state });
  } catch {
    return null;
  }
}
