import type { Socket } from 'node:net';
import type { LiveSession } from './live-sessions.ts';

/** What the door remembers of a connection. */
export interface Line {
  /** The session that began on it. */
  began: LiveSession | null;
  /** The session that spoke over it last; undefined: none ever did. */
  speaker: LiveSession | undefined;
  /** Our cookie came back on it: whoever is there knows about cookies, and needs no other memory. */
  knowsCookies: boolean;
}

const key = Symbol('line');

/**
 * Kept on the connection itself and gone with it. A WeakMap says the same, but every session would put entries into
 * several, and the garbage collector visits each of them every time.
 */
export function lineOf(socket: Socket): Line {
  const holder = socket as Socket & { [key]?: Line };
  holder[key] ??= { began: null, speaker: undefined, knowsCookies: false };
  return holder[key];
}
