import type { CwmpVersion } from '../cwmp/soap/versions.ts';

/**
 * One CWMP conversation as the ACS sees it (TR-069 §3.7): whose turn it is, and what is open. A value, never mutated;
 * `hear` and `say` give the next one. No sockets, no timers, no database: those belong to the door.
 *
 * Modes: *theirs* – the Inform was accepted and the CPE may send requests of its own; *waiting* – we asked, the answer
 * is due in the next POST; *ended* – nothing may be said any more, an extra empty POST is still answered politely.
 */
export type Session =
  | { readonly turn: 'theirs'; readonly talk: Talk }
  | { readonly turn: 'waiting'; readonly talk: Talk; readonly asked: Asked }
  | { readonly turn: 'ended'; readonly talk: Talk };

/** What stays the same, or only grows, through the conversation. */
export interface Talk {
  /** Mirrored from the Inform: some CPEs hang up on any other. */
  readonly namespace: string;
  readonly version: CwmpVersion;
  /** Answers UseCWMPVersion, only where the CPE offered versions. */
  readonly useVersion: CwmpVersion | undefined;
  /** Fingerprint of the Inform, to tell a repeat from a second one. */
  readonly informMark: string;
  /** Number of the next request id. */
  readonly nextId: number;
  /** Requests of the CPE that came where the answer to ours was due; there is an end to them. */
  readonly interruptions: number;
}

/** Our request that waits for its answer. */
export interface Asked {
  readonly id: string;
  readonly method: string;
}

/** A new conversation after an accepted Inform. */
export function begin(talk: Pick<Talk, 'namespace' | 'version' | 'useVersion' | 'informMark'>): Session {
  return { turn: 'theirs', talk: { ...talk, nextId: 1, interruptions: 0 } };
}
