import type { Login } from '../gateway/http-login.ts';

/** The gateway behind a listener, as far as connection requests concern it. */
export interface Called {
  /** ConnectionRequestUsername and -Password as they are now. */
  readonly login: Login;
  /** Whether anything at its address answers at all. */
  readonly reachable: boolean;
  /** An accepted connection request: a session follows. */
  connectionRequested(): void;
}
